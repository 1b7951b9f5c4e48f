internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// A finished run of a Python file: the verdict, what it printed, its workers, and its time.
struct CellResult {
  let run: RecordedRun
  let spec: ExperimentSpec
  let cell: CellState
  let comparison: RunComparison?
  let context: PaneContext
  /// The key that shows everything that it printed; `nil` if there is none.
  var keyForAll: String? = "v"

  private var report: RunReport { run.report }
  private var findings: PythonFindings { report.result.as(PythonFindings.self) ?? PythonFindings() }
  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }

  /// The rows.
  var lines: Lines {
    // A blank row between two parts, if there is room.
    Lines(parts.joined(separator: context.height >= 32 ? [.blank] : []))
  }

  /// The rows of each part that it has: verdict, output, workers, figures.
  var parts: [Lines] {
    let output = printed(atMost: max(3, min(PrintedPane.most, context.height - lanes.count - 8)))
    let nothing = output.isEmpty && CellOutcome(run, of: spec)?.verdict == nil
    return [verdict, nothing ? [TextLine("It printed nothing.", .dim)] : output, lanes, figures].filter { !$0.isEmpty }
  }

  /// Whether all is well, or what was seen; what it means and the fix are added one sentence at a time.
  var verdict: Lines {
    if let older = cell.older {
      return wrap([StyledRun("\(glyphs.unclear) ", .bold), StyledRun(older)], width: width, hanging: 2)
    }
    guard let verdict = CellOutcome(run, of: spec)?.verdict else { return [] }
    let (glyph, style): (Character, Style) =
      switch verdict.outcome {
      case .right: (glyphs.agrees, .plain)
      case .differs: (glyphs.differs, .bold)
      case .cannotCompare, .noRun, .outdated: (glyphs.unclear, .plain)
      }
    let first = wrap([StyledRun("\(glyph) ", .bold), StyledRun(verdict.sentence, style)], width: width, hanging: 2)
    return first
      + verdict.more.prefix(cell.sentencesShown - 1).flatMap { wrap($0, width: width, indent: 2, hanging: 2) }
  }

  /// The last lines that it printed.
  func printed(atMost most: Int) -> Lines {
    PrintedPane(findings, context: context).lines(atMost: most, key: keyForAll)
  }

  /// A row for each worker of the map that is recorded.
  private var lanes: Lines {
    findings.maps.isEmpty ? [] : RunPane(run: run, comparison: nil, picture: [], context: context).lanes
  }

  /// The time with its parts, and the maps.
  private var figures: Lines {
    var lines: Lines = []
    if !report.runs_s.isEmpty { lines += wrap(time, width: width, hanging: 2) }
    if let untraced = findings.untraced {
      lines += wrap(
        "Its pools could not be traced: \(visible(untraced, onOneLine: true)).", width: width, style: .dim, hanging: 2)
    } else if !findings.maps.isEmpty {
      lines += maps
    }
    return lines
  }

  private var time: [StyledRun] {
    let time = StyledRun(report.timeText(glyphs.notation), .bold)
    guard report.isRepeated else { return [time, StyledRun(findings.parts.map { " = \($0.sum)" } ?? "")] }
    let deviation = ", mean \(glyphs.notation.plusOrMinus) standard deviation of \(report.runs_s.count) runs"
    let last = findings.parts.map { "; the last: \(formatDuration($0.whole)) = \($0.sum)" } ?? ""
    return [time, StyledRun(deviation + last)]
  }

  /// The map that is recorded, and in a few words the others.
  private var maps: Lines {
    let maps = findings.maps
    guard
      let shown = maps.first(where: { $0.seconds == nil }) ?? maps.max(by: { ($0.seconds ?? 0) < ($1.seconds ?? 0) })
    else { return [] }
    var lines = wrap(visible(shown.sentence, onOneLine: true), width: width, style: .dim, hanging: 2)
    if maps.count > 1 {
      let rest = maps.reduce(0) { $0 + ($1.seconds ?? 0) } - (shown.seconds ?? 0)
      lines += wrap(
        "That is one of \(maps.count) maps; the others took \(formatDuration(max(0, rest))) together.",
        width: width, style: .dim, hanging: 2)
    }
    return lines
  }
}
