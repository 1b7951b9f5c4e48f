package import Canvas
package import Experiments
internal import Text

/// Runs side by side on one axis of time: a lane for each worker, the gaps named, the figures below.
package struct ComparePane: Sendable {
  let comparison: Comparison
  let glyphs: Glyphs
  /// Whether each run is as long as there is room, rather than all of them on one scale.
  var hasOwnScales = false
  /// How much of the longest run has passed, from 0 to 1, while the runs race; `nil` if they don't.
  var progress: Double?

  /// Shows a comparison.
  package init(_ comparison: Comparison, glyphs: Glyphs) {
    self.comparison = comparison
    self.glyphs = glyphs
  }

  /// Columns of a lane's name before its bar, and of its time after it.
  static let label = 6, time = 9
  /// The margin on both sides.
  static let margin = 1

  /// Draws it as wide as this, in as many rows as it needs, or in at most this many.
  package func canvas(width: Int, height: Int? = nil) -> Canvas {
    let plan = ComparePlan(self, width: width, height: height ?? .max / 2)
    var rows = ComparedRows(width: width, pane: self, plan: plan)
    rows.drawAll()
    return Canvas(lines: rows.lines, width: width)
  }

  /// Columns of the bars.
  static func plotWidth(_ width: Int) -> Int { max(8, width - 2 * margin - label - time) }

  /// The moment of the race, seconds; later than everything if there is none.
  var moment: Double { progress.map { $0 * comparison.longest } ?? .infinity }

  /// The time at the right end of a run's bars.
  func scale(of run: ComparedRun) -> Double { hasOwnScales ? run.makespan : comparison.longest }

  /// The column of a time of a run.
  func column(_ time: Double, in run: ComparedRun, plot: Int) -> Int {
    let length = scale(of: run)
    return length > 0 ? min(plot, max(0, Int((time / length * Double(plot)).rounded()))) : 0
  }

  /// How busy a worker was in each cell, up to the moment of the race.
  func shares(of lane: ComparedLane, in run: ComparedRun, plot: Int) -> [Double] {
    let length = scale(of: run)
    var shares = busyShares(lane.spans, length: length, width: plot, until: moment)
    guard let rest = lane.unlisted else { return shares }
    let from = column(rest.from, in: run, plot: plot)
    let to = column(min(rest.to, moment), in: run, plot: plot)
    if from < to { for cell in from..<to { shares[cell] = rest.share } }
    return shares
  }

  /// The gaps of a run that have names, with the columns that they are in.
  func gaps(of index: Int, plot: Int) -> [(x: Int, text: String)] {
    let run = comparison.runs[index]
    let length = scale(of: run)
    guard length > 0, moment >= run.makespan else { return [] }
    func column(_ time: Double) -> Int { self.column(time, in: run, plot: plot) }
    var gaps: [(x: Int, text: String)] = []
    if let lane = run.longestIdle, run.endsLevel == false, let end = lane.end, let idle = lane.idleAtEnd {
      // Others may have been idle just as long.
      let workers = run.lanes.filter { ($0.idleAtEnd ?? 0) >= idle * 0.99 }.map { "\($0.worker + 1)" }
      let who = workers.count > 1 ? "workers \(workers.dropLast().joined(separator: ", ")) and " : "worker "
      let name = "\(who)\(workers.last ?? "\(lane.worker + 1)") idle \(formatDuration(idle))"
      if let gap = namedGap(name, from: column(end), to: column(run.makespan), glyphs: glyphs) { gaps.append(gap) }
    }
    if comparison.runs.count == 2, comparison.isSameWork, !hasOwnScales {
      let other = comparison.runs[1 - index]
      let difference = TimeDifference(of: run, over: other)
      if !difference.isNoise, difference.seconds < 0, moment >= other.makespan,
        let gap = namedGap(
          difference.words, from: column(run.makespan), to: column(other.makespan), glyphs: glyphs)
      {
        gaps.removeAll { $0.x + cellWidth(of: $0.text) >= gap.x }
        gaps.append(gap)
      }
    }
    return gaps
  }

  /// Whether a run has a gap with a name once it has ended.
  func hasGap(_ index: Int, plot: Int) -> Bool {
    var ended = self
    ended.progress = nil
    return !ended.gaps(of: index, plot: plot).isEmpty
  }
}
