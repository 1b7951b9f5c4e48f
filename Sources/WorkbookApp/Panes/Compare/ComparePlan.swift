internal import Canvas
internal import Experiments

/// What of a comparison is drawn, so that the most important of it fits into the rows there are.
struct ComparePlan: Equatable {
  /// How many of the runs.
  var runs: Int
  /// The most lanes of a run; the other workers share one.
  var lanes = 1
  /// Whether gaps are named below the lanes.
  var hasGaps = false
  /// The most rows of the table of figures, without its header.
  var figures = 0
  /// Blank rows: none, between the parts, or between the runs, too.
  var blanks = 0
  /// Whether what else has to be known is below.
  var hasNotes = false
  /// Whether the speedups are a chart.
  var hasChart = false

  /// The most lanes of a run, even if there is room for more.
  static let mostLanes = 16
  /// The size of the chart.
  static let chart = Size(width: 60, height: 13)

  /// Plans as much as fits.
  init(_ pane: ComparePane, width: Int, height: Int) {
    runs = pane.comparison.runs.count
    while runs > 2, rows(pane, width) > height { runs -= 1 }
    let steps: [(inout ComparePlan) -> Void] = [
      { $0.lanes = 2 }, { $0.hasGaps = true }, { $0.lanes = 3 }, { $0.figures = 3 }, { $0.lanes = 4 },
      { $0.blanks = 1 }, { $0.lanes = 6 }, { $0.figures = 4 }, { $0.hasNotes = true }, { $0.blanks = 2 },
      { $0.figures = 6 }, { $0.lanes = 8 }, { $0.hasChart = pane.comparison.isScale && width >= 110 },
      { $0.lanes = ComparePlan.mostLanes },
    ]
    for step in steps {
      var next = self
      step(&next)
      if next.rows(pane, width) <= height { self = next }
    }
  }

  /// How many rows all of it takes.
  func rows(_ pane: ComparePane, _ width: Int) -> Int {
    let plot = ComparePane.plotWidth(width)
    let runs = pane.comparison.runs.prefix(runs).enumerated().reduce(0) { sum, run in
      sum + 1 + laneRows(run.element) + (hasGaps && pane.hasGap(run.offset, plot: plot) ? 1 : 0)
    }
    let words = CompareWords(pane: pane, width: width)
    let left = pane.comparison.runs.count > self.runs ? 1 : 0
    let between = (blanks > 0 ? 3 : 0) + (blanks > 1 ? max(0, self.runs - 1) : 0)
    return 1 + runs + left + 1 + figureRows(pane) + words.conclusion.count + (hasNotes ? words.notes.count : 0)
      + between
  }

  /// The rows of a run's lanes.
  func laneRows(_ run: ComparedRun) -> Int { min(lanes, run.lanes.count) }

  /// The rows of the table, and of the chart beside it.
  func figureRows(_ pane: ComparePane) -> Int {
    let table = figures > 0 ? min(figures, CompareFigures(pane: pane).rows.count) + 1 : 0
    return hasChart ? max(table, ComparePlan.chart.height) : table
  }
}
