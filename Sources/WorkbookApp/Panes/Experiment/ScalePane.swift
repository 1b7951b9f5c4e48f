internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text

/// The same work at several pool sizes: a table and a chart with the ideal line.
struct ScalePane {
  let model: Model
  let spec: ExperimentSpec
  let runs: [RecordedRun]
  let width: Int

  private var glyphs: Glyphs { model.glyphs }

  /// The table and the chart.
  var lines: Lines {
    var lines = table()
    if points.count > 1 { lines += [.blank] + chart }
    if let last = runs.last {
      let words = RunSummary(model: model, spec: spec, run: last, width: width)
      lines += [.blank] + words.linesWithoutTime + OutputPane(last.report, width: width, glyphs: glyphs).lines
    }
    return lines
  }

  /// What was measured at each size; sizes still to come are there with dots.
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
    // As wide from the start as times will be, so that no column moves when one comes.
    let repeats = model.settings(of: spec).knobs.repeats > 1 || runs.contains(where: \.report.isRepeated)
    let timeHeader = String(repeating: " ", count: repeats ? 15 : 5) + "time"
    let header = ["processes", timeHeader, "speed-up", "efficiency"].map { cell($0, .bold) }
    var table = TextTable(header: header, rows: rows, alignments: [.right, .right, .right, .right])
    table.gap = 3
    return table.lines(width: width, glyphs: glyphs).map { TextLine(runs: $0) }
  }

  private func cell(_ text: String, _ style: Style = .plain) -> [StyledRun] { [StyledRun(text, style)] }

  private var points: [LineChart.Point] {
    let points = runs.compactMap { run in
      Speedup(of: run, among: runs).map { LineChart.Point(x: Double(run.report.processes), y: $0.overOneProcess) }
    }
    return points.sorted { $0.x < $1.x }
  }

  private var chart: Lines {
    let most = points.last?.x ?? 1
    let cores = runs.last?.machine.usableCores ?? model.surroundings.machine.usableCores
    let mark: (x: Double, label: String)? =
      Double(cores) <= most ? (Double(cores), counted(cores, "usable core")) : nil
    let chart = LineChart(
      points: points, ideal: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: most, y: most)], mark: mark,
      yLabel: "speed-up (dotted: ideal)")
    var lines = Lines(chart.canvas(size: Size(width: min(width, 60), height: 13), glyphs: glyphs))
    if mark == nil { lines.append(TextLine("\(counted(cores, "core")) may be used here: beyond the chart", .dim)) }
    return lines
  }
}
