import AnswerBook
import LessonFormat
import Session

/// A short lesson with each thing a session decides about.
enum Sample {
  static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "sample.md") } catch { preconditionFailure("\(error)") }
  }()

  static func session(readOnly: String? = nil) -> Session {
    Session(lesson: lesson, book: AnswerBook(), readOnly: readOnly)
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
