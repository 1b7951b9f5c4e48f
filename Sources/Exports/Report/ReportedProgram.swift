internal import AnswerBook
package import Experiments
internal import LessonFormat
import Text

extension ReportedExperiment {
  /// What the last run of a Python file found; `nil` for other tasks, and if there is no run.
  package var program: PythonFindings? { runs.last?.report.result.as(PythonFindings.self) }

  /// What its pools did and where its time went, in sentences; none for other tasks. What went wrong isn't said again.
  var programFigures: [String] {
    guard let last = runs.last, let program else { return [] }
    let trouble = program.trouble?.sentences ?? []
    let time = last.report.runs_s.isEmpty ? [] : ["A run took \(last.report.timeInWords)."]
    return time + last.report.resultWords(.unicode).sentences.filter { !trouble.contains($0) }
  }

  /// Every sentence about the last run of a Python file that a verdict doesn't say already.
  func remarks(besides verdict: [String]) -> [String] { remarks.filter { !verdict.contains($0) } }
}

extension PythonFindings {
  /// What came of each check, and what was seen if it failed.
  var checkLines: [(passed: Bool, text: String)] {
    (checks ?? []).map { outcome in
      let seen = outcome.trouble.map(\.seen) ?? ""
      return (outcome.passed, outcome.check + (outcome.passed || seen.isEmpty ? "" : ": " + seen))
    }
  }

  /// The end of what it wrote, line by line, below a line that says how much isn't shown. Control characters are visible.
  var outputLines: [String] {
    var lines = visible(printed).split(separator: "\n", omittingEmptySubsequences: false).map(clipped)
    if lines.last == "" { lines.removeLast() }
    let more = lines.count - mostLines
    if more > 0 || printed_left_out != nil {
      let count = printed_left_out == nil ? counted(more, "more line") : "more"
      lines = ["… (\(count) before)"] + lines.suffix(mostLines)
    }
    return lines
  }

  /// The traceback of the exception that ended it, line by line; none if there was no exception.
  var tracebackLines: [String] {
    guard let error else { return [] }
    let text = error.traceback.isEmpty ? "\(error.type): \(error.text)" : error.traceback
    var lines = visible(text).split(separator: "\n", omittingEmptySubsequences: false).map(clipped)
    while lines.last == "" { lines.removeLast() }
    return lines.count > mostLines ? lines.prefix(10) + ["…"] + lines.suffix(mostLines - 10) : lines
  }
}

/// How many lines of a program's output a document shows.
private let mostLines = 60

/// A line, or the beginning of one that no reader needs.
private func clipped(_ line: Substring) -> String {
  let most = 1000
  return line.unicodeScalars.count > most ? String(line.unicodeScalars.prefix(most)) + "…" : String(line)
}
