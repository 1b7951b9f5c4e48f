internal import Canvas
internal import Experiments
internal import Text

/// Two runs on one axis of time, and the difference named.
struct PresentPair {
  let first: RecordedRun
  let second: RecordedRun
  let context: PaneContext

  private var glyphs: Glyphs { context.glyphs }
  private var longest: Double { max(first.report.mean_s, second.report.mean_s, 1e-9) }

  /// The rows.
  var lines: Lines {
    bars(first) + [.blank] + bars(second) + [.blank, TextLine(sentence, .bold)]
  }

  private func bars(_ run: RecordedRun) -> Lines {
    let report = run.report
    let name =
      "\(counted(report.processes, "process", plural: "processes")), chunk \(formatCount(report.chunk)), "
      + "\(report.schedule.rawValue)"
    let title: TextLine = .spread(
      [StyledRun(name)], [StyledRun(formatDuration(report.mean_s), .bold)], width: context.width,
      ellipsis: glyphs.ellipsis)
    let room = context.width - 4
    let scale = Double(room) / longest
    let shown = report.workers.prefix(max(1, (context.height - 6) / 2))
    return [title]
      + shown.enumerated().map { index, worker in
        let length = max(worker.busy_s > 0 ? 1 : 0, min(room, Int((worker.busy_s * scale).rounded())))
        let bar = String(repeating: String(glyphs.barFull), count: length)
        return TextLine(runs: [
          StyledRun(fit(String(index + 1), to: 3), Style(.worker(index))), StyledRun(bar, Style(.worker(index))),
        ])
      }
  }

  /// The difference in words.
  private var sentence: String {
    guard first.hasSameWork(as: second) else { return "This isn't the same work, so the times can't be compared." }
    let difference = first.report.mean_s - second.report.mean_s
    guard abs(difference) > 0.02 * longest else { return "There is no difference worth naming." }
    return "The second is done \(formatDuration(abs(difference))) \(difference > 0 ? "sooner" : "later")."
  }
}
