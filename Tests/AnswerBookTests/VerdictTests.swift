import Experiments
import LessonFormat
import Testing

@testable import AnswerBook

struct VerdictTests {
  private func judge(
    _ number: String, _ figure: Check.Figure, tolerance: Double = 0, unit: String? = nil,
    _ runs: [String: [RecordedRun]]
  )
    -> Verdict?
  {
    let question = sampleQuestion(
      "q", .number(unit: unit, check: Check(figure: figure, tolerance: tolerance), why: false))
    return comparison(of: Answer(number: number), to: question, runs: runs)
  }

  @Test(arguments: [
    ("4", [4.0], ""), ("3.2 s", [3.2], " s"), ("3200ms", [3200], "ms"), ("3,2", [3.2], ""),
    ("4x", [4], "x"), ("3.7×", [3.7], "×"), ("1e8", [1e8], ""), ("1E8 samples", [1e8], " samples"),
    ("1 000", [1000], ""), ("1\u{202f}000\u{a0}000", [1_000_000], ""), ("1_000", [1000], ""), ("1'000", [1000], ""),
    ("1,000", [1, 1000], ""), ("1,000,000", [1_000_000], ""), ("1.000.000,5", [1_000_000.5], ""),
    ("1,234.5", [1234.5], ""), ("4.", [4], "."), ("4, 2", [4], ", 2"), ("4 2", [4], " 2"), ("-2", [-2], ""),
    (".5", [0.5], ""), ("3.23 ± 0.02 s", [3.23], " ± 0.02 s"), ("10^8", [1e8], ""), ("10⁸ samples", [1e8], " samples"),
    ("1×10⁸", [1e8], ""), ("2 · 10^3 ms", [2000], " ms"), ("4 × 10 000", [4], " × 10 000"), ("１２", [12], ""),
  ])
  func `numbers as people type them`(text: String, values: [Double], rest: String) throws {
    var scalars = Array(text.unicodeScalars)[...]
    let numeral = try #require(Numeral(&scalars))
    #expect(numeral.values == values)
    #expect(Array(scalars) == Array(rest.unicodeScalars))
  }

  @Test(arguments: ["four", "?", "s", "..", "1.2.3", "nan", "∞", "-", "1e", "1e999999"])
  func `an answer that is no number is not compared`(text: String) {
    let verdict = judge(text, .workers("first-map"), ["first-map": [sampleRun("first-map")]])
    #expect(verdict?.outcome == .cannotCompare)
  }

  @Test func `the number of workers is compared with the last run`() {
    let runs = ["first-map": [sampleRun("first-map")]]
    #expect(
      judge("4 workers", .workers("first-map"), runs)
        == Verdict(.right, "That agrees with your last run: first-map used 4 workers; your answer says 4 workers."))
    #expect(
      judge("3", .workers("first-map"), runs)
        == Verdict(.differs, "That differs from your last run: first-map used 4 workers; your answer says 3."))
  }

  @Test func `an earlier run that agrees is enough`() {
    let runs = ["first-map": [sampleRun("first-map", shares: [5, 5, 0, 0]), sampleRun("first-map", id: "r2")]]
    let verdict = judge("2", .workers("first-map"), runs)
    #expect(verdict?.outcome == .right)
    #expect(
      verdict?.sentence
        == "That agrees with an earlier run: first-map of 11:06 UTC used 2 workers; your last first-map used 4 workers."
    )
  }

  @Test(arguments: [
    ("2.21", nil, Verdict.Outcome.right), ("2.25", nil, .right), ("2.3", nil, .differs), ("3", nil, .right),
    ("-2.21", nil, .differs),
    ("2210 ms", "s", .right), ("2.21 s", "s", .right), ("2.21", "s", .right), ("2.21 ms", "s", .differs),
    ("2.21 s", nil, .cannotCompare), ("221 %", nil, .right),
  ])
  func `a number is compared with the numbers that the lesson gives`(
    number: String, unit: String?, outcome: Verdict.Outcome
  ) {
    let verdict = judge(number, .constants([2.21, 3]), tolerance: 0.02, unit: unit, [:])
    #expect(verdict?.outcome == outcome)
    #expect(outcome != .differs || verdict?.sentence.contains("lesson expects another number") == true)
  }

  @Test func `without a run no answer is wrong`() {
    let verdict = judge("4", .workers("first-map"), [:])
    #expect(verdict?.outcome == .noRun)
    #expect(verdict?.sentence.contains("no run of first-map yet") == true)
    #expect(judge("four", .workers("first-map"), [:])?.outcome == .cannotCompare)
    #expect(judge("4 s", .workers("first-map"), [:])?.outcome == .cannotCompare)
    #expect(judge("  ", .workers("first-map"), [:]) == nil)
  }

  @Test func `times are compared in any unit`() {
    let runs = ["pi-alone": [sampleRun("pi-alone", seconds: [3.2, 3.26])]]
    for right in ["3.23", "3.2 s", "3230ms", "3,2", "3.0 sec", "0.054 min", "3.23 ± 0.02 s"] {
      #expect(judge(right, .seconds("pi-alone"), tolerance: 0.1, unit: "s", runs)?.outcome == .right, "\(right)")
    }
    #expect(
      judge("3.2 ms", .seconds("pi-alone"), tolerance: 0.1, unit: "s", runs)
        == Verdict(
          .differs,
          "That differs from your last run: pi-alone took 3.23 s (mean of 2). You wrote 3.2 ms; did you mean 3.2 s?"))
    #expect(judge("3230", .seconds("pi-alone"), tolerance: 0.1, unit: "ms", runs)?.outcome == .right)
    #expect(judge("3.2 kg", .seconds("pi-alone"), tolerance: 0.1, runs)?.outcome == .cannotCompare)
  }

  @Test func `a speedup is the ratio of runs with the same work`() {
    func pi(_ experiment: String, _ seconds: Double, samples: Int = 1_000, id: String = "r1") -> RecordedRun {
      sampleRun(
        experiment, id: id, seconds: [seconds], task: .quarterCircle, knobs: Knobs(samples: samples),
        result: .quarterCircle(samples: samples, inside: 785))
    }
    let figure = Check.Figure.speedup(alone: "a", pooled: "p")
    let runs = ["a": [pi("a", 3.23)], "p": [pi("p", 0.873)]]
    #expect(
      judge("3.7x", figure, tolerance: 0.1, runs)
        == Verdict(
          .right, "That agrees with your last runs: a and p give 3.23 s / 873 ms = 3.70×; your answer says 3.7x."))
    #expect(judge("370 %", figure, tolerance: 0.1, runs)?.outcome == .right)
    #expect(judge("4.2", figure, tolerance: 0.1, runs)?.outcome == .differs)
    let other = ["a": [pi("a", 3.23)], "p": [pi("p", 0.873, samples: 10)]]
    #expect(judge("3.7", figure, tolerance: 0.1, other)?.outcome == .noRun)
    #expect(judge("3.7", figure, tolerance: 0.1, ["a": [pi("a", 3.23)]])?.sentence.contains("p yet") == true)
    let zero = ["a": [pi("a", 0)], "p": [pi("p", 0)]]
    #expect(judge("3.7", figure, tolerance: 0.1, zero)?.outcome == .noRun)
  }

  @Test func `an imbalance is compared as a ratio, and chunks one by one`() {
    let runs = ["e": [sampleRun("e", shares: [5, 3], busy: [0.2, 0.6])]]
    #expect(
      judge("1.5", .imbalance("e"), tolerance: 0.05, runs)
        == Verdict(.right, "That agrees with your last run: e had an imbalance of 1.50; your answer says 1.5."))
    #expect(judge("150 %", .imbalance("e"), tolerance: 0.05, runs)?.outcome == .right)
    #expect(judge("1.3", .imbalance("e"), tolerance: 0.05, runs)?.outcome == .differs)
    #expect(judge("1.5 s", .imbalance("e"), tolerance: 0.05, runs)?.outcome == .cannotCompare)
    #expect(
      judge("8 chunks", .chunks("e"), runs)
        == Verdict(.right, "That agrees with your last run: e used 8 chunks; your answer says 8 chunks.")
    )
    #expect(judge("7", .chunks("e"), runs)?.outcome == .differs)
    let idle = judge("1", .imbalance("e"), ["e": [sampleRun("e")]])
    #expect(idle?.outcome == .noRun)
    #expect(idle?.sentence.contains("took no measurable time") == true)
  }

  @Test func `processes that were lost are counted`() {
    var run = sampleRun("e")
    run.report.workers[1].ended = [LostProcess(pid: 7, end: .signalled(signal: 9), run: 1)]
    #expect(
      judge("1", .deaths("e"), ["e": [run]])
        == Verdict(.right, "That agrees with your last run: e lost 1 process; your answer says 1."))
    #expect(
      judge("1", .deaths("e"), ["e": [sampleRun("e")]])
        == Verdict(.differs, "That differs from your last run: e lost 0 processes; your answer says 1."))
  }

  @Test func `questions of an optional section are not missing`() {
    var lesson = sampleLesson
    lesson.sections[1].isOptional = true
    #expect(AnswerBook().progress(in: lesson) == Progress(answered: 0, all: 3))
    let book = AnswerBook(answers: ["function": Answer(text: "def g():"), "distinct": Answer(number: "4")])
    #expect(book.progress(in: lesson) == Progress(answered: 1, all: 3))
  }

  @Test func `a choice is right or another is expected`() {
    let question = sampleLesson.questions[0]
    #expect(comparison(of: Answer(choice: 1), to: question, runs: [:])?.outcome == .right)
    #expect(comparison(of: Answer(choice: 0), to: question, runs: [:])?.outcome == .differs)
    #expect(comparison(of: Answer(), to: question, runs: [:]) == nil)
    let open = sampleQuestion("design", .choice(options: ["a", "b"], correct: [], why: true))
    #expect(comparison(of: Answer(choice: 1), to: open, runs: [:]) == nil)
  }

  @Test func `answered is what is neither blank nor the starter text`() {
    var book = AnswerBook()
    func isAnswered(_ id: String, _ answer: Answer) -> Bool {
      book.answers = [id: answer]
      return sampleLesson.questions.first { $0.id == id }.map(book.isAnswered) ?? false
    }
    #expect(!isAnswered("shares", Answer(text: " \n\u{a0}")) && isAnswered("shares", Answer(text: "a")))
    #expect(!isAnswered("function", Answer(text: "def f():")) && isAnswered("function", Answer(text: "def g():")))
    #expect(!isAnswered("container", Answer(choice: 3)) && isAnswered("container", Answer(choice: 0)))
    #expect(!isAnswered("distinct", Answer(text: "why")) && isAnswered("distinct", Answer(number: "4")))
    #expect(book.progress(in: sampleLesson) == Progress(answered: 1, all: 5))
    #expect(book.lockingQuestion(of: "second-map", in: sampleLesson)?.id == "shares")
    book.answers["shares"] = Answer(text: "a")
    #expect(book.lockingQuestion(of: "second-map", in: sampleLesson) == nil)
  }
}
