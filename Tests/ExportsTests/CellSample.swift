import AnswerBook
import Experiments
import LessonFormat
import WorkerPool

/// A lesson with a code cell and an experiment that runs a Python file at several sizes.
enum CellSample {
  static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "cells.md") } catch { preconditionFailure("\(error)") }
  }()

  /// A record in which both have run.
  static func book(_ found: PythonFindings = found) -> AnswerBook {
    AnswerBook(
      answers: ["square": Answer(text: "def f(x):\n    return x * x\n"), "time": Answer(number: "0.9 s")],
      runs: ["square": [run("square", found)], "square-scale": [run("square-scale", PythonFindings())]])
  }

  /// What the cell's run found: output, a map, and a check that failed.
  static let found = PythonFindings(
    printed: "285\n\u{1B}[31m<b>red</b>\u{1B}[0m\n",
    maps: [PythonMap(how: "map", items: 10, chunk: 1, processes: 4, workers: 4, at_once: 3, failed: 0, seconds: 0.84)],
    at_once: 3, parts: PythonParts(pool_s: 0.025, map_s: 0.84, end_s: 0.008, rest_s: 0),
    checks: [
      CheckOutcome(check: "f(3) is an int", passed: true),
      CheckOutcome(
        check: "385 is printed", passed: false,
        trouble: Trouble(seen: "It printed 285.", means: "The last number is missing.", fix: "Look at range(11).")),
    ])

  /// An exception, with whatever text.
  static func raised(_ text: String) -> PythonFindings {
    PythonFindings(
      printed: text, exit: 1,
      error: PythonException(
        type: "ValueError", text: text, line: 2,
        traceback: "Traceback (most recent call last):\n  File \"square.py\", line 2, in f\nValueError: \(text)\n"),
      trouble: Trouble(seen: "ValueError in line 2: \(text)", means: text, fix: "Look at line 2."))
  }

  /// A run of the file by four workers.
  static func run(_ experiment: String, _ found: PythonFindings) -> RecordedRun {
    let workers = (0..<4).map {
      WorkerReport(
        name: "worker-\($0 + 1)", pid: Int32(100 + $0), host: "n1", items: 2, chunks: 2, busy_s: 0.2, idle_s: 0.1)
    }
    var report = RunReport(
      task: .python, processes: 4, schedule: .dynamic, chunk: 1, items: 10, parent: ParentReport(pid: 99),
      workers: workers, assignment: nil, runs_s: [0.873], mean_s: 0.873, stddev_s: 0, startup_s: 0.02,
      result: .python(found))
    report.file = "square.py"
    report.python = PythonUsed(version: "3.11.2", executable: "/usr/bin/python3", numpy: "1.24.2")
    return RecordedRun(
      id: "\(experiment)-1", experiment: experiment, began: 1_795_000_000,
      machine: Machine(host: "n1", usableCores: 4), knobs: Knobs(processes: 4), report: report, events: [])
  }

  /// What happened in its pool.
  static let events: [PoolEvent] = [
    .init(time: 0, kind: .poolStarted(workers: 2)),
    .init(time: 10, kind: .mapStarted(map: 1, items: 3, chunk: 1, schedule: .dynamic, detail: .items)),
    .init(time: 20, kind: .chunkStarted(worker: 0, items: 0..<2)),
    .init(time: 100, kind: .chunkFinished(worker: 0, items: 0..<2)),
    .init(time: 110, kind: .mapFinished(map: 1)),
  ]

  static let text = """
    ---
    format: 1
    id: cells
    version: 1
    title: Cells
    ---

    # Squares {#squares}

    <!-- question {id: square, kind: code, language: python, file: square.py, points: 3} -->
    Write it.

    ```python
    def f(x):
        ...
    ```
    <!-- checks -->
    ```yaml
    - call: f(3)
      type: int
    - printed: 385
    ```
    <!-- end -->

    <!-- question {id: time, kind: number, unit: s, check: square.seconds} -->
    How long did it take?
    <!-- end -->

    ```experiment
    id: square-scale
    task: python
    file: square.py
    processes: [2, 4]
    ```
    """
}
