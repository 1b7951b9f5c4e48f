internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// A finished run: what each worker did, how long it took, and the result.
///
/// If it has a picture, that is where it was during the run, and the time is where the progress was.
struct RunPane {
  let run: RecordedRun
  let comparison: RunComparison?
  /// The picture of the work; empty if there is none.
  let picture: Lines
  let context: PaneContext

  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }

  /// A row for each worker.
  var lanes: Lines { LaneRow.lines(rows, limit: context.laneLimit, width: width, glyphs: glyphs) }

  /// The rows.
  var lines: Lines {
    let lanes = lanes
    let output = OutputPane(run.report, context).lines
    var summary = RunSummary(run: run, comparison: comparison, context: context)
    guard !picture.isEmpty else { return lanes + parent + summary.lines + output }
    summary.hasPictureAbove = true
    return lanes + [summary.timeLine, .blank] + picture + [.blank] + parent + summary.linesBelowTime + output
  }

  private var parent: Lines {
    (run.report.isRepeated ? [TextLine("the last of \(run.report.runs_s.count) repeats", .dim)] : [])
      + [TextLine(fit("parent", to: 11) + (width >= 66 ? "pid " : "") + "\(run.report.parent.pid)", .dim)]
  }

  private var rows: [LaneRow] {
    let report = run.report
    let taken = taken
    return report.workers.enumerated().map { index, worker in
      let whole = worker.busy_s + worker.idle_s
      return LaneRow(
        worker: index, pid: worker.pid, host: worker.host == run.machine.host ? "" : worker.host,
        taken: words(worker, taken[safe: index] ?? []), items: worker.items, busy: worker.busy_s,
        fraction: whole > 0 ? worker.busy_s / whole : 0, fates: LaneFate.of(worker.ended ?? [], now: worker.pid))
    }
  }

  private func words(_ worker: WorkerReport, _ items: [Int]) -> String {
    if worker.items == 0 { return "took none" }
    if items.isEmpty || (run.report.chunk > 1 && run.report.items > 64) { return counted(worker.chunks, "chunk") }
    return LaneRow.list(
      items, again: run.report.givenAgain, room: LaneRow.listWidth(width), glyphs: glyphs)
  }

  /// The first items of each worker, as many as may be shown.
  private var taken: [[Int]] {
    var taken = Array(repeating: [Int](), count: run.report.workers.count)
    guard let assignment = run.report.assignment, run.report.items <= 64 || run.report.chunk == 1 else { return taken }
    for pair in assignment.prefix(2000) where pair.count == 2 && taken.indices.contains(pair[1]) {
      taken[pair[1]].append(pair[0])
    }
    return taken
  }
}
