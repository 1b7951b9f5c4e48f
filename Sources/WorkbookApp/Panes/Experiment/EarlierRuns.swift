internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// An experiment's runs as a short list, to compare and step through.
struct EarlierRuns {
  let spec: ExperimentSpec
  let history: RunHistory
  let context: PaneContext

  /// The largest number of runs in the list.
  static let most = 5

  /// The rows; none if there was only one run.
  var lines: Lines {
    let groups = history.groups
    guard groups.count > 1, let shown = history.shownIndex else { return [] }
    let glyphs = context.glyphs
    let first = min(max(0, groups.count - EarlierRuns.most), shown)
    let last = min(groups.count, first + EarlierRuns.most)
    let keys = "\(glyphs.left) \(glyphs.right) step through them"
    var lines: Lines = [.blank, TextLine("\(counted(groups.count, "run")), \(keys)", .dim)]
    for index in (first..<last).reversed() {
      guard let run = groups[index].last else { continue }
      let mark = index == shown ? glyphs.current : " "
      let text =
        "\(mark) \(context.time(run.began))  \(fit(duration(groups[index]), to: 20))\(words(groups[index], run))"
      lines.append(
        TextLine(truncate(text, to: context.width, ellipsis: glyphs.ellipsis), index == shown ? .plain : .dim))
    }
    return lines
  }

  private func duration(_ runs: [RecordedRun]) -> String {
    if runs.count > 1, let fastest = runs.map(\.report.mean_s).min() { return "\(formatDuration(fastest)) at best" }
    guard let report = runs.last?.report else { return "" }
    // A Python program that was ended, or that failed, has no time.
    return report.runs_s.isEmpty
      ? report.resultWords(context.glyphs.notation).cell : report.timeText(context.glyphs.notation)
  }

  private func words(_ runs: [RecordedRun], _ run: RecordedRun) -> String {
    var settings = ExperimentSettings(spec)
    settings.knobs = run.knobs
    settings.sizes = runs.map(\.knobs.processes)
    return ExperimentWords(spec: spec, settings: settings, glyphs: context.glyphs).description
  }
}
