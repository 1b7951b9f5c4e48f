import Canvas
import Experiments

/// The same work at several sizes, as a table and a chart for people.
enum ScaleText {
  /// How many times faster each run was than one process: than the run with one, or else as if the smallest pool had
  /// been ideal.
  static func speedups(_ runs: [RunReport]) -> [Double] {
    guard let base = runs.min(by: { $0.processes < $1.processes }) else { return [] }
    let alone = base.mean_s * Double(base.processes)
    return runs.map { speedup(alone: alone, pooled: $0.mean_s) ?? 0 }
  }

  /// The table, then the chart.
  static func lines(of runs: [RecordedRun]) -> [String] {
    guard let first = runs.first else { return [] }
    let reports = runs.map(\.report)
    let speedups = speedups(reports)
    let rows = zip(reports, speedups).map { report, speedup in
      [
        String(report.processes), formatDuration(report.mean_s), formatDuration(report.startup_s),
        formatFixed(speedup, digits: 2),
        formatFixed(efficiency(speedup: speedup, processes: report.processes) * 100, digits: 0) + " %",
      ]
    }
    let table = TextTable(
      header: ["processes", "time", "start-up", "speedup", "efficiency"], rows: rows,
      alignments: [.right, .right, .right, .right, .right])
    let lines = table.lines(width: 76).map { $0.map(\.text).joined() }
    return ["\(first.report.task.rawValue) · \(formatCount(first.report.items)) items"] + lines + [""]
      + chart(of: reports, speedups, cores: first.machine.usableCores)
  }

  private static func chart(of reports: [RunReport], _ speedups: [Double], cores: Int) -> [String] {
    let sizes = reports.map { Double($0.processes) }
    let largest = sizes.max() ?? 1
    let chart = LineChart(
      points: zip(sizes, speedups).map { LineChart.Point(x: $0, y: $1) }.sorted { $0.x < $1.x },
      ideal: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: largest, y: largest)],
      mark: (x: Double(cores), label: "\(cores) cores usable"), xLabel: "processes", yLabel: "speedup")
    return chart.canvas(size: Size(width: 64, height: 16)).rows
  }
}
