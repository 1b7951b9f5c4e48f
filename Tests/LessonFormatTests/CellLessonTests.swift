import Experiments
import Testing

@testable import LessonFormat

/// `line:column message = fix` of every fault of a lesson with this body.
private func reports(_ body: String) -> [String] {
  faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
}

/// A code cell with these keys; its first line is line 10 if it comes first.
private func cell(_ keys: String, _ rest: String = "") -> String {
  "<!-- question {kind: code, \(keys)} -->\nWrite it.\n\(rest.isEmpty ? "" : rest + "\n")<!-- end -->\n"
}

/// Parts of a page.
private func page(_ parts: String...) -> String { parts.joined(separator: "\n") }

private let faultyKeys: [(String, String)] = [
  (
    cell("id: q, needs: [numpy]"),
    "10:35 `needs` is for a code cell, which has a file. = Write `file: my_program.py` as well, or remove `needs`."
  ),
  (
    cell("id: q, file: q.txt"),
    "10:41 `q.txt` is not the name of a Python file. = Write a name that ends in `.py`: `q.py`."
  ),
  (
    cell("id: q, file: q.py, language: bash"),
    "10:57 A code cell is in Python. = Remove `language`, or remove `file`."
  ),
  (
    cell("id: q, file: a/q.py"),
    "10:41 `a/q.py` can't be a file in the student's folder. = Write a name without a path that the workbook doesn't use itself, such as `pool_example.py`."
  ),
  (
    cell("id: q, file: q.py, repeat: 1001"),
    "10:55 `repeat` needs a whole number, not `1001`. = Write a number from 1 to 1000."
  ),
  (
    cell("id: q, file: q.py, time: 2 days"),
    "10:53 `2 days` is not a time from 0.1 s to a day. = Write `time: 60 s`, or a number of minutes: `time: 2 min`."
  ),
  (
    cell("id: q, file: q.py, time: 0.01"),
    "10:53 `0.01` is not a time from 0.1 s to a day. = Write `time: 60 s`, or a number of minutes: `time: 2 min`."
  ),
  (
    cell("id: q, file: q.py, memory: 4 kB"),
    "10:55 `4 kB` is not a size of at least 1 MB. = Write `memory: 500 MB` or `memory: 4 GB`."
  ),
  (
    cell("id: q, file: q.py, needs: [num py]"),
    "10:54 `num py` is not the name of a Python module. = Write the name that `import` takes: `needs: [numpy]`."
  ),
  (
    cell("id: q, file: q.py, uses: [p]"),
    "10:53 There is no question with a Python file called `p`. = Write the id of a question with `kind: code` and `file:`, or remove `uses`."
  ),
  (cell("id: q, file: q.py, uses: [q]"), "10:53 A file can't use itself. = Remove `q` from `uses`."),
  (
    cell("id: q, file: q.py, before: q"),
    "10:55 A question can't lock itself. = Choose an experiment, or remove `before`."
  ),
  (
    "<!-- question {id: q, kind: file, file: q.sb, uses: [q]} -->\nA?\n<!-- end -->",
    "10:47 `uses` is for a Python file. = Remove `uses`, or name a file that ends in `.py`."
  ),
  (
    "<!-- question {id: q, kind: text, needs: x} -->\nA?\n<!-- end -->",
    "10:35 A question of kind `text` has no key `needs`. = Remove it, or write `kind: code` or `kind: file`."
  ),
  ("```experiment\n{id: e, task: python}\n```", "11:1 An experiment needs `file`. = Write `file: pool_example.py`."),
  (
    "```experiment\n{id: e, task: python, file: e.py}\n```",
    "11:29 No question asks for the file `e.py`. = Add a question with `kind: code` and this file, or write the program below `starter: |`."
  ),
  (
    page(cell("id: q, file: pi_pooled.py"), "```experiment\n{id: e, task: python, file: pi_poold.py}\n```"),
    "15:29 No question asks for the file `pi_poold.py`. = Write `pi_pooled.py`."
  ),
  (
    "```experiment\n{id: e, task: primes, time: 5}\n```",
    "11:23 The task `primes` runs no Python file. = Remove `time`, or write `task: python`."
  ),
  (
    "```experiment\n{id: e, task: python, file: e.py, starter: 1, chunk: 5}\n```",
    "11:47 A Python program has a pool of its own, so there is no knob `chunk`. = Remove it; the program says it where it makes the pool or calls `map`."
  ),
  (
    "```experiment\n{id: e, task: python, file: e.py, starter: above}\n```",
    "11:44 There is no Python fence above this experiment. = Write one in this section, or the program itself below `starter: |`."
  ),
  (
    page(cell("id: q, file: q.py"), "<!-- question {id: n, kind: number, check: q.result} -->\nA?\n<!-- end -->"),
    "14:44 `q` runs a Python program, which has no `result`. = Write `q.seconds`, or let `<!-- checks -->` compare what the program prints."
  ),
  (
    page(cell("id: q, file: q.py"), cell("id: r, file: Q.py")),
    "14:41 `q` has the file `Q.py` already. = Choose another name."
  ),
  (
    page(cell("id: q, file: my-q.py"), cell("id: r, file: r.py, uses: [q]")),
    "10:41 Another program imports this file, and `import` can't take `my-q.py`. = Write a name of letters, digits and `_` that begins with a letter, such as `my_program.py`."
  ),
  (
    page(
      cell("id: q, file: q.py, uses: r"), cell("id: r, file: r.py, uses: [s]"), cell("id: s, file: s.py, uses: [q]")),
    "18:53 `s` and `q` use each other, directly or through others. = Remove `q` from `uses`."
  ),
]

@Suite struct CellLessonTests {
  @Test func `a code question with a file is a cell that runs under the question's id`() throws {
    let text = lesson(
      cell("id: a, file: a.py")
        + "\n"
        + cell(
          "id: b, title: B, file: b.py, uses: [a], needs: numpy, repeat: 7, time: 2 min, memory: 4 GB",
          """
          ```python
          ...
          ```
          <!-- variant {without: [numpy]} -->
          ```python
          from random import Random
          ```
          <!-- checks -->
          ```yaml
          - printed: 3
          ```
          """))
    let read = try Lesson.parse(text, file: "x.md")
    let spec = CellSpec(
      file: "b.py", uses: ["a"], needs: ["numpy"],
      variants: [.init(without: ["numpy"], starter: "from random import Random")],
      checks: [CellCheck(.printed(3, within: 0))], repeats: 7, time: 120, memory: 4_000_000_000)
    let question = try #require(read.questions.last)
    #expect(question.cell == spec)
    #expect(question.starter == "...")
    #expect(question.fileName == "b.py")
    #expect(question.source == "Write it.")
    #expect(read.experiments.map(\.id) == ["a", "b"])
    let experiment = try #require(read.experiments.last)
    #expect(experiment.task == .python && experiment.knobs.repeats == 7 && experiment.title == "B")
    #expect(experiment.work?.checks == spec.checks)
    #expect(!experiment.passesProcesses)
  }

  @Test func `a question for a Python file is a cell, and one for another file isn't`() throws {
    let text = lesson(
      """
      <!-- question {id: p, kind: file, file: p.py, time: 5} -->
      Write it.
      <!-- checks -->
      ```yaml
      - {printed: 1, say: It prints 1.}
      ```
      <!-- end -->

      <!-- question {id: s, kind: file, file: s.sb} -->
      Write it.
      <!-- end -->

      <!-- question {id: c, kind: code} -->
      Write it.
      <!-- end -->
      """)
    let questions = try Lesson.parse(text, file: "x.md").questions
    let spec = CellSpec(
      file: "p.py", checks: [CellCheck(.printed(1, within: 0), say: ["It prints 1."])], time: 5)
    #expect(questions.map(\.cell) == [spec, nil, nil])
  }

  @Test func `an experiment runs the file of a question and needs what the question needs`() throws {
    let text = lesson(
      cell("id: a, file: a.py, needs: [numpy]") + "\n" + cell("id: b, file: b.py, uses: [a], time: 90 s")
        + """

        ```experiment
        {id: mine, task: python, file: b.py, repeat: 3, processes: [1, 2, 4]}
        ```

        <!-- question {id: q, kind: number, check: a.seconds / b.seconds, before: a, beside: b} -->
        How many?
        <!-- end -->
        """)
    let read = try Lesson.parse(text, file: "x.md")
    let mine = try #require(read.experiments.first { $0.id == "mine" })
    #expect(mine.cell == CellSpec(file: "b.py", uses: ["b", "a"], repeats: 3, time: 90))
    #expect(mine.sizes == [1, 2, 4] && mine.knobs.repeats == 3 && mine.passesProcesses)
    #expect(read.questions.last?.before == "a")
  }

  @Test func `an experiment can give students its file`() throws {
    let text = lesson(
      """
      ```python
      print(1)
      ```

      ```experiment
      {id: a, task: python, file: a.py, starter: above}
      ```

      ```experiment
      id: b
      task: python
      file: b.py
      starter: |
        print(2)
        print(3)
      ```

      ```experiment
      {id: again, task: python, file: a.py, fails: true}
      ```
      """)
    let experiments = try Lesson.parse(text, file: "x.md").experiments
    #expect(experiments.map { $0.work?.given } == ["print(1)", "print(2)\nprint(3)", nil])
    #expect(experiments.map { $0.cell?.fails } == [false, false, true])
  }

  @Test(arguments: faultyKeys)
  func `a key of a Python file that makes no sense is reported with its fix`(body: String, expected: String) {
    #expect(reports(body) == [expected])
  }

  @Test(arguments: [
    (
      "<!-- variant -->\n```python\n1\n```",
      "12:1 A variant needs `without`. = Write `<!-- variant {without: [numpy]} -->`."
    ),
    (
      "<!-- variant {without: [numpi]} -->\n```python\n1\n```",
      "12:24 The program doesn't need `numpi`. = Write `numpy`, or add it there: `needs: [numpi]`."
    ),
    (
      "<!-- variant {with: numpy, without: numpy} -->\n```python\n1\n```",
      "12:15 `with` is not a key of a variant. = Write `without`."
    ),
    (
      "<!-- variant {without: numpy} -->",
      "12:1 Nothing follows this mark. = Write a fence with `python` below it, or remove it."
    ),
    (
      "<!-- variant {without: numpy} -->\nText.",
      "13:1 Below `<!-- variant {…} -->` there can only be one fence with `python`. = Write ```` ```python ```` on a line of its own, and the text below it."
    ),
    (
      "<!-- variant {without: numpy} -->\n```python\n1\n```\n```python\n2\n```",
      "16:1 Below `<!-- variant {…} -->` there can only be one fence with `python`. = Remove this, or write it below another mark."
    ),
    ("<!-- checks -->", "12:1 Nothing follows this mark. = Write a fence with `yaml` below it, or remove it."),
    (
      "<!-- checks -->\n```json\n[]\n```",
      "13:1 Below `<!-- checks -->` there can only be one fence with `yaml`. = Write ```` ```yaml ```` on a line of its own, and the text below it."
    ),
    ("<!-- checks -->\n```yaml\nprinted: 1\n```", "14:1 This must be a list. = Write `- printed: 54208`."),
    (
      "<!-- checks -->\n```yaml\n- one\n```",
      "14:3 This must be a list of keys and values. = Write `{key: value, key: value}`."
    ),
    (
      "<!-- checks -->\n```yaml\n- printed: 1\n```\n<!-- checks -->\n```yaml\n- printed: 1\n```",
      "16:1 This question has checks already. = Write all of them into one list."
    ),
    (
      "<!-- check -->",
      "12:1 `<!-- check -->` has no meaning. = Write `<!-- checks -->`, or start an ordinary comment with another word."
    ),
  ])
  func `a variant or checks without their fence are reported with their fix`(part: String, expected: String) {
    #expect(reports(cell("id: q, file: q.py, needs: [numpy]", part)) == [expected])
  }

  @Test func `checks of a question without a file are reported`() {
    let part = "<!-- checks -->\n```yaml\n- printed: 1\n```"
    #expect(
      reports(cell("id: q", part)) == [
        "12:1 Only a question with a Python file has `<!-- checks -->`. = Write `kind: code` and `file: my_program.py`, or remove this part."
      ])
  }
}
