import LessonFormat

extension LessonSamples {
  /// A lesson with code cells and an experiment that runs one of their files.
  static let cells: Lesson = {
    do { return try Lesson.parse(text, file: "cells.md") } catch { preconditionFailure("\(error)") }
  }()

  private static let text = #"""
    ---
    format: 1
    id: cells
    version: 1
    title: Cells
    ---

    # Pi {#pi}

    <!-- question {id: darts, kind: code, file: darts.py, needs: [numpy]} -->
    Write a function.

    ```python
    def darts(n):
        ...
    ```
    <!-- end -->

    <!-- question {id: pooled, kind: code, file: pooled.py, uses: [darts]} -->
    Use a pool.

    ```python
    from darts import darts
    ```
    <!-- end -->

    ```experiment
    id: pooled-again
    task: python
    file: pooled.py
    uses: [darts]
    processes: [1, 2]
    ```

    <!-- question {id: words, kind: text} -->
    What do you think?
    <!-- end -->
    """#
}
