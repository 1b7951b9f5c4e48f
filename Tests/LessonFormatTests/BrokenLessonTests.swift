import Testing

@testable import LessonFormat

/// `line:column message = fix` of every fault.
private func reports(_ text: String) -> [String] {
  faults(text).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
}

@Suite struct BrokenLessonTests {
  @Test func `a fault shows its place, the line, a caret and the fix`() {
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

  @Test func `the caret is below its place after wide characters and tabs`() {
    let text = lesson("日本\t<b>")
    #expect(
      faults(text).map(\.description) == [
        """
        small.md:10:4: A terminal can't show HTML: `<b>`.
          10 | 日本    <b>
             |         ^
             = Use Markdown, put it in a code span, or write `&lt;` for `<`.
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

  @Test func `all faults of a file are reported, in the order of the file`() {
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
      reports(text) == [
        "2:1 The front matter needs `version`. = Write `version: 1`.",
        "2:1 The front matter needs `title`. = Write `title: My Lesson`.",
        "3:5 `a lesson` is not an id. = An id has 1 to 64 letters, digits, `-` or `_`.",
        "4:1 `titel` is not a key of the front matter. = Write `title`.",
        "7:1 This section has no id. = Write `# One {#one}`.",
        "9:1 This question has no end. = Write `<!-- end -->` above line 11.",
        "9:1 This question has no text. = Write the text of the question below the comment.",
        "9:29 There is no kind of question called `choise`. = Write `choice`.",
        "10:1 `<!-- hnit -->` has no meaning. = Write `<!-- hint -->`, or start an ordinary comment with another word.",
      ])
  }

  @Test func `a newer format is the only fault reported`() {
    let text = "---\nformat: 2\nid: [x]\nnew: [\"key\"]\n---\n\n<div>"
    #expect(
      reports(text) == [
        "2:9 This lesson has format 2; this version of Poolbook reads format 1. = Update Poolbook, then open the lesson again."
      ])
  }

  @Test(arguments: [
    (
      "```experiment\n{id: e, task: quarter-circle, samples: [auto]}\n```",
      "11:40 samples is a whole number from 1 to 1 000 000 000 000, not “auto”. = How many points are drawn in all, split over the processes: 1e8 or 100 000 000."
    ),
    (
      "```experiment\n{id: e, task: primes, samples: auto}\n```",
      "11:23 The task `primes` has no knob `samples`. = Remove it; the knobs are `processes`, `range`, `chunk`, `schedule` and `repeat`."
    ),
    (
      "```experiment\n{id: e, task: primes, samples: 10}\n```",
      "11:23 The task `primes` has no knob `samples`. = Remove it; the knobs are `processes`, `range`, `chunk`, `schedule` and `repeat`."
    ),
    (
      "```experiment\n{id: e, task: primes, dartboard: true}\n```",
      "11:23 The task `primes` has no dartboard. = Remove `dartboard`."
    ),
    (
      "```experiment\n{id: e, task: primes, processes: [1, 2, 2]}\n```",
      "11:34 The sizes must be different, and there may be at most 16. = Write each size once: `processes: [1, 2, 4]`."
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
      "10:35 A question of kind `text` has no key `why`. = Remove it, or write `kind: choice` or `kind: number`."
    ),
    (
      "<!-- question {id: q, kind: number, check: e.secnds} -->\nA?\n<!-- end -->",
      "10:44 There is no figure `secnds`. = Write `seconds`."
    ),
    (
      "<!-- question {id: q, kind: number, check: seconds} -->\nA?\n<!-- end -->",
      "10:44 `seconds` is not a figure of a run. = Write `EXPERIMENT.` followed by `workers`, `seconds`, `result`, `imbalance`, `chunks` or `deaths`, or `A.seconds / B.seconds`."
    ),
    (
      "```experiment\n{id: e, task: divisors, range: 1..<9000000}\n```",
      "11:32 The range of divisors can end at 1 000 000 at most, or it would take hours; choose a lower end. = The numbers, from the first up to but not including the last: 100..<200."
    ),
    (
      "<!-- question {id: q, kind: number, check: a.workers / b.seconds} -->\nA?\n<!-- end -->",
      "10:44 Only seconds can be divided. = Write `a.seconds / b.seconds`."
    ),
    (
      "<!-- question {id: q, kind: number, tolerance: 1} -->\nA?\n<!-- end -->",
      "10:37 `tolerance` needs `check` or `correct`. = Remove it, or write `check: EXPERIMENT.seconds` or `correct: 2.21`."
    ),
    (
      "<!-- question {id: q, kind: text, before: nowhere} -->\nA?\n<!-- end -->",
      "10:43 There is no experiment called `nowhere`. = Add an experiment with this id, or remove `before`."
    ),
    (
      "<!-- question {id: q, kind: text, beside: q} -->\nA?\n<!-- end -->",
      "10:43 A question can't be shown beside itself. = Choose another question, or remove `beside`."
    ),
    (
      "<!-- question {id: one, kind: text} -->\nA?\n<!-- end -->",
      "10:20 The id `one` is already used in line 8. = Choose a different id."
    ),
    (
      "<!-- question {id: q, kind: choice, options: [a, b], correct: 3} -->\nA?\n<!-- end -->",
      "10:63 There is no option `3`. = Write the numbers of the right options, 1 to 2, or remove `correct` if no option is wrong."
    ),
    (
      "<!-- question {id: q, kind: choice, options: [a]} -->\nA?\n<!-- end -->",
      "10:46 A choice needs at least two options. = Write `options: [one, another]`."
    ),
    (
      "<!-- question {id: q, kind: file, file: ../x} -->\nA?\n<!-- end -->",
      "10:41 `../x` can't be a file in the student's folder. = Write a name without a path that the workbook doesn't use itself, such as `pool_example.py`."
    ),
    ("<!-- end -->", "10:1 There is nothing to end here. = Remove it, or start a question above it."),
    (
      "<!-- hint -->\nA.",
      "10:1 `<!-- hint -->` is outside a question. = Put it between `<!-- question {…} -->` and `<!-- end -->`."
    ),
    (
      "- one\n  <!-- end -->",
      "11:3 `<!-- end -->` has no effect inside a list or a quote. = Start it at the left margin."
    ),
    ("<!-- a remark", "10:1 This comment is never closed. = Close it with `-->`."),
    ("<!-- notes -->\nA.", "10:1 These notes have no end. = Write `<!-- end -->` after the last line."),
    (
      "<!-- notes -->\n```experiment\nid: e\n```\n<!-- end -->",
      "11:1 An experiment can't be inside a list, a quote, a question or notes. = Move it outside and start it at the left margin."
    ),
    (
      "## Two {#two}",
      "10:8 Only a section's heading can have an id. = Remove `{#two}`, or make it a section with one `#`."
    ),
    (
      "<!-- question {id: q, kind: text, id: r} -->\nA?\n<!-- end -->",
      "10:35 The key `id` is there twice. = Remove one of the two."
    ),
  ])
  func `a fault is reported with its place and its fix`(body: String, expected: String) {
    #expect(reports(lesson(body)) == [expected])
  }

  @Test func `a file question can't use a reserved name`() {
    let text = lesson("<!-- question {id: q, kind: file, file: Answers.md} -->\nA?\n<!-- end -->")
    #expect(reports(text) == [])
    #expect(throws: LessonErrors.self) { try Lesson.parse(text, file: "x.md", reservedNames: ["answers.md"]) }
  }

  @Test func `an id used twice and an unknown id are reported at their places`() {
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
      reports(text) == [
        "18:8 There is no experiment called `frist-map`. = Write `first-map`.",
        "19:9 There is no experiment called `first-mop`. = Write `first-map`.",
        "25:5 The id `q` is already used in line 16. = Choose a different id.",
        "27:8 The items of sleep are seconds from 0 to 3600, such as 0.5,1,2. = The items: 5,5,5,5 or 0..<10.",
      ])
  }

  @Test func `an experiment at several sizes has no single figure to check`() {
    let text = lesson(
      """
      ```experiment
      {id: e, task: primes, processes: [1, 2]}
      ```
      <!-- question {id: q, kind: number, check: e.seconds} -->
      A?
      <!-- end -->
      """)
    #expect(reports(text).map { $0.hasPrefix("13:44 `e` runs at several sizes") } == [true])
  }

  @Test func `broken YAML is reported at the place of the error`() {
    let found = reports(lesson("```experiment\nid: e\ntask: [primes\n```"))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("1") == true)
    #expect(found.first?.contains("isn't closed") == true)
  }

  @Test func `text before the first section is reported once`() {
    let text = "---\n{format: 1, id: x, version: 1, title: x}\n---\n\nOne.\n\nTwo.\n\n# S {#s}\n"
    #expect(
      reports(text) == [
        "5:1 This text is before the first section. = Write a heading `# Its title {#its-id}` above it."
      ])
  }

  @Test func `a file without front matter or sections says both`() {
    #expect(reports("").map { $0.prefix(4) } == ["1:1 ", "1:1 "])
  }

  @Test func `an ordinary comment is not a fault`() {
    #expect(reports(lesson("<!-- Copyright: the authors. -->\n\nText <!-- inline --> here.")) == [])
  }
}
