import LessonFormat

extension LessonSamples {
  /// A short lesson with one of everything, so that screens don't change with every word of the built-in one.
  static let sample: Lesson = {
    do { return try Lesson.parse(text, file: "sample.md") } catch { preconditionFailure("\(error)") }
  }()

  private static let text = #"""
    ---
    format: 1
    id: sample
    version: 1
    title: A Short Lesson
    minutes: 5
    ---

    # Welcome {#welcome}

    A pool *starts* its workers **once** and hands each of them items, one by one, until none are left. The call is
    `pool.map`, see [the manual](https://docs.python.org/3/library/multiprocessing.html).

    ## What there is

    - items, in an order
    - workers, numbered from one, which take whatever comes next and give it back when they are done with it
      - each with its pid
    - results

    1. Predict.
    2. Run.

    > Nothing is shared but the work.

    | processes |  time | speedup |
    | --------: | ----: | ------: |
    |         1 | 24.5 s |      1 |
    |         4 | 6.06 s |   4.04 |

    ```python
    from multiprocessing import Pool

    def investigate(item):  # what each worker does with each of its items, however many there happen to be of them
        return "item", item
    ```

    # First map {#first}

    Ten items over four workers.

    ```experiment
    id: first-map
    title: The first map
    task: process-info
    items: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    processes: 4
    ```

    <!-- question {id: container, kind: choice, options: ["A set, because several workers add to it and nobody knows who comes first", "A list, in the order of the items", "A generator"], correct: [2], why: true} -->
    What kind of collection does a map give back?
    <!-- end -->

    <!-- question {id: distinct, kind: number, check: first-map.workers, why: true} -->
    How many different child processes took at least one item?
    <!-- hint -->
    Count pids, not lines.
    <!-- solution -->
    As many as there are different pids.
    <!-- end -->

    <!-- question {id: predict, kind: text, before: second-map} -->
    Four times the item 5: what comes back?
    <!-- end -->

    ```experiment
    id: second-map
    task: process-info
    items: [5, 5, 5, 5]
    processes: 4
    ```

    <!-- question {id: compare, kind: text, beside: predict} -->
    Did it come out as predicted?
    <!-- end -->

    # Figures {#figures}

    ```experiment
    id: darts
    task: quarter-circle
    samples: 20000
    processes: 2
    dartboard: true
    ```

    ```experiment
    id: primes-alone
    task: primes
    range: 100000000..<101000000
    processes: 1
    ```

    ```experiment
    id: primes-scale
    title: The same work at several sizes
    task: primes
    range: 100000000..<101000000
    processes: [1, 2, 4, 6]
    ```

    <!-- question {id: rewrite, kind: code, language: python} -->
    Write it with a pool.
    <!-- starter -->
    ```python
    from multiprocessing import Pool

    def check_prime(n):
        """Says whether n is prime."""
        return n % 2 == 1  # not yet
    ```
    <!-- end -->

    # Closing {#closing .figures}

    What you measured is in the table below.
    """#
}
