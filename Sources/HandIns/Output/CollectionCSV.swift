internal import Exports
internal import Experiments
internal import LessonFormat
internal import Text

extension Collection {
  /// The table as CSV for spreadsheets: a row for each student, the state of each answer with its value, and the figures of
  /// the last run of each experiment. UTF-8 with a byte order mark, which Excel needs.
  package var csv: [UInt8] {
    let asked = lesson.questions.enumerated().map { "\($0 + 1) \($1.id)" }
    let experiments = lesson.experiments.map(\.id)
    let header =
      [
        "id", "name", "email", "partners", "state", "late", "answered", "asked", "points of the answered",
        "earlier attempts",
        "path", "flags",
      ] + asked.flatMap { [$0, "\($0) answer"] }
      + experiments.flatMap { ["\($0) runs", "\($0) processes", "\($0) seconds", "\($0) imbalance"] }
    let lines =
      [header]
      + rows.map { row in
        let attempt = row.attempt
        let totals = attempt?.report.totals
        let person = row.person
        let who = [person.id, person.name, person.email, row.partners.map(\.shown).joined(separator: "; ")]
        let sums = [
          row.state.rawValue, attempt?.isLate == true ? "late" : "", totals.map { "\($0.asked.answered)" } ?? "",
          totals.map { "\($0.asked.all)" } ?? "", totals.map { "\($0.points.answered)" } ?? "", "\(row.earlier.count)",
          attempt?.path ?? "", row.flags.map(\.sentence).joined(separator: " "),
        ]
        let answers = attempt?.report.questions.flatMap { [CellState($0).rawValue, $0.answerOnOneLine] }
        let figures = attempt?.report.experiments.flatMap { Self.figures($0.runs) }
        return who + sums + (answers ?? asked.flatMap { _ in ["", ""] })
          + (figures ?? experiments.flatMap { _ in ["", "", "", ""] })
      }
    return [0xEF, 0xBB, 0xBF] + lines.flatMap { Array(($0.map(safeCell).joined(separator: ",") + "\r\n").utf8) }
  }

  private static func figures(_ runs: [RecordedRun]) -> [String] {
    guard let report = runs.last?.report else { return ["0", "", "", ""] }
    let imbalance = report.hasMeaningfulImbalance ? report.imbalance.map { formatFixed($0, digits: 3) } : nil
    return ["\(runs.count)", "\(report.processes)", formatFixed(report.mean_s, digits: 6), imbalance ?? ""]
  }
}

/// A cell that no spreadsheet takes for a formula: it begins with an apostrophe if it would be one. Control characters are
/// visible.
func safeCell(_ text: String) -> String {
  let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
  // Some programs take away what can't be seen, and quotes, before they look for the sign.
  let isFormula =
    text.unicodeScalars.first.map { signs.contains($0) } ?? false
    || text.unicodeScalars.first {
      !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint && !"\"'".unicodeScalars.contains($0)
    }.map { signs.contains($0) } ?? false
  let shown = (isFormula ? "'" : "") + visible(text, onOneLine: true)
  let needsQuotes = shown.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\"")].contains($0) }
  return needsQuotes ? "\"" + shown.replacing("\"", with: "\"\"") + "\"" : shown
}

extension ReportedQuestion {
  /// Everything in the answer on one line, shortened.
  var answerOnOneLine: String {
    let texts = fields.map { field in
      switch field.value {
      case .choice(let options, let chosen):
        chosen.map { options.indices.contains($0) ? options[$0] : "option \($0 &+ 1)" } ?? ""
      case .number(let text, _), .text(let text, _): text
      }
    }
    let line = texts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
      .joined(separator: " · ")
    return line.count > 1_000 ? line.prefix(1_000) + "…" : line
  }
}
