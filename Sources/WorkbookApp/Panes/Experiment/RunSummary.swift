internal import Canvas
internal import Experiments
internal import Glibc
internal import LessonFormat
internal import Session
internal import Text

/// A finished run in a few rows: time, start-up, result, speedup, seeds.
struct RunSummary {
  let run: RecordedRun
  let comparison: RunComparison?
  let context: PaneContext
  /// Whether the result's picture is shown elsewhere.
  var hasPictureAbove = false

  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }
  private var report: RunReport { run.report }

  /// The rows.
  var lines: Lines {
    wrap([time, StyledRun(startup)], width: width, hanging: 2) + linesWithoutTime
  }

  /// The time in a single row, with as much about it as fits, for use in the row that had the progress.
  var timeLine: TextLine { TextLine(runs: isOneRow ? [time, StyledRun(startup)] : [time]) }

  /// The rows below the one with the time.
  var linesBelowTime: Lines {
    (isOneRow ? [] : wrap(String(startup.dropFirst(2)), width: width, hanging: 2)) + linesWithoutTime
  }

  private var isOneRow: Bool { cellWidth(of: [time, StyledRun(startup)]) <= width }
  private var time: StyledRun { StyledRun(report.timeText(glyphs.notation), .bold) }

  /// The rows without the time, for use below a table that has it.
  var linesWithoutTime: Lines {
    var lines = result
    if let line = speedup { lines += wrap(line, width: width, hanging: 2) }
    if let seeds = report.seeds, !seeds.isEmpty { lines.append(TextLine(seedWords(seeds), .dim)) }
    return lines
  }

  private var startup: String {
    let repeats =
      report.isRepeated
      ? ", mean \(glyphs.notation.plusOrMinus) standard deviation of \(report.runs_s.count) runs" : ""
    let share =
      report.hasMeaningfulImbalance ? report.imbalance.map { ", imbalance \(formatFixed($0, digits: 2))" } ?? "" : ""
    return "\(repeats)\(share), after \(formatDuration(report.startup_s)) of pool start-up"
  }

  private var result: Lines {
    report.resultWords(glyphs.notation).lines.flatMap { line in
      switch line {
      case .text(let strong, let rest):
        return wrap([StyledRun(visible(strong), .bold), StyledRun(visible(rest))], width: width, hanging: 2)
      case .list(let heading, let entries, let isComplete):
        return [TextLine(heading)] + list(entries.map { visible($0) }, isComplete)
      case .picture(let rows):
        if hasPictureAbove { return [] }
        let picture = DotPicture(rows)
        return picture.size.width <= width ? Lines(picture.canvas(glyphs: glyphs)) : []
      }
    }
  }

  private func list(_ entries: [String], _ isComplete: Bool) -> Lines {
    let more = isComplete ? "" : ", \(glyphs.ellipsis)"
    let rows = wrap("[" + entries.joined(separator: ", ") + more + "]", width: width, hanging: 1)
    return rows.count > 6 ? Array(rows.prefix(5)) + [TextLine(String(glyphs.ellipsis))] : rows
  }

  /// How many times faster it was than the run that the lesson compares it with, for the work alone and with start-up.
  private var speedup: [StyledRun]? {
    guard let comparison else { return nil }
    let (speedup, notation) = (comparison.speedup, glyphs.notation)
    let base = speedup.base.report
    // Efficiency is only defined in comparison with one process.
    let efficiency =
      base.processes > 1
      ? ""
      : ", efficiency \(speedup.efficiencyText) of "
        + counted(report.processes, "process", plural: "processes")
    return [
      StyledRun(speedup.ratioText(notation), .bold),
      StyledRun(
        " as fast as \(comparison.experiment) (\(formatDuration(base.mean_s)) / \(formatDuration(report.mean_s)))"
          + efficiency + "; "),
      StyledRun(speedup.ratioTextWithStartUp(notation), .bold), StyledRun(" with start-up"),
    ]
  }

  private func seedWords(_ seeds: [UInt64]) -> String {
    let distinct = Set(seeds).count
    if distinct == 1, seeds.count > 1 { return "seed \(seeds[0]) for every item: all drew the same numbers" }
    let list = seeds.prefix(8).map(String.init).joined(separator: ", ")
    let words = "\(seeds.count == 1 ? "seed" : "seeds") \(list)\(seeds.count > 8 ? ", \(glyphs.ellipsis)" : "")"
    return truncate(words, to: width, ellipsis: glyphs.ellipsis)
  }
}
