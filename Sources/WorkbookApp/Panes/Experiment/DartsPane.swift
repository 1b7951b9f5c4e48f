internal import Canvas
internal import Experiments
internal import Text

/// The first points that a run's seeds draw, on the unit square, and the estimate of pi from these points alone.
struct DartsPane {
  /// A seed, the worker that drew from it, and how many of its points are shown.
  private let throwers: [(seed: UInt64, worker: Int, count: Int)]
  private let glyphs: Glyphs

  /// The largest number of points shown for a run.
  static let most = 1600
  /// Points shown for each second of a run under way.
  static let perSecond = 400.0

  /// The points of a finished run.
  init(run: RecordedRun, glyphs: Glyphs) {
    self.glyphs = glyphs
    let seeds = (run.report.seeds ?? []).prefix(256)
    let share = max(1, DartsPane.most / max(1, seeds.count))
    var workers = Array(repeating: 0, count: seeds.count)
    for pair in run.report.assignment?.prefix(4096) ?? [] where pair.count == 2 && workers.indices.contains(pair[0]) {
      workers[pair[0]] = max(0, pair[1])
    }
    throwers = seeds.enumerated().map { ($1, workers[$0], min(share, run.knobs.samples)) }
  }

  /// The points of a run under way: more with each second.
  init(live: LiveRun, now: UInt64, glyphs: Glyphs) {
    self.glyphs = glyphs
    let knobs = live.request.knobs
    let seconds = live.lanes.elapsed(at: now) + Double(max(0, live.maps - 1))
    let share = min(Int(min(seconds, 60) * DartsPane.perSecond), DartsPane.most) / max(1, knobs.processes)
    throwers = live.lanes.lanes.filter { $0.pid != 0 }.map { lane in
      (knobs.seeding.seed(pid: lane.pid, item: lane.worker), lane.worker, share)
    }
  }

  /// The picture and, below it, the number of points and the estimate.
  var lines: Lines {
    var darts: [Dartboard.Dart] = []
    for (seed, worker, count) in throwers {
      darts += quarterCirclePoints(count: count, seed: seed).map {
        Dartboard.Dart(x: $0.x, y: $0.y, ink: .worker(worker))
      }
    }
    let board = Dartboard(darts: darts).canvas(
      size: Dartboard.size(within: Size(width: 28, height: 14)), glyphs: glyphs)
    let inside = darts.count(where: \.isInside)
    var words = "the first \(formatCount(darts.count)) points: \(formatCount(inside)) inside"
    if !darts.isEmpty {
      let pi = formatFixed(4 * Double(inside) / Double(darts.count), digits: 3)
      words += ", 4 \(glyphs.times) \(formatCount(inside)) / \(formatCount(darts.count)) = \(pi)"
    }
    return Lines(board) + [TextLine(words, .dim)]
  }
}
