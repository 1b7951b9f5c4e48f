internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text

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
        spec.id, String(run.report.processes), run.report.timeText(glyphs.notation), factor(spec, run),
        "\(model.groups(of: spec).count)",
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

  /// The speedup over the experiment that the lesson compares it with, or over the smallest pool of its scale.
  private func factor(_ spec: ExperimentSpec, _ run: RecordedRun) -> String {
    let runs = model.book.runs
    let alone = model.lesson.baseline(of: spec.id).flatMap { Speedup(of: run, among: runs[$0] ?? []) }
    let scale = (runs[spec.id] ?? []).filter { $0.group != nil && $0.group == run.group }
    guard let speedup = alone ?? Speedup(of: run, among: scale),
      speedup.base.report.processes < run.report.processes
    else { return "" }
    return speedup.text(model.glyphs.notation)
  }
}
