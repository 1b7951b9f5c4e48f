#!/usr/bin/env python3
"""How the pool does beside the others, in one command:

    Tests/Benchmarks/compare.py [ROUNDS]

builds the benchmark in release mode, then measures every contestant once in each round, one after the other, so that
whatever else the machine does falls on all of them; ratios are taken within a round. Prints Markdown: the median of the
ratios and their quartiles. The other pools run in the Python that runs this file (Debian's, to be fair: it is built with
the compiler's feedback); NumPy, joblib, mpire, GNU parallel and clang or gcc take part if they are installed.
"""

import datetime
import importlib.util
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OURS = ROOT / ".build/release/PoolBenchmark"
FIRST, END, PRIMES = 100_000_000, 101_000_000, 54208
#: Python searches a tenth of the range, at the same cost for each candidate; its seconds count tenfold.
PYTHON_END = FIRST + (END - FIRST) // 10
SAMPLES = 100_000_000


def figures(*words):
    output = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)
    return json.loads(output.stdout)


def ours(measure, *numbers, figure="seconds"):
    return lambda: figures(OURS, measure, *numbers)[figure]


def peer(name, measure, *numbers, times=1):
    return lambda: figures(sys.executable, HERE / "peers.py", name, measure, *numbers)["seconds"] * times


def product(chunk):
    """The mean time of a map in the product's own run."""
    words = ["run", "process-info", "--processes", 4, "--items", "0..<1000000", "--chunk", chunk, "--json"]
    return lambda: figures(OURS.parent / "poolbook", *words)["mean_s"]


def seconds_of(*words):
    """Seconds of a whole command, and what it printed."""
    began = time.perf_counter()
    output = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)
    return time.perf_counter() - began, output.stdout


def program(words, expected):
    """A program alone; its result is looked at."""

    def run():
        seconds, printed = seconds_of(*words)
        assert expected(int(printed)), f"{words} printed {printed}"
        return seconds

    return run


def parallel(items, times=1):
    """GNU parallel, which starts a process for every item."""

    def run():
        began = time.perf_counter()
        subprocess.run(
            ["parallel", "--will-cite", "-j4", "true"], input="\n".join(map(str, range(items))), text=True, check=True)
        return (time.perf_counter() - began) * times

    return run


def parallel_blocks(items):
    """GNU parallel, which gives blocks of lines to programs; it doesn't know which line an answer belongs to."""

    def run():
        began = time.perf_counter()
        subprocess.run(
            ["parallel", "--will-cite", "-j4", "--pipe", "--keep-order", "--block", "64k", "cat"],
            input="\n".join(map(str, range(items))), text=True, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return run


def has(module):
    return importlib.util.find_spec(module) is not None


def compile_c(folder):
    """The C programs, by name; none without a compiler."""
    compiler = next(filter(shutil.which, ["clang", "gcc"]), None)
    programs = {}
    for name in ("primes", "circle", "workers") if compiler else ():
        programs[name] = f"{folder}/{name}"
        source = HERE / f"{name}.c"
        link = "-static" if name == "workers" else "-march=native"
        subprocess.run([compiler, "-O3", link, source, "-lm", "-o", programs[name]], check=True)
    return compiler, programs


def contests(folder):
    """Each contest: its title, our own name and how to measure us, and the others; the more of theirs to ours, the better."""
    compiler, c = compile_c(folder)
    python = {
        "Python's Pool, fork": "pool-fork", "Python's Pool, spawn": "pool-spawn", "ProcessPoolExecutor": "executor-fork",
        **({"joblib": "joblib"} if has("joblib") else {}), **({"mpire": "mpire"} if has("mpire") else {}),
    }
    gnu = shutil.which("parallel") is not None
    few = {"pool-fork": 100_000, "pool-spawn": 100_000}

    def one_by_one(name):
        # The slow ones get fewer items, and what they take counts as often as that.
        items = few.get(name, 5_000)
        return peer(name, "single", items, 4, times=200_000 / items)

    yield "4 workers, from nothing to the results of 4 items", ours("creation", 4), {
        **{title: peer(name, "creation", 4) for title, name in python.items()},
        **({"GNU parallel": parallel(4)} if gnu else {}),
        **({f"four static workers in C, {compiler}: a line from each": lambda: figures(c["workers"], 4)["seconds"]} if c else {}),
    }
    yield "200 000 trivial items one by one, 4 workers, events on", ours("single", 200_000, 4), {
        **{title: one_by_one(name) for title, name in python.items()},
        **({"GNU parallel": parallel(200, times=1000)} if gnu else {}),
    }
    yield "a million trivial items in Python's chunks, 4 workers", ours("chunked", 1_000_000, 4), {
        title: peer(name, "chunked", 1_000_000, 4) for title, name in python.items()
    }
    for chunk, single in ((1, "single"), ("auto", "chunked")):
        yield (f"a million items of `poolbook run process-info`, chunk {chunk}, 4 workers", product(chunk),
               {"the bare pool, trivial items": ours(single, 1_000_000, 4)})
    for size in (1, 10, 40):
        yield f"10 items of {size} MB, there and back, 2 workers", ours("big", size << 20, 10, 2), {
            "Python's Pool, fork": peer("pool-fork", "big", size << 20, 10, 2),
            "Python's Pool with shared_memory": peer("pool-fork", "shared", size << 20, 10, 2),
        }
    yield "200 000 lines that `cat` answers, 4 workers", ours("lines", 200_000, 4), {
        "one line at a time (chunk 1)": ours("lines", 200_000, 4, 1),
        **({"GNU parallel, a process for each line": parallel(200, times=1000),
            "GNU parallel --pipe, blocks of lines": parallel_blocks(200_000)} if gnu else {}),
    }
    yield "the lesson's primes, 2 workers", ours("primes", FIRST, END, 2), {
        "Python's Pool, fork (a tenth of them, times 10)": peer("pool-fork", "primes", FIRST, PYTHON_END, 2, times=10),
        **({f"the loop in C, {compiler}, alone": program([c["primes"], FIRST, END], lambda n: n == PRIMES)} if c else {}),
        "this pool, 1 worker": ours("primes", FIRST, END, 1),
        "this pool, 6 workers": ours("primes", FIRST, END, 6),
    }
    yield "a hundred million darts, 2 workers", ours("circle", SAMPLES, 2), {
        **({"NumPy in Python's Pool, its best blocks": peer("pool-fork", "circle", SAMPLES, 2)} if has("numpy") else {}),
        **({f"the same generator in C, {compiler}, alone": program(
            [c["circle"], SAMPLES, 1], lambda n: abs(4 * n / SAMPLES - 3.14159265) < 0.001)} if c else {}),
        "this pool, 1 worker": ours("circle", SAMPLES, 1),
    }


def quartiles(values):
    return statistics.quantiles(values, n=4) if len(values) > 1 else list(values) * 3


def number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}".replace(",", " ")


def contest(title, ourselves, others, rounds):
    mine, theirs = [], {name: [] for name in others}
    for _ in range(rounds):
        mine.append(ourselves())
        for name, measure in others.items():
            theirs[name].append(measure())
    low, middle, high = quartiles(mine)
    print(f"| **{title}** | {number(middle * 1000)} ms | {number(low * 1000)} to {number(high * 1000)} ms |")
    for name, values in theirs.items():
        low, middle, high = quartiles([other / own for other, own in zip(values, mine)])
        print(f"| · {name} | {number(middle)} | {number(low)} to {number(high)} |", flush=True)


def own_figures(rounds):
    """What has no rival: figures of the pool itself, medians of the rounds."""
    for title, measure, numbers in [
        ("64 workers, from nothing to the results of 64 items, s", "creation", (64,)),
        ("the lesson's primes: count, ms between the last finishers", "primes", (FIRST, END, 2)),
        ("events on / off, items of 1 ms", "events", (500, 2)),
        ("uneven items: makespan / (busy time / workers), by schedule; ms between the last finishers", "uneven", (2000, 2)),
        ("death and replacement of a worker", "deaths", (30,)),
    ]:
        taken = [figures(OURS, measure, *numbers) for _ in range(rounds)]
        words = [f"{name.replace('_', ' ')} {statistics.median(one[name] for one in taken):.3g}" for name in taken[0]]
        print(f"- {title}: {', '.join(words)}")


def machine():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return f"{os.cpu_count()} × {names[0] if names else platform.machine()}, Linux {platform.release().split('-')[0]}"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for name in ("PoolBenchmark", "poolbook"):
        subprocess.run(["swift", "build", "-c", "release", "--product", name], cwd=ROOT, check=True, stdout=sys.stderr)
    print(f"{datetime.date.today():%-d %B %Y}, {machine()}, Python {platform.python_version()}; {rounds} rounds\n")
    print("| what, and how many times as long the others take | median | quartiles |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for title, ourselves, others in contests(folder):
            contest(title, ourselves, others, rounds)
    print()
    own_figures(rounds)


if __name__ == "__main__":
    main()
