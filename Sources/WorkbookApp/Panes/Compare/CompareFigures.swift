internal import Canvas
internal import Experiments
internal import Text

/// The figures of compared runs: a row for each, the most important first, and a column for each run.
struct CompareFigures {
  let pane: ComparePane

  private var comparison: Comparison { pane.comparison }

  /// The name of each figure and its values; figures that no run has are left out.
  var rows: [(name: String, values: [String])] {
    let notation = pane.glyphs.notation
    func row(_ name: String, _ value: (ComparedRun) -> String?) -> (name: String, values: [String]) {
      (name, comparison.runs.map { value($0) ?? "" })
    }
    func speedups(_ name: String, _ value: (Speedup) -> String?) -> (name: String, values: [String]) {
      (name, comparison.runs.indices.map { comparison.speedup(of: $0).flatMap(value) ?? "" })
    }
    let sharing = [
      row("messages") { formatCount($0.messages) },
      row("imbalance") { $0.imbalance.map { formatFixed($0, digits: 2) } },
      row("the end") { $0.endsLevel.map { $0 ? "level" : "ragged" } },
      row("busy") { $0.busyShare.map { "\(formatFixed($0 * 100, digits: 0)) %" } },
      row("overhead per chunk") { $0.overheadPerChunk.map(formatDuration) },
    ]
    let scaling = [
      speedups("speedup") { $0.text(notation) }, speedups("efficiency") { $0.efficiencyText },
      speedups("serial (Karp-Flatt)") { $0.karpFlatt.map { "\(formatFixed($0 * 100, digits: 1)) %" } },
    ]
    let hasSizes = comparison.settings.contains { $0.name == "processes" }
    let all = comparison.isScale ? scaling + sharing : sharing + (hasSizes ? scaling : [])
    return all.filter { row in row.values.contains { !$0.isEmpty } }
  }

  /// The table as lines: at most this many figures, and as many runs as there is room for.
  func lines(_ count: Int, width: Int) -> [[StyledRun]] {
    let (names, column) = (20, min(16, max(9, (width - 20) / max(1, comparison.runs.count))))
    let columns = min(comparison.runs.count, max(1, (width - names) / column))
    let ellipsis = pane.glyphs.ellipsis
    func line(_ name: String, _ values: [String], _ style: Style) -> [StyledRun] {
      let cells = values.prefix(columns).map { fit($0, to: column, .right, ellipsis: ellipsis) }
      let rest = values.count > columns ? " \(ellipsis)" : ""
      return [StyledRun(fit(name, to: names), .dim), StyledRun(pane.say(cells.joined() + rest), style)]
    }
    let labels = comparison.runs.indices.map {
      " " + truncate(comparison.label(of: $0), to: column - 1, ellipsis: ellipsis)
    }
    return [line("", labels, .dim)] + rows.prefix(count).map { line($0.name, $0.values, .plain) }
  }

  /// The speedups over the processes, with the ideal ones.
  var chart: Canvas {
    let points = comparison.runs.indices.compactMap { index in
      comparison.speedup(of: index).map {
        LineChart.Point(x: Double($0.run.report.processes), y: $0.overOneProcess)
      }
    }
    let (most, cores) = (points.map(\.x).max() ?? 1, comparison.runs.first?.run.machine.usableCores ?? 1)
    let chart = LineChart(
      points: points.sorted { $0.x < $1.x }, ideal: [.init(x: 0, y: 0), .init(x: most, y: most)],
      mark: Double(cores) <= most ? (Double(cores), counted(cores, "usable core")) : nil,
      yLabel: "speedup (dotted: ideal)")
    return chart.canvas(size: ComparePlan.chart, glyphs: pane.glyphs)
  }
}

/// The sentences below compared runs.
struct CompareWords {
  let pane: ComparePane
  let width: Int

  /// What came of it.
  var conclusion: [TextLine] {
    let mark = pane.glyphs.isASCII ? "> " : "» "
    let runs = [StyledRun(mark), StyledRun(pane.say(pane.comparison.conclusion), .bold)]
    return wrap(runs, width: width - 2 * ComparePane.margin, hanging: 2)
  }

  /// What else has to be known.
  var notes: [TextLine] {
    let comparison = pane.comparison
    return ((comparison.isScale ? [comparison.amdahlSentence] : []) + comparison.notes).flatMap {
      wrap(pane.say($0), width: width - 2 * ComparePane.margin, style: .dim, indent: 2, hanging: 2)
    }
  }
}

extension ComparePane {
  /// A text in the characters that can be drawn.
  func say(_ text: String) -> String { visible(text, onOneLine: true, ascii: glyphs.isASCII) }
}
