internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// The same work at several pool sizes: a table and a chart with the ideal line.
struct ScalePane {
  let runs: [RecordedRun]
  let comparison: RunComparison?
  /// Whether each size is measured several times.
  let isRepeated: Bool
  let machine: Machine
  let context: PaneContext

  /// Shows these runs of an experiment.
  init(_ experiment: ExperimentState, runs: [RecordedRun], context: PaneContext) {
    self.runs = runs
    comparison = experiment.comparison
    isRepeated = experiment.settings.knobs.repeats > 1 || runs.contains(where: \.report.isRepeated)
    machine = runs.last?.machine ?? experiment.machine
    self.context = context
  }

  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }

  /// The table and the chart.
  var lines: Lines {
    var lines = table()
    if points.count > 1 {
      // So low that its axis is in sight together with the table, the heading and a blank row above it, if that's enough.
      let room = context.height - lines.count - 4
      lines += [.blank] + chart(height: room < 8 ? 13 : min(13, room))
    }
    if let last = runs.last {
      let words = RunSummary(run: last, comparison: comparison, context: context)
      lines += [.blank] + words.linesWithoutTime + OutputPane(last.report, context).lines
    }
    return lines
  }

  /// What was measured at each size. Sizes that haven't run yet have a dot.
  func table(expecting sizes: [Int] = []) -> Lines {
    var rows: [[[StyledRun]]] = runs.map { run in
      let speedup = Speedup(of: run, among: runs)
      return [
        cell(String(run.report.processes)), cell(run.report.timeText(glyphs.notation)),
        cell(speedup?.text(glyphs.notation) ?? "", .bold), cell(speedup?.efficiencyText ?? ""),
      ]
    }
    for size in sizes.dropFirst(runs.count) {
      rows.append([cell(String(size)), cell(String(glyphs.separator), .dim), [], []])
    }
    // As wide as the times, so that no column moves when the first time appears.
    let timeHeader = String(repeating: " ", count: isRepeated ? 15 : 5) + "time"
    let header = ["processes", timeHeader, "speedup", "efficiency"].map { cell($0, .bold) }
    var table = TextTable(header: header, rows: rows, alignments: [.right, .right, .right, .right])
    table.gap = 3
    let note = runs.last.flatMap { Speedup(of: $0, among: runs)?.baseNote }
    return table.lines(width: width, glyphs: glyphs).map { TextLine(runs: $0) }
      + (note.map { wrap($0, width: width, style: .dim) } ?? [])
  }

  private func cell(_ text: String, _ style: Style = .plain) -> [StyledRun] { [StyledRun(text, style)] }

  private var points: [LineChart.Point] {
    let points = runs.compactMap { run in
      Speedup(of: run, among: runs).map { LineChart.Point(x: Double(run.report.processes), y: $0.overOneProcess) }
    }
    return points.sorted { $0.x < $1.x }
  }

  private func chart(height: Int) -> Lines {
    let most = points.last?.x ?? 1
    let cores = machine.usableCores
    let mark: (x: Double, label: String)? =
      Double(cores) <= most ? (Double(cores), counted(cores, "usable core")) : nil
    let chart = LineChart(
      points: points, ideal: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: most, y: most)], mark: mark,
      yLabel: "speedup (dotted: ideal)")
    var lines = Lines(chart.canvas(size: Size(width: min(width, 60), height: height), glyphs: glyphs))
    if mark == nil { lines.append(TextLine("\(counted(cores, "usable core")): beyond the chart", .dim)) }
    return lines
  }
}
