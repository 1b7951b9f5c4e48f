import Testing

@testable import LessonFormat

/// `line severity message = fix` of every fault and warning.
private func faultsAndWarnings(_ body: String) -> [String] {
  Lesson.check(bytes: Array(lesson(body).utf8), file: "x.md").diagnostics.map {
    "\($0.line) \($0.severity) \($0.message) = \($0.fix)"
  }
}

@Suite struct NearMissTests {
  @Test(arguments: [
    "experiments", "Experiment", "EXPERIMENT", "{experiment}", " {.experiment}", "expirement", "experiment:",
    "yaml experiment",
    "experment", "{code-cell} experiment", "exeriment {#first}",
  ])
  func `a fence that is nearly an experiment is an error`(info: String) {
    for body in ["```\(info)\nid: e\ntask: primes\n```", "- a\n\n  ~~~ \(info)\n  id: e\n  ~~~"] {
      let found = faultsAndWarnings(body)
      #expect(found.count == 1)
      #expect(found.first?.contains("error This fence has the word") == true)
      #expect(found.first?.contains("```experiment") == true)
    }
  }

  @Test func `a fence that is nearly an experiment is an error in a code question, too`() {
    let found = faultsAndWarnings("<!-- question {id: q, kind: code} -->\nA?\n```Experiment\nid: e\n```\n<!-- end -->")
    #expect(found.map { $0.hasPrefix("12 error This fence has the word `Experiment`") } == [true])
  }

  @Test(arguments: [" experiment", "experiment ", "   experiment  "])
  func `blanks around the word of an experiment don't matter`(info: String) throws {
    let read = try Lesson.parse(lesson("```\(info)\nid: e\ntask: primes\n```"), file: "x.md")
    #expect(read.experiments.count == 1)
  }

  @Test(arguments: ["python", "yaml", "expect", "text", "experience-report-2"])
  func `other languages are no experiments`(info: String) {
    #expect(!faultsAndWarnings("```\(info)\nx\n```").contains { $0.contains("error") })
  }

  @Test func `code with the keys of an experiment is a warning`() {
    for info in ["yaml", "", "python"] {
      #expect(
        faultsAndWarnings("```\(info)\nid: e\ntask: primes\n```").map { $0.prefix(40) } == [
          "10 warning This looks like an experiment"
        ])
    }
  }

  @Test func `text after the word experiment is an error`() {
    #expect(
      faultsAndWarnings("```experiment first-map\nid: e\ntask: primes\n```").map { $0.prefix(63) } == [
        "10 error The text after `experiment` has no effect: `first-map`"
      ])
  }

  @Test func `an experiment in too few backticks is an error`() {
    #expect(
      faultsAndWarnings("``experiment\nid: e\ntask: primes\n``").map {
        $0.hasPrefix("10 error This experiment isn't in")
      } == [
        true
      ])
  }

  @Test(arguments: [
    ("<!-- questions\nid: q\nkind: text\n-->", "question"), ("<!-- Question {id: q} -->", "question"),
    ("<!-- hints -->", "hint"),
    ("<!-- qestion {id: q} -->", "question"), ("<!-- HINT -->", "hint"), ("<!-- solutions: -->", "solution"),
    ("<!-- /question -->", "end"), ("<!-- end-question -->", "end"), ("<!-- endnotes -->", "end"),
    ("<!-- ends -->", "end"),
    ("<!-- {question id: q} -->", "question"), ("<!-- note -->", "notes"), ("<!-- rubrics -->", "rubric"),
  ])
  func `a comment that is nearly a mark is an error that names the mark`(comment: String, word: String) {
    let found = faultsAndWarnings(comment)
    #expect(found.map { $0.contains("error") && $0.contains("Write `<!-- \(word) -->`") } == [true])
  }

  @Test(arguments: [
    ("<!- hint -->", "hint"), ("<-- hint -->", "hint"), ("<!– end –>", "end"),
    ("<! -- question {id: q} -->", "question {…}"),
  ])
  func `a line of text that is nearly a mark is an error`(line: String, word: String) {
    let found = faultsAndWarnings("Text.\n\n\(line)")
    #expect(found.map { $0.hasPrefix("12 error") && $0.contains("Write `<!-- \(word) -->`") } == [true])
  }

  @Test(arguments: [
    "<!-- the end of it -->", "<!-- hints for the class -->", "<!-- TODO -->", "<!-- 2024 -->", "a <-- b",
    "<https://a.example>",
  ])
  func `other remarks and arrows are fine`(text: String) {
    #expect(faultsAndWarnings(text) == [])
  }
}
