import AnswerBook
import Experiments
import LessonFormat
import Session

/// A short lesson with each thing a session decides about.
enum Sample {
  static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "sample.md") } catch { preconditionFailure("\(error)") }
  }()

  static func session(readOnly: String? = nil, runs: [RecordedRun] = []) -> Session {
    var book = AnswerBook()
    for run in runs { book.runs[run.experiment ?? "", default: []].append(run) }
    return Session(lesson: lesson, book: book, readOnly: readOnly, host: "n1")
  }

  /// A run of `quarter-circle` on one process.
  static func run(of experiment: String, samples: Int, began: Double, host: String = "n1") -> RecordedRun {
    let knobs = Knobs(processes: 1, samples: samples)
    let report = RunReport(
      task: .quarterCircle, processes: 1, schedule: .dynamic, chunk: 1, items: 1, parent: ParentReport(pid: 1),
      workers: [], assignment: nil, runs_s: [1], mean_s: 1, stddev_s: 0, startup_s: 0.01,
      result: .quarterCircle(samples: samples, inside: samples / 4 * 3))
    return RecordedRun(
      id: "r\(began)", experiment: experiment, began: began, machine: Machine(host: host, usableCores: 2), knobs: knobs,
      report: report, events: [])
  }

  /// A finished run without events.
  static func run(
    _ experiment: String, of task: ExperimentTask, processes: Int, seconds: Double, startUp: Double
  ) -> RecordedRun {
    var knobs = task.usualKnobs
    knobs.processes = processes
    let worker = WorkerReport(name: "worker-1", pid: 2, host: "n1", items: 1, chunks: 1, busy_s: 1, idle_s: 0)
    let report = RunReport(
      task: task, processes: processes, schedule: knobs.schedule, chunk: 1, items: processes,
      parent: ParentReport(pid: 1), workers: Array(repeating: worker, count: processes), assignment: nil,
      runs_s: [seconds], mean_s: seconds, stddev_s: 0, startup_s: startUp, seeds: nil,
      result: .quarterCircle(samples: 100, inside: 78))
    return RecordedRun(
      id: "\(experiment)-\(processes)", experiment: experiment, group: nil, began: 1_700_000_000,
      machine: Machine(host: "n1", usableCores: 4, processor: "Test"), knobs: knobs, report: report, events: [])
  }

  private static let text = #"""
    ---
    format: 1
    id: sample
    version: 1
    title: A Short Lesson
    ---

    # Maps {#maps}

    ```experiment
    id: first-map
    task: process-info
    items: [0, 1, 2]
    processes: 4
    ```

    <!-- question {id: kind, kind: choice, options: [A set, A list, A generator], correct: [2], why: true} -->
    What does a map return?
    <!-- hint -->
    Print it.
    <!-- hint -->
    Look at the brackets.
    <!-- end -->

    <!-- question {id: predict, kind: text, before: uneven} -->
    What will happen?
    <!-- solution -->
    The last worker works longest.
    <!-- end -->

    ```experiment
    id: uneven
    task: divisors
    range: 1..<1001
    processes: 4
    schedule: static
    ```

    ```experiment
    id: scale
    task: primes
    range: 1..<1001
    processes: [1, 2, 4]
    ```

    ```experiment
    id: alone
    task: quarter-circle
    samples: auto
    processes: 1
    ```

    ```experiment
    id: pooled
    task: quarter-circle
    samples: auto
    processes: 4
    ```

    <!-- question {id: many, kind: number} -->
    How many?
    <!-- end -->

    <!-- question {id: job, kind: file, file: job.sh, language: bash} -->
    Write it.

    ```bash
    #!/bin/bash
    ```
    <!-- end -->
    """#
}
