internal import Canvas
internal import Experiments
internal import Session
internal import Text

/// What the student measured, experiment by experiment.
struct ClosingTable {
  let rows: [MeasuredExperiment]
  let machine: Machine
  let context: PaneContext

  /// The table, and where it was measured.
  var lines: Lines {
    let glyphs = context.glyphs
    if rows.isEmpty { return wrap(MeasuredExperiment.none, width: context.width, style: .dim) }
    let table = TextTable(
      header: MeasuredExperiment.header, rows: rows.map { $0.cells(glyphs.notation) },
      alignments: [.left, .right, .right, .right, .right])
    let place = "on \(machine.host), \(counted(machine.usableCores, "usable core"))"
    return table.lines(width: context.width, glyphs: glyphs).map { TextLine(runs: $0) } + [TextLine(place, .dim)]
  }
}
