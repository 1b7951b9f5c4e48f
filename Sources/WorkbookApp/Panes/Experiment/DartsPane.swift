internal import Canvas
internal import Experiments
internal import Text

/// The first points that a run's seeds draw, on the unit square, and how the estimate of pi from these points alone closes
/// in on pi.
///
/// A run doesn't report its points, so these are drawn once more, from the same seeds. Seeds that are equal give the same
/// points, which count once in the estimate: they say no more than the first ones.
struct DartsPane {
  /// A seed, the worker that drew from it, and how many of its points are shown.
  private let throwers: [(seed: UInt64, worker: Int, count: Int)]
  /// The points of the whole run, and what they gave if that is known.
  private let samples: Int
  private let report: RunReport?
  private let context: PaneContext

  /// The largest number of points shown for a run.
  static let most = 1600
  /// Points shown for each second of a run under way.
  static let perSecond = 400.0

  private static let board = Size(width: 28, height: 14)
  /// Columns between the board and the chart, and the fewest columns of a chart beside the board.
  private static let gap = 3, narrowest = 28

  private var glyphs: Glyphs { context.glyphs }

  /// The points of a finished run.
  init(run: RecordedRun, context: PaneContext) {
    self.context = context
    report = run.report
    samples = run.knobs.samples
    let seeds = (run.report.seeds ?? []).prefix(256)
    let share = max(1, DartsPane.most / max(1, seeds.count))
    var workers = Array(repeating: 0, count: seeds.count)
    for pair in run.report.assignment?.prefix(4096) ?? [] where pair.count == 2 && workers.indices.contains(pair[0]) {
      workers[pair[0]] = max(0, pair[1])
    }
    throwers = seeds.enumerated().map { ($1, workers[$0], min(share, max(1, run.knobs.samples / seeds.count))) }
  }

  /// The points of a run under way: more with each second.
  init(live: LiveRun, context: PaneContext) {
    self.context = context
    report = nil
    let knobs = live.request.knobs
    samples = knobs.samples
    let seconds = live.lanes.elapsed(at: context.now) + Double(max(0, live.maps - 1))
    let shown = min(Int(min(seconds, 60) * DartsPane.perSecond), DartsPane.most, samples)
    let share = shown / max(1, knobs.processes)
    throwers = live.lanes.lanes.filter { $0.pid != 0 }.map { lane in
      (knobs.seeding.seed(pid: lane.pid, item: lane.worker), lane.worker, share)
    }
  }

  /// The picture and the chart, and below them what they show in numbers. There are as many rows during a run as after it.
  var lines: Lines {
    let points = throwers.map { quarterCirclePoints(count: $0.count, seed: $0.seed) }
    var darts: [Dartboard.Dart] = []
    for (thrower, points) in zip(throwers, points) {
      darts += points.map { Dartboard.Dart(x: $0.x, y: $0.y, ink: .worker(thrower.worker)) }
    }
    let board = Dartboard(darts: darts).canvas(size: Self.board, glyphs: glyphs)
    let different = points.indices.filter { index in
      !throwers[..<index].contains { $0.seed == throwers[index].seed }
    }
    let estimates = Self.estimates(different.map { points[$0] })
    return picture(board, chart(estimates))
      + [TextLine(words(estimates.last, isRepeated: different.count < throwers.count), .dim)]
      + wrap(explanation, width: context.width, style: .dim) + [TextLine(result, .dim)]
  }

  /// The board with the chart beside it, or below it if there isn't room.
  private func picture(_ board: Canvas, _ chart: EstimateChart) -> Lines {
    let rest = context.width - board.size.width - Self.gap
    guard rest >= Self.narrowest else {
      let size = Size(width: min(context.width, 60), height: 10)
      return Lines(board) + [.blank] + Lines(chart.canvas(size: size, glyphs: glyphs))
    }
    let size = Size(width: min(rest, 72), height: board.size.height)
    let right = Lines(chart.canvas(size: size, glyphs: glyphs))
    return zip(Lines(board), right).map { left, right in
      let space = String(repeating: " ", count: board.size.width + Self.gap - left.width)
      return TextLine(runs: left.runs + [StyledRun(space)] + right.runs)
    }
  }

  private func chart(_ estimates: [PiEstimate]) -> EstimateChart {
    // Single points would make no difference that can be seen.
    let step = max(1, estimates.count / 400)
    let points = stride(from: 0, to: estimates.count, by: step).compactMap { index in
      estimates[index].standardError.map {
        EstimateChart.Point(count: estimates[index].points, value: estimates[index].value, error: $0)
      }
    }
    return EstimateChart(
      points: points, most: min(Self.most, samples), target: .pi, name: glyphs.isASCII ? "pi" : "π", reach: 0.4,
      unit: "points")
  }

  /// The estimate after each point. The seeds draw at the same time, so the first points of all of them come first.
  private static func estimates(_ points: [[(x: Double, y: Double)]]) -> [PiEstimate] {
    var estimates: [PiEstimate] = []
    var inside = 0
    for index in 0..<(points.map(\.count).max() ?? 0) {
      for list in points where index < list.count {
        let point = list[index]
        if point.x * point.x + point.y * point.y <= 1 { inside += 1 }
        if let estimate = PiEstimate(inside: inside, of: estimates.count + 1) { estimates.append(estimate) }
      }
    }
    return estimates
  }

  private func words(_ estimate: PiEstimate?, isRepeated: Bool) -> String {
    guard let estimate else { return "the first points that the seeds draw" }
    let (inside, points) = (formatCount(estimate.inside), formatCount(estimate.points))
    let value = text(estimate, digits: 3)
    let same = isRepeated ? ", the same for all" : ""
    let forms = [
      "the first \(points) points\(same): \(inside) inside, 4 \(glyphs.times) \(inside) / \(points) = \(value)",
      "the first \(points) points\(same): \(inside) inside, \(value)", "\(points) points: \(inside) inside, \(value)",
    ]
    return forms.first { cellWidth(of: $0) <= context.width } ?? forms[2]
  }

  private func text(_ estimate: PiEstimate, digits: Int) -> String {
    let error = estimate.standardError.map { " \(glyphs.notation.plusOrMinus) \(formatFixed($0, digits: digits))" }
    return formatFixed(estimate.value, digits: digits) + (error ?? "")
  }

  private var explanation: String {
    let error = glyphs.isASCII ? "4 sqrt(p (1 - p) / n)" : "4 √(p (1 − p) / n)"
    return "\(glyphs.notation.plusOrMinus) is the standard error, \(error) for n points of which the part p is inside: "
      + "about two of three estimates are closer to pi than that."
  }

  /// What all points of the run gave.
  private var result: String {
    let all = "all \(counted(samples, "point"))"
    guard let report, let found = report.result.as(QuarterCircleFindings.self) else {
      return "\(all) of the run: counted when it ends"
    }
    let seeds = report.seeds ?? []
    let (different, number) = (Set(seeds).count, max(1, seeds.count))
    let estimate =
      different == number
      ? PiEstimate(inside: found.inside, of: found.samples)
      // Equal seeds count once here, too.
      : PiEstimate(inside: found.inside / number * different, of: found.samples / number * different)
    return estimate.map { "\(all) of the run: \(text($0, digits: 6))" } ?? "\(all) of the run"
  }
}
