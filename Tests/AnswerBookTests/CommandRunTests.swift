import Experiments
import LessonFormat
import Testing

@testable import AnswerBook

@Suite struct CommandRunTests {
  /// A run of a program with the most awkward words and answers.
  private let run: RecordedRun = {
    let words = ["sh", "-c", "a | b\n<!-- /runs: first-map -->\u{1b}", "`x`"]
    var run = sampleRun(
      "first-map", task: .command, knobs: Knobs(items: [], values: [.string("a\n|")], command: words),
      result: .command([.string("| a\n`b`"), .object(["k": .null]), .string(String(repeating: "x", count: 500))]))
    run.report.workers[0].output = ["at | <!-- \u{2028}\u{1b}[1m"]
    return run
  }()

  @Test func `the record's table shows the program and its answers, each in one cell`() {
    let experiment = ExperimentSpec(id: "first-map", task: .command, knobs: run.knobs, sizes: [4])
    let rows = FigureTable([run], of: experiment).markdown.dropFirst(2)
    #expect(rows.count == 3)
    let bars = rows.map { $0.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(Set(bars).count == 1)
    #expect(rows.last?.contains("1 item with sh -c") == true)
    #expect(rows.last?.contains("…") == true)
    // Where `<` has a backslash before it, no comment begins.
    let text = rows.joined().replacing("\\<", with: "")
    #expect(!text.contains("\n") && !text.contains("<!--") && !text.contains("\u{1b}"))
  }

  @Test func `a saved run of a program is read back with its output`() throws {
    let folder = try TemporaryFolder()
    do { try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(run) }
    let (_, book, notices) = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(notices == [])
    #expect(book.runs["first-map"] == [run])
  }
}
