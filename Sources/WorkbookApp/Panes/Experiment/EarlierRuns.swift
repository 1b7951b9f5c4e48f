internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text

/// An experiment's runs as a short list, to be compared and stepped through.
struct EarlierRuns {
  let model: Model
  let spec: ExperimentSpec
  let width: Int

  /// How many of them are listed.
  static let most = 5

  /// The rows; none where there was only one run.
  var lines: Lines {
    let groups = model.groups(of: spec)
    guard groups.count > 1 else { return [] }
    let glyphs = model.glyphs
    let shown = max(0, groups.count - 1 - (model.stepsBack[spec.id] ?? 0))
    let first = min(max(0, groups.count - EarlierRuns.most), shown)
    let last = min(groups.count, first + EarlierRuns.most)
    let keys = "\(glyphs.left) \(glyphs.right) step through them"
    var lines: Lines = [.blank, TextLine("\(counted(groups.count, "run")), \(keys)", .dim)]
    let runs = model.book.runs[spec.id] ?? []
    for index in (first..<last).reversed() {
      let mine = runs.filter { ($0.group ?? $0.id) == groups[index] }
      guard let run = mine.last else { continue }
      let mark = index == shown ? glyphs.current : " "
      let time = timeOfDay(run.began, secondsFromUTC: model.surroundings.secondsFromUTC)
      let text = "\(mark) \(time)  \(fit(duration(mine), to: 20))\(words(mine, run))"
      lines.append(TextLine(truncate(text, to: width, ellipsis: glyphs.ellipsis), index == shown ? .plain : .dim))
    }
    return lines
  }

  private func duration(_ runs: [RecordedRun]) -> String {
    if runs.count > 1, let fastest = runs.map(\.report.mean_s).min() { return "\(formatDuration(fastest)) at best" }
    return runs.last?.report.timeText(model.glyphs.notation) ?? ""
  }

  private func words(_ runs: [RecordedRun], _ run: RecordedRun) -> String {
    var settings = ExperimentSettings(spec)
    settings.knobs = run.knobs
    settings.sizes = runs.map(\.knobs.processes)
    return ExperimentWords(spec: spec, settings: settings, glyphs: model.glyphs).description
  }
}
