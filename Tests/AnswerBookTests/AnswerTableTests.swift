import Experiments
import Foundation
import LessonFormat
import Testing

@testable import AnswerBook

/// Compares each answer of `Data/answers.txt` with its figure. To change a row, copy the one that the test prints, once
/// it says what a teacher would say.
struct AnswerTableTests {
  @Test func `each answer of the table gets its verdict and its sentence`() throws {
    let rows = try Self.rows()
    #expect(rows.count >= 200)
    for row in rows {
      let figure = try #require(SampleFigure.all[row.figure], "\(row.figure)")
      let verdict = try #require(figure.judge(row.answer), "\(row.answer)")
      let found = "\(row.source) | \(row.figure) | \(Self.word(verdict.outcome)) | \(verdict.sentence)"
      #expect(found == row.line)
    }
  }

  private static func word(_ outcome: Verdict.Outcome) -> String {
    switch outcome {
    case .right: "agrees"
    case .differs: "differs"
    case .cannotCompare, .noRun, .outdated: "unclear"
    }
  }

  private struct Row {
    /// The row as the file has it.
    var line: String
    /// The answer as the file has it.
    var source: String
    var answer: String
    var figure: String
  }

  private static func rows(_ path: String = #filePath) throws -> [Row] {
    let file = URL(filePath: path).deletingLastPathComponent().appending(path: "Data/answers.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try lines.map { line in
      let cells = line.components(separatedBy: " | ")
      try #require(cells.count == 4, "\(line)")
      return Row(line: String(line), source: cells[0], answer: unescaped(cells[0]), figure: cells[1])
    }
  }

  /// Replaces `\u{202F}` by the character, which nobody could see in the file.
  private static func unescaped(_ text: String) -> String {
    let parts = text.components(separatedBy: "\\u{")
    return parts.dropFirst().reduce(parts[0]) { text, part in
      let pieces = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      let scalar = UInt32(pieces[0], radix: 16).flatMap(Unicode.Scalar.init)
      return text + (scalar.map { String(Character($0)) } ?? "?") + pieces[1]
    }
  }
}

/// A figure of runs that the answers of the table are compared with.
struct SampleFigure: Sendable {
  var check: Check
  var unit: String?
  var runs: [String: [RecordedRun]]

  init(
    _ figure: Check.Figure, _ runs: RecordedRun..., tolerance: Double = 0, unit: String? = nil
  ) {
    check = Check(figure: figure, tolerance: tolerance)
    self.unit = unit
    self.runs = Dictionary(grouping: runs) { $0.experiment ?? "" }
  }

  /// The verdict on an answer.
  func judge(_ answer: String) -> Verdict? {
    comparison(
      of: Answer(number: answer), to: sampleQuestion("q", .number(unit: unit, check: check, why: false)), runs: runs)
  }

  /// The figures by their names in the table.
  static let all: [String: SampleFigure] = {
    let pi = TaskResult.quarterCircle(samples: 1_000_000_000, inside: 785_398_163)
    func run(_ id: String, _ seconds: Double = 0.0637, _ task: ExperimentTask = .quarterCircle, _ result: TaskResult)
      -> RecordedRun
    { sampleRun(id, seconds: [seconds], task: task, result: result) }
    let uneven = sampleRun("uneven", shares: [5, 3], busy: [0.2, 0.6])
    var faulty = sampleRun("faulty")
    faulty.report.workers[1].ended = [LostProcess(pid: 7, end: .signalled(signal: 9), run: 1)]
    return [
      "speedup 1.40": SampleFigure(
        .speedup(alone: "pi-alone", pooled: "pi-pooled"), run("pi-alone", 0.0637, .quarterCircle, pi),
        run("pi-pooled", 0.0454, .quarterCircle, pi), tolerance: 0.05, unit: "x"),
      "seconds 63.7 ms": SampleFigure(
        .seconds("pi-alone"), run("pi-alone", 0.0637, .quarterCircle, pi), tolerance: 0.1, unit: "s"),
      "seconds 90.0 s": SampleFigure(
        .seconds("slow"), run("slow", 90, .quarterCircle, pi), tolerance: 0.05, unit: "s"),
      "workers 4": SampleFigure(.workers("first-map"), sampleRun("first-map")),
      "chunks 8": SampleFigure(.chunks("uneven"), uneven),
      "deaths 1": SampleFigure(.deaths("faulty"), faulty),
      "imbalance 1.50": SampleFigure(.imbalance("uneven"), uneven),
      "primes 54 208": SampleFigure(
        .result("primes"), run("primes", 1, .primes, .primes(count: 54_208, first: [3], last: [97]))),
      "pi 3.141593": SampleFigure(.result("pi-alone"), run("pi-alone", 1, .quarterCircle, pi)),
      "sleep 2.00 s": SampleFigure(.result("naps"), run("naps", 1, .sleep, .sleep(seconds: 2))),
      "divisors 100 000 000": SampleFigure(
        .result("divisors"), run("divisors", 1, .divisors, .divisors(most: 27_720, count: 96, sum: 100_000_000))),
    ]
  }()
}
