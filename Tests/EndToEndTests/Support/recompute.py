"""Recomputes every number of `poolbook compare --json` from the recorded runs, with none of the program's own code.

    poolbook compare a.jsonl b.jsonl --json | python3 recompute.py [FOLDER]

The files are found from the folder where compare was started. Prints each number that differs by a microsecond or
more, or that it doesn't know, and ends with 1 if there is one. Sources/README.md says what the numbers are.
"""
import json
import os
import sys

SHARING = {"processes", "chunk", "schedule", "repeat", "seed", "seeding", "limit"}  # how work is shared, not what it is
PRECISION = 1e-6


def read(path):
    with open(path, encoding="utf-8") as file:
        header, *events = [json.loads(line) for line in file if line.strip()]
    return header, events


def run_figures(header, events):
    """The figures of one run, times in seconds."""
    report = header["report"]
    count = report["processes"]
    busy, chunks, items = [0] * count, [0] * count, [0] * count
    end, open_chunk, ready = [0] * count, [None] * count, [None] * count
    created = began = finished = None
    for event in events:
        kind, time, worker, span = event["e"], event["t"], event.get("w"), event.get("items")
        if kind == "poolStarted":
            created = time
        elif kind == "workerReady":
            ready[worker] = ready[worker] or time
        elif kind == "runStarted":
            began, finished = time, None
            busy, chunks, items = [0] * count, [0] * count, [0] * count
            end, open_chunk = [time] * count, [None] * count
        elif kind == "runFinished":
            finished = time
        elif kind == "chunkStarted":
            open_chunk[worker] = (time, span)
        elif kind == "chunkFinished":
            if open_chunk[worker] and open_chunk[worker][1] == span:
                busy[worker] += time - open_chunk[worker][0]
            open_chunk[worker] = None
            chunks[worker] += 1
            items[worker] += span[1] - span[0]
            end[worker] = max(end[worker], time)
        elif kind == "workerEnded" and open_chunk[worker]:
            end[worker] = max(end[worker], time)
            open_chunk[worker] = None
        elif kind == "chunkReturned" and open_chunk[worker] and open_chunk[worker][1] == span:
            open_chunk[worker] = None
    has_end = began is not None and finished is not None
    makespan = (finished - began) / 1e9 if has_end else max(w["busy_s"] + w["idle_s"] for w in report["workers"])
    has_all = has_end and "events_left_out" not in report
    workers = []
    for index, worker in enumerate(report["workers"]):
        figures = {"items": worker["items"], "chunks": worker["chunks"], "busy_s": worker["busy_s"]}
        if has_all:
            last = (min(max(end[index], began), finished) - began) / 1e9
            figures = {"items": items[index], "chunks": chunks[index], "busy_s": busy[index] / 1e9}
            figures |= {"end_s": last, "idle_at_end_s": makespan - last}
        workers.append(figures)
    repeats = report["runs_s"]
    mean = sum(repeats) / len(repeats)
    figures = {
        "usable_cores": header["machine"]["usableCores"],
        "processes": count,
        "items": report["items"],
        "chunk": report["chunk"],
        "time_s": mean,
        "stddev_s": (sum((time - mean) ** 2 for time in repeats) / len(repeats)) ** 0.5,
        "startup_s": (max(ready) - created) / 1e9 if has_all and None not in ready else report["startup_s"],
        "makespan_s": makespan,
        "workers": workers,
    }
    total = sum(worker["busy_s"] for worker in workers)
    made = sum(worker["chunks"] for worker in workers)
    overhead = max(0, makespan - total / count)
    figures |= {"busy_s": total, "chunks": made, "messages": 2 * made, "overhead_s": overhead}
    if makespan > 0:
        figures["busy_share"] = min(1, total / (makespan * count))
    if count > 1 and total > 0:
        figures["imbalance"] = max(worker["busy_s"] for worker in workers) * count / total
    if made:
        figures["overhead_per_chunk_s"] = overhead / made
    return figures


def is_same_work(headers):
    def work(header):
        knobs = {name: value for name, value in header["knobs"].items() if name not in SHARING}
        return header["report"]["task"], header.get("command"), knobs

    return all(work(header) == work(headers[0]) for header in headers)


def add_speedups(runs):
    """Adds the speedup over the smallest pool, the latest of several."""
    fewest = min(run["processes"] for run in runs)
    base = [run for run in runs if run["processes"] == fewest][-1]
    for run in runs:
        if run["time_s"] <= 0 or base["time_s"] <= 0:
            continue
        ratio, size = base["time_s"] / run["time_s"], run["processes"]
        run["speedup"] = ratio * fewest
        run["efficiency"] = ratio * fewest / size
        if size > 1 and fewest == 1:
            run["karp_flatt"] = (1 / ratio - 1 / size) / (1 - 1 / size)


def difference(runs, index):
    run, other = runs[index], runs[index - 1]
    seconds = run["time_s"] - other["time_s"]
    threshold = max(0.02 * max(run["time_s"], other["time_s"]), run["stddev_s"] + other["stddev_s"])
    figures = {"run": index, "than": index - 1, "seconds": seconds, "threshold_s": threshold}
    figures["is_noise"] = abs(seconds) < threshold or seconds == 0
    if other["time_s"] > 0:
        figures["ratio"] = run["time_s"] / other["time_s"]
    return figures


def amdahl(headers, runs):
    """Amdahl's law by least squares over 1 / processes; `None` if it can't be fitted."""
    points = []
    for header, run in zip(headers, runs):
        hosts = {worker["host"] for worker in header["report"]["workers"]}
        takes_turns = len(hosts) <= 1 and run["processes"] > run["usable_cores"]
        if not takes_turns and run["time_s"] > 0:
            points.append((run["processes"], run["time_s"]))
    sizes = sorted({size for size, _ in points})
    if len(sizes) < 2:
        return None
    mean_x = sum(1 / size for size, _ in points) / len(points)
    mean_y = sum(time for _, time in points) / len(points)
    slope = sum((1 / size - mean_x) * (time - mean_y) for size, time in points)
    slope /= sum((1 / size - mean_x) ** 2 for size, _ in points)
    serial = mean_y - slope * mean_x
    one = serial + slope
    if one <= 0 or slope <= 0 or serial / one <= -0.02:
        return None
    error = max(abs(serial + slope / size - time) / time for size, time in points)
    fraction = min(1, max(0, serial / one))
    return {"serial_fraction": fraction, "one_process_s": one, "largest_error": error, "sizes": sizes}


def recomputed(report, folder):
    headers, runs = [], []
    for run in report["runs"]:
        header, events = read(os.path.join(folder, run["file"]))
        headers.append(header)
        runs.append(run_figures(header, events))
    same = is_same_work(headers)
    if same:
        add_speedups(runs)
    figures = {"runs": runs, "same_work": same}
    figures["differences"] = [difference(runs, index) for index in range(1, len(runs))]
    if same and all(setting["name"] == "processes" for setting in report["different"]):
        fit = amdahl(headers, runs)
        if fit:
            figures["amdahl"] = fit
    return figures


def numbers(value, path=""):
    """Every number and truth value of a JSON value, with where it is."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from numbers(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from numbers(part, f"{path}[{index}]")
    elif isinstance(value, (bool, int, float)):
        yield path, value


def main():
    report = json.load(sys.stdin)
    printed, expected = dict(numbers(report)), dict(numbers(recomputed(report, *sys.argv[1:2] or ["."])))
    wrong = 0
    for path in sorted(printed.keys() | expected.keys()):
        ours, theirs = expected.get(path), printed.get(path)
        if ours is None or theirs is None or abs(ours - theirs) >= PRECISION:
            print(f"{path}: compare says {theirs}, the files say {ours}")
            wrong += 1
    print(f"{len(printed)} numbers, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
