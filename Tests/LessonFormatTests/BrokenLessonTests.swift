import Testing

@testable import LessonFormat

/// `line:column message = mend` of every fault.
private func told(_ text: String) -> [String] {
  faults(text).map { "\($0.line):\($0.column) \($0.message) = \($0.mend)" }
}

@Suite struct BrokenLessonTests {
  @Test func `a fault shows its place, the line, a caret and the mend`() {
    let text = lesson("```experiment\nid: e\ntask: primse\n```")
    #expect(
      faults(text).map(\.description) == [
        """
        small.md:12:7: There is no task called `primse`.
          12 | task: primse
             |       ^
             = Write `primes`.
        """
      ])
  }

  @Test func `a caret stands under its place after wide characters and tabs`() {
    let text = lesson("日本\t<b>")
    #expect(
      faults(text).map(\.description) == [
        """
        small.md:10:4: HTML can't be shown in a terminal: `<b>`.
          10 | 日本    <b>
             |         ^
             = Say it in Markdown, put it in a code span, or write `&lt;` for the sign `<`.
        """
      ])
  }

  @Test func `a long line is cut to the part around its place`() throws {
    let text = lesson(
      "<!-- question {id: q, kind: text, pionts: 1} --> " + String(repeating: "x", count: 400) + "\nWhy?\n<!-- end -->")
    let fault = try #require(faults(text).first { $0.column > 1 })
    let lines = fault.description.split(separator: "\n")
    #expect(lines[1].hasSuffix("…"))
    #expect(lines[1].count < 120)
    #expect(lines[2].hasSuffix("^"))
  }

  @Test func `all faults of a file are told, in its order`() {
    let text = """
      ---
      format: 1
      id: a lesson
      titel: A Lesson
      ---

      # One

      <!-- question {id: q, kind: choise} -->
      <!-- hnit -->
      # Two {#two}
      """
    #expect(
      told(text) == [
        "2:1 The front matter needs `version`. = Write `version: 1`.",
        "2:1 The front matter needs `title`. = Write `title: My Lesson`.",
        "3:5 `a lesson` is not an id. = An id has 1 to 64 letters, digits, `-` or `_`.",
        "4:1 `titel` is not a key of the front matter. = Write `title`.",
        "7:1 This section has no id. = Write `# One {#one}`.",
        "9:1 This question is never ended. = Write `<!-- end -->` under the last of its lines.",
        "9:1 This question asks nothing. = Write the question under its comment.",
        "9:29 There is no kind of question called `choise`. = Write `choice`.",
        "10:1 `<!-- hnit -->` marks nothing. = Write `<!-- hint -->`, or put another word first if it is a remark.",
      ])
  }

  @Test func `a newer format is the only thing told`() {
    let text = "---\nformat: 2\nid: [x]\nnew: [\"key\"]\n---\n\n<div>"
    #expect(
      told(text) == [
        "2:9 This lesson is written in format 2; this poolbook reads format 1. = Update poolbook, then open it again."
      ])
  }

  @Test(arguments: [
    (
      "```experiment\n{id: e, task: primes, samples: 10}\n```",
      "11:23 The task `primes` does not heed `samples`. = Leave it out; it heeds `processes`, `range`, `chunk`, `schedule` and `repeat`."
    ),
    (
      "```experiment\n{id: e, task: primes, dartboard: true}\n```",
      "11:23 Only `quarter-circle` has darts to draw. = Leave `dartboard` out."
    ),
    (
      "```experiment\n{id: e, task: primes, processes: [1, 2, 2]}\n```",
      "11:34 The sizes must differ from each other, and there are at most 16. = Write each size once: `processes: [1, 2, 4]`."
    ),
    ("```experiment\n{task: primes}\n```", "11:1 An experiment needs `id`. = Write `id: its-name`."),
    (
      "```experiment\n  id: e\n  task: primes\n  seeed: 3\n```",
      "13:3 `seeed` is not a key of an experiment. = Write `seed`."
    ),
    (
      "  ```experiment\n  id: e\n  tusk: primes\n  task: primes\n  ```",
      "12:3 `tusk` is not a key of an experiment. = Write `task`."
    ),
    (
      "<!-- question {id: q, kind: text, why: true} -->\nA?\n<!-- end -->",
      "10:35 A question of kind `text` has no key `why`. = Leave it out, or write `kind: choice`."
    ),
    (
      "<!-- question {id: q, kind: number, check: e.secnds} -->\nA?\n<!-- end -->",
      "10:44 A run has no figure `secnds`. = Write `seconds`."
    ),
    (
      "<!-- question {id: q, kind: number, check: seconds} -->\nA?\n<!-- end -->",
      "10:44 `seconds` names no figure of a run. = Write `EXPERIMENT.` with `workers`, `seconds`, `result`, `imbalance`, `chunks` or `deaths` after it, or `A.seconds / B.seconds`."
    ),
    (
      "```experiment\n{id: e, task: divisors, range: 1..<9000000}\n```",
      "11:32 The range of divisors ends at 1 000 000 at the most, or it would take hours; choose a lower one. = The numbers: from the first up to, not including, the last, as 100..<200."
    ),
    (
      "<!-- question {id: q, kind: number, check: a.workers / b.seconds} -->\nA?\n<!-- end -->",
      "10:44 Only seconds can be divided. = Write `a.seconds / b.seconds`."
    ),
    (
      "<!-- question {id: q, kind: number, tolerance: 1} -->\nA?\n<!-- end -->",
      "10:37 `tolerance` says nothing without `check`. = Leave it out, or write `check: EXPERIMENT.seconds`."
    ),
    (
      "<!-- question {id: q, kind: text, before: nowhere} -->\nA?\n<!-- end -->",
      "10:43 There is no experiment called `nowhere`. = This lesson has no experiment."
    ),
    (
      "<!-- question {id: q, kind: text, beside: q} -->\nA?\n<!-- end -->",
      "10:43 A question can't stand beside itself. = Name another question, or leave it out."
    ),
    (
      "<!-- question {id: one, kind: text} -->\nA?\n<!-- end -->",
      "10:20 The id `one` is given already in line 8. = Give this one a name of its own."
    ),
    (
      "<!-- question {id: q, kind: choice, options: [a, b], correct: 3} -->\nA?\n<!-- end -->",
      "10:63 There is no option `3`. = Name the right options by number, 1 to 2, or leave `correct` out where none is wrong."
    ),
    (
      "<!-- question {id: q, kind: choice, options: [a]} -->\nA?\n<!-- end -->",
      "10:46 A choice needs at least two options. = Write `options: [one, another]`."
    ),
    (
      "<!-- question {id: q, kind: file, file: ../x} -->\nA?\n<!-- end -->",
      "10:41 `../x` can't be a file of the student's folder. = Write a plain name without a path, and none that the workbook uses itself: `pool_example.py`."
    ),
    (
      "<!-- question {id: q, kind: file, file: answers.md} -->\nA?\n<!-- end -->",
      "10:41 `answers.md` can't be a file of the student's folder. = Write a plain name without a path, and none that the workbook uses itself: `pool_example.py`."
    ),
    ("<!-- end -->", "10:1 This ends nothing. = Leave it out, or open a question above it."),
    (
      "<!-- hint -->\nA.",
      "10:1 `<!-- hint -->` stands outside of a question. = Put it between `<!-- question {…} -->` and `<!-- end -->`."
    ),
    (
      "- one\n  <!-- end -->",
      "11:3 `<!-- end -->` stands inside a list or a quote, where it marks nothing. = Begin it at the left margin."
    ),
    ("<!-- a remark", "10:1 This comment is never closed. = Close it with `-->`."),
    ("<!-- notes -->\nA.", "10:1 These notes are never ended. = Write `<!-- end -->` under the last of its lines."),
    (
      "<!-- notes -->\n```experiment\nid: e\n```\n<!-- end -->",
      "11:1 An experiment can't stand here: it would belong to a list, a quote, a question or notes. = Begin it at the left margin, outside of them."
    ),
    (
      "## Two {#two}",
      "10:8 Only a section's heading has an id. = Leave `{#two}` out, or make it a section with one `#`."
    ),
    (
      "<!-- question {id: q, kind: text, id: r} -->\nA?\n<!-- end -->",
      "10:16 This is not YAML: the key `id` stands there twice. = Write `key: value`, with quotes round odd text."
    ),
  ])
  func `a fault is told with its place and its mend`(body: String, expected: String) {
    #expect(told(lesson(body)) == [expected])
  }

  @Test func `an id used twice and a name nobody has are told where they stand`() {
    let text = lesson(
      """
      ```experiment
      id: first-map
      task: process-info
      ```

      <!-- question
      id: q
      kind: number
      check: frist-map.workers
      before: first-mop
      -->
      How many?
      <!-- end -->

      ```experiment
      id: q
      task: sleep
      items: 1,-2
      ```
      """)
    #expect(
      told(text) == [
        "18:8 There is no experiment called `frist-map`. = Write `first-map`.",
        "19:9 There is no experiment called `first-mop`. = Write `first-map`.",
        "25:5 The id `q` is given already in line 16. = Give this one a name of its own.",
        "27:8 The items of sleep are seconds from 0 to 3600, such as 0.5,1,2. = The items: 5,5,5,5 or 0..<10.",
      ])
  }

  @Test func `an experiment at several sizes has no one figure to check`() {
    let text = lesson(
      """
      ```experiment
      {id: e, task: primes, processes: [1, 2]}
      ```
      <!-- question {id: q, kind: number, check: e.seconds} -->
      A?
      <!-- end -->
      """)
    #expect(told(text).map { $0.hasPrefix("13:44 `e` runs at several sizes") } == [true])
  }

  @Test func `broken YAML is told where it breaks`() {
    let told = told(lesson("```experiment\nid: e\ntask: [primes\n```"))
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("1") == true)
    #expect(told.first?.contains("This is not YAML") == true)
  }

  @Test func `what stands before the first section is told once`() {
    let text = "---\n{format: 1, id: x, version: 1, title: x}\n---\n\nOne.\n\nTwo.\n\n# S {#s}\n"
    #expect(
      told(text) == ["5:1 This stands before the first section. = Put a heading `# Its title {#its-id}` above it."])
  }

  @Test func `a file without front matter or sections says both`() {
    #expect(told("").map { $0.prefix(4) } == ["1:1 ", "1:1 "])
  }

  @Test func `an ordinary comment is nobody's business`() {
    #expect(told(lesson("<!-- Copyright: the authors. -->\n\nText <!-- inline --> here.")) == [])
  }
}
