#!/usr/bin/env python3
"""How fast the tasks are alone: `primes` beside the same loop in C, `quarter-circle` beside NumPy.

    swift build -c release --product poolbook && Tests/Benchmarks/kernels.py [ROUNDS]

Each round measures every contestant once, one after the other, so that whatever else the machine does falls on all of
them; a ratio is taken within its round. `primes` is compared by the processor's time, the whole pool's with it, since
its ratio is close; `quarter-circle` by time on the wall. Printed are the median and the quartiles of the ratios. Wants clang or gcc, and
NumPy; what is missing is left out.
"""

import json
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
POOLBOOK = ROOT / ".build/release/poolbook"
FIRST, END, PRIMES = 100_000_000, 101_000_000, 54208
SAMPLES = 100_000_000
BLOCKS = [1 << 14, 1 << 16]


def poolbook(*words):
    """One run of the program with one worker; its report."""
    output = subprocess.run([POOLBOOK, "run", *words, "--processes", "1", "--json"], check=True, capture_output=True)
    return json.loads(output.stdout)


def processor_time(work):
    """Seconds that the processes started by `work`, and theirs, kept a processor busy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def primes_in_swift():
    report = poolbook("primes", "--range", f"{FIRST}..<{END}")
    assert report["result"]["count"] == PRIMES


def primes_in_c(program):
    output = subprocess.run([program, str(FIRST), str(END)], check=True, capture_output=True)
    assert int(output.stdout) == PRIMES


def circle_in_swift():
    report = poolbook("quarter-circle", "--samples", str(SAMPLES), "--seed", "1")
    assert abs(report["result"]["pi"] - 3.14159265) < 0.001
    return report["mean_s"]


def circle_in_numpy(numpy, block):
    generator = numpy.random.default_rng(1)
    began = time.perf_counter()
    inside = 0
    for _ in range(0, SAMPLES, block):
        x, y = generator.random(block), generator.random(block)
        inside += int(numpy.count_nonzero(x * x + y * y <= 1))
    seconds = time.perf_counter() - began
    drawn = -(-SAMPLES // block) * block
    assert abs(4 * inside / drawn - 3.14159265) < 0.001
    return seconds * SAMPLES / drawn


def tell(what, numerators, denominators):
    ratios = [a / b for a, b in zip(numerators, denominators)]
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    print(f"{what}: {middle:.2f}  ({low:.2f} to {high:.2f})")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not POOLBOOK.exists():
        sys.exit("No release build yet: swift build -c release --product poolbook")
    contestants = {"primes, Swift": lambda: processor_time(primes_in_swift), "quarter-circle, Swift": circle_in_swift}
    with tempfile.TemporaryDirectory() as folder:
        for compiler in filter(shutil.which, ["clang", "gcc"]):
            program = f"{folder}/{compiler}"
            source = pathlib.Path(__file__).with_name("primes.c")
            if subprocess.run([compiler, "-O3", source, "-lm", "-o", program]).returncode == 0:
                name = f"primes, {compiler} -O3"
                contestants[name] = lambda program=program: processor_time(lambda: primes_in_c(program))
        try:
            import numpy
        except ImportError:
            print("NumPy is missing (pip install numpy): quarter-circle is not compared.")
        else:
            contestants["quarter-circle, NumPy, one array"] = lambda: circle_in_numpy(numpy, SAMPLES)
            for block in BLOCKS:
                name = f"quarter-circle, NumPy, blocks of {block}"
                contestants[name] = lambda block=block: circle_in_numpy(numpy, block)
        seconds = {name: [] for name in contestants}
        for _ in range(rounds):
            for name, measure in contestants.items():
                seconds[name].append(measure())
    print(f"median seconds of {rounds} rounds")
    for name, values in seconds.items():
        print(f"  {name}: {statistics.median(values):.4f}  ({min(values):.4f} to {max(values):.4f})")
    print("ratios, median and quartiles")
    for name, values in seconds.items():
        if name.startswith("primes,") and "Swift" not in name:
            tell(f"  primes in Swift / {name[8:]} (at most 1.15)", seconds["primes, Swift"], values)
        if "NumPy" in name:
            tell(f"  {name[16:]} / Swift (at least 10)", values, seconds["quarter-circle, Swift"])


if __name__ == "__main__":
    main()
