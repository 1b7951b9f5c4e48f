internal import Canvas
internal import Experiments
internal import LessonFormat

/// What the student measured, experiment by experiment.
struct ClosingTable {
  let model: Model

  /// The rows.
  func lines(width: Int) -> Lines {
    let glyphs = model.glyphs
    var rows: [[String]] = []
    for spec in model.lesson.experiments {
      guard let run = model.book.runs[spec.id]?.last else { continue }
      rows.append([
        spec.id, String(run.report.processes), time(run), factor(spec, run), "\(model.groups(of: spec).count)",
      ])
    }
    if rows.isEmpty {
      return wrap("Nothing is measured yet: what your runs give will stand here.", width: width, style: .dim)
    }
    let table = TextTable(
      header: ["experiment", "processes", "last time", "speed-up", "runs"], rows: rows,
      alignments: [.left, .right, .right, .right, .right])
    let machine = model.surroundings.machine
    let place = "on \(machine.host), \(counted(machine.usableCores, "usable core"))"
    return table.lines(width: width, glyphs: glyphs).map { TextLine(runs: $0) } + [TextLine(place, .dim)]
  }

  private func time(_ run: RecordedRun) -> String {
    let mean = formatDuration(run.report.mean_s)
    guard run.report.runs_s.count > 1 else { return mean }
    return "\(mean) \(model.glyphs.plusOrMinus) \(formatDuration(run.report.stddev_s))"
  }

  private func factor(_ spec: ExperimentSpec, _ run: RecordedRun) -> String {
    let mine = model.book.runs[spec.id] ?? []
    let base =
      model.lesson.baseline(of: spec.id).flatMap { model.book.runs[$0]?.last { hasSameWork($0, run) } }
      ?? mine.first { $0.group != nil && $0.group == run.group && $0.report.processes == 1 }
    guard let base, base.report.processes < run.report.processes else { return "" }
    let factor = speedup(alone: base.report.mean_s, pooled: run.report.mean_s)
    return factor.map { formatFixed($0, digits: 2) + String(model.glyphs.times) } ?? ""
  }
}
