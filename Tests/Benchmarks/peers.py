#!/usr/bin/env python3
"""One measurement of one of the other pools: `peers.py PEER MEASURE [NUMBER …]` prints one line of JSON.

The measures are those of `PoolBenchmark`; `compare.py` runs both in turn. Where a peer has no such default, chunks follow
Python's rule, so that all pools move the same messages.
"""

import json
import math
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def parity(number):
    return number & 1 == 0


def check_prime(n):
    if n % 2 == 0:
        return False
    for divisor in range(3, math.isqrt(n) + 1, 2):
        if n % divisor == 0:
            return False
    return True


def darts(share):
    """Points inside, of so many samples with this seed, in blocks that fit the processor's cache."""
    import numpy

    samples, seed = share
    generator = numpy.random.default_rng(seed)
    inside, block = 0, 1 << 14
    for start in range(0, samples, block):
        count = min(block, samples - start)
        x, y = generator.random(count), generator.random(count)
        inside += int(numpy.count_nonzero(x * x + y * y <= 1))
    return inside


def rule(items, workers):
    """The size of a chunk by the rule of Pool.map."""
    return -(-items // (4 * workers))


def echo(data):
    """A big item, there and back."""
    return data


def echo_shared(task):
    """The same through blocks of shared memory that both sides open by name."""
    from multiprocessing import shared_memory

    given, answer, size = task
    source, target = shared_memory.SharedMemory(given), shared_memory.SharedMemory(answer)
    target.buf[:size] = source.buf[:size]
    source.close()
    target.close()
    return answer


class Pool:
    """multiprocessing.Pool"""

    def __init__(self, workers, method):
        self.pool = multiprocessing.get_context(method).Pool(workers)

    def map(self, work, items, chunk):
        return self.pool.map(work, items, chunksize=chunk)

    def end(self):
        self.pool.terminate()


class Executor:
    """concurrent.futures.ProcessPoolExecutor"""

    def __init__(self, workers, method):
        self.pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method))

    def map(self, work, items, chunk):
        return list(self.pool.map(work, items, chunksize=chunk))

    def end(self):
        self.pool.shutdown()


class Joblib:
    """joblib with loky, its default"""

    def __init__(self, workers, _):
        import joblib

        self.delayed, self.pool = joblib.delayed, joblib.Parallel
        self.workers = workers

    def map(self, work, items, chunk):
        return self.pool(n_jobs=self.workers, batch_size=chunk)(self.delayed(work)(item) for item in items)

    def end(self):
        pass


class Mpire:
    """mpire.WorkerPool"""

    def __init__(self, workers, method):
        import mpire

        self.pool = mpire.WorkerPool(workers, start_method=method)

    def map(self, work, items, chunk):
        return self.pool.map(work, items, chunk_size=chunk)

    def end(self):
        self.pool.terminate()


PEERS = {
    "pool-fork": (Pool, "fork"),
    "pool-spawn": (Pool, "spawn"),
    "executor-fork": (Executor, "fork"),
    "joblib": (Joblib, None),
    "mpire": (Mpire, "fork"),
}


def creation(make, workers):
    began = time.perf_counter()
    pool = make(workers)
    assert len(pool.map(parity, range(workers), 1)) == workers
    return {"seconds": time.perf_counter() - began}, pool


def trivial(make, items, workers, chunk):
    inputs = list(range(items))
    pool = make(workers)
    pool.map(parity, range(4 * workers), 1)
    began = time.perf_counter()
    results = pool.map(parity, inputs, chunk)
    seconds = time.perf_counter() - began
    assert sum(results) == (items + 1) // 2
    return {"seconds": seconds}, pool


def primes(make, first, end, workers):
    began = time.perf_counter()
    pool = make(workers)
    count = sum(pool.map(check_prime, range(first, end), rule(end - first, workers)))
    return {"seconds": time.perf_counter() - began, "count": count}, pool


def circle(make, samples, workers):
    began = time.perf_counter()
    pool = make(workers)
    inside = sum(pool.map(darts, [(samples // workers, seed) for seed in range(workers)], 1))
    return {"seconds": time.perf_counter() - began, "pi": 4 * inside / samples}, pool


def big(make, size, items, workers):
    inputs = [bytes([item]) * size for item in range(items)]
    pool = make(workers)
    pool.map(parity, range(4 * workers), 1)
    began = time.perf_counter()
    results = pool.map(echo, inputs, 1)
    seconds = time.perf_counter() - began
    assert results == inputs
    return {"seconds": seconds}, pool


def shared(make, size, items, workers):
    """As `big`, but each item is written to shared memory, and its answer is read from there."""
    from multiprocessing import resource_tracker, shared_memory

    # Before the pool, so that its workers share it.
    resource_tracker.ensure_running()
    inputs = [bytes([item]) * size for item in range(items)]
    pool = make(workers)
    pool.map(parity, range(4 * workers), 1)
    began = time.perf_counter()
    blocks = [shared_memory.SharedMemory(create=True, size=size) for _ in range(2 * items)]
    for data, block in zip(inputs, blocks):
        block.buf[:size] = data
    pool.map(echo_shared, [(blocks[i].name, blocks[items + i].name, size) for i in range(items)], 1)
    results = [bytes(block.buf[:size]) for block in blocks[items:]]
    seconds = time.perf_counter() - began
    assert results == inputs
    for block in blocks:
        block.close()
        block.unlink()
    return {"seconds": seconds}, pool


def main():
    peer, measure, *numbers = sys.argv[1:]
    kind, method = PEERS[peer]
    numbers = [int(number) for number in numbers]

    def make(workers):
        return kind(workers, method)

    if measure == "single":
        figures, pool = trivial(make, *numbers, chunk=1)
    elif measure == "chunked":
        figures, pool = trivial(make, *numbers, chunk=rule(*numbers))
    else:
        measures = {"creation": creation, "primes": primes, "circle": circle, "big": big, "shared": shared}
        figures, pool = measures[measure](make, *numbers)
    print(json.dumps(figures), flush=True)
    pool.end()


if __name__ == "__main__":
    main()
