import AnswerBook
import Experiments
import LessonFormat

/// A short lesson with a question of each kind, an experiment, a job, a formula and an optional page.
enum Sample {
  static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "sample.md") } catch { preconditionFailure("\(error)") }
  }()

  /// A run of `first-map` by these many workers.
  static func run(id: String = "r1", began: Double = 1_795_000_000, shares: [Int] = [3, 3, 2, 2]) -> RecordedRun {
    let workers = shares.enumerated().map {
      WorkerReport(
        name: "worker-\($0 + 1)", pid: Int32(100 + $0), host: "n1", items: $1, chunks: $1, busy_s: 0.001, idle_s: 0)
    }
    let report = RunReport(
      task: .processInfo, processes: shares.count, schedule: .dynamic, chunk: 1, items: shares.reduce(0, +),
      parent: ParentReport(pid: 99), workers: workers, assignment: nil, runs_s: [0.0031], mean_s: 0.0031, stddev_s: 0,
      startup_s: 0.008, result: .processInfo([]))
    return RecordedRun(
      id: id, experiment: "first-map", began: began, machine: Machine(host: "n1", usableCores: 4), knobs: Knobs(),
      report: report, events: [])
  }

  /// A record with an answer of each kind and two runs.
  static let book = AnswerBook(
    answers: [
      "kind": Answer(text: "I printed it.", choice: 1, hintsShown: 1),
      "workers": Answer(text: "", number: "2"),
      "squares": Answer(text: "def f(x):\n    return x * x\n"),
      "gone": Answer(text: "old"),
    ], runs: ["first-map": [run(shares: [5, 5]), run(id: "r2", began: 1_795_000_100)]], changedQuestions: ["kind"])

  static let text = #"""
    ---
    format: 1
    id: sample
    version: 3
    title: A Short Lesson
    ---

    # Maps {#maps}

    ```experiment
    id: first-map
    title: Ten items
    task: process-info
    items: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    processes: 4
    ```

    <!-- question {id: kind, kind: choice, options: [A set, A *list*, A generator], correct: [2], why: true, points: 2} -->
    What does `map` return?
    <!-- hint -->
    Print it.
    <!-- end -->

    <!-- question {id: workers, kind: number, check: first-map.workers, why: true, points: 3} -->
    How many workers took an item?
    <!-- end -->

    <!-- question {id: why, kind: text, points: 4} -->
    Why is $\frac{n}{p}$ not the *whole* truth?

    | $n$ | $p$ |
    | --: | --: |
    | 100 |   4 |
    <!-- end -->

    ```experiment
    id: scale
    task: primes
    range: 1..<1001
    processes: [1, 2, 4]
    ```

    # Files {#files}

    <!-- question {id: squares, kind: code, language: python} -->
    Write a function.

    ```python
    def f(x):
    ```
    <!-- end -->

    <!-- question {id: job, kind: file, file: job.sh, language: bash, points: 5} -->
    Write it.

    ```bash
    #!/bin/bash
    ```
    <!-- end -->

    # More {#more .optional}

    <!-- question {id: extra, kind: text, points: 7} -->
    And what else?
    <!-- end -->
    """#
}
