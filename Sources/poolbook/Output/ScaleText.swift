import Canvas
import Experiments
import Text

/// The same work at several sizes, as a table and a chart for people.
enum ScaleText {
  /// The table, then the chart.
  static func lines(of runs: [RecordedRun]) -> [String] {
    guard let first = runs.first else { return [] }
    let rows = runs.map { run in
      let speedup = Speedup(of: run, among: runs)
      return [
        String(run.report.processes), run.report.timeText(.unicode), formatDuration(run.report.startup_s),
        speedup?.text(.unicode) ?? "", speedup?.efficiencyText ?? "",
      ]
    }
    let table = TextTable(
      header: ["processes", "time", "start-up", "speedup", "efficiency"], rows: rows,
      alignments: [.right, .right, .right, .right, .right])
    let note = runs.last.flatMap { Speedup(of: $0, among: runs)?.baseNote }
    let lines = table.lines(width: 76).map { $0.map(\.text).joined() } + (note.map { [$0] } ?? [])
    return ["\(first.report.task.name) · \(truncate(first.report.task.workWords(of: first.knobs), to: 200))"] + lines
      + [""]
      + chart(of: runs, cores: first.machine.usableCores)
  }

  private static func chart(of runs: [RecordedRun], cores: Int) -> [String] {
    let points = runs.compactMap { run in
      Speedup(of: run, among: runs).map { LineChart.Point(x: Double(run.report.processes), y: $0.overOneProcess) }
    }
    let largest = points.map(\.x).max() ?? 1
    let chart = LineChart(
      points: points.sorted { $0.x < $1.x },
      ideal: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: largest, y: largest)],
      mark: (x: Double(cores), label: "\(cores) cores usable"), xLabel: "processes", yLabel: "speedup")
    return chart.canvas(size: Size(width: 64, height: 16)).rows
  }
}
