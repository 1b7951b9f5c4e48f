internal import Canvas
internal import Experiments
internal import Text

/// A run under way: a row for each worker, and the progress.
struct LivePane {
  let live: LiveRun
  /// The worker that the cursor is at, counted from 0; `nil` if there is no cursor.
  let aim: Int?
  let context: PaneContext

  private var now: UInt64 { context.now }
  private var width: Int { context.width }
  private var limit: Int { context.laneLimit }
  private var glyphs: Glyphs { context.glyphs }

  /// The rows: from the start one for each worker, then one for the progress.
  var lines: Lines {
    let lanes = LaneRow.lines(rows, aim: aim, limit: limit, width: width, glyphs: glyphs)
    // A scale continues with larger pools: leave room for their rows, so that the page doesn't grow.
    // Nobody knows how large the pools of a Python file will be.
    let most = live.isPython ? 0 : live.requests.map { min(limit, max(1, $0.knobs.processes)) }.max() ?? 0
    return lanes + [progress] + Array(repeating: .blank, count: max(0, most - lanes.count))
  }

  /// The line of the worker that the cursor is at; `nil` if there is no cursor.
  var aimedLine: Int? { aim.map { LaneRow.line(of: $0, in: rows, limit: limit) } }

  private var rows: [LaneRow] {
    let elapsed = live.lanes.elapsed(at: now)
    let count = live.isPython ? live.lanes.lanes.count : max(1, live.request.knobs.processes)
    return (0..<count).map { worker in
      guard let lane = live.lanes.lanes[safe: worker] else {
        return LaneRow(worker: worker, pid: 0, host: "", taken: "", items: 0, busy: 0, fraction: 0)
      }
      var busy = Double(lane.busy) / 1e9
      if lane.current != nil, now > lane.currentSince, live.lanes.ended == nil {
        busy += Double(now - lane.currentSince) / 1e9
      }
      return LaneRow(
        worker: worker, pid: lane.pid, host: "", taken: taken(lane), items: lane.items, busy: busy,
        fraction: elapsed > 0 ? busy / elapsed : 0,
        fates: LaneFate.of(lane.lost, now: lane.state == .ended ? nil : lane.pid))
    }
  }

  private func taken(_ lane: Lane) -> String {
    switch lane.state {
    case .starting: return lane.lost.isEmpty ? "starting" : "starting again"
    case .ended: return lane.lost.isEmpty ? "ended" : "gone"
    case .idle, .working:
      if live.lanes.chunk > 1, live.lanes.items > 64 {
        let current = lane.current.map { " \(glyphs.separator) at \(formatCount($0.lowerBound))" } ?? ""
        let (chunks, part) = (counted(lane.chunks, "chunk"), part(of: lane))
        let room = LaneRow.listWidth(width)
        let words = [chunks + current + part, chunks + part, part.isEmpty ? chunks : "now" + part]
        return words.first { cellWidth(of: $0) <= room } ?? chunks
      }
      let items = lane.taken + (lane.current.map(Array.init) ?? [])
      let part = part(of: lane)
      let room = LaneRow.listWidth(width) - cellWidth(of: part)
      return LaneRow.list(items, again: live.lanes.givenAgain, room: room, glyphs: glyphs) + part
    }
  }

  /// How much of a worker's chunk is done, as ` (62 %)`; empty if that isn't known.
  private func part(of lane: Lane) -> String {
    let done = live.itemsUnderWay(lane)
    guard done > 0, let current = lane.current else { return "" }
    return " (\(percent(done / Double(max(1, current.count)))))"
  }

  /// How much of all repeats is done, 0 to 1.
  var fraction: Double {
    let lanes = live.lanes
    let map = lanes.items > 0 ? live.itemsDone / Double(lanes.items) : 0
    return (Double(max(0, live.maps - 1)) + min(1, map)) / Double(max(1, live.request.knobs.repeats))
  }

  /// The row with the progress.
  var progress: TextLine {
    if live.isStopping { return TextLine("stopping \(glyphs.ellipsis)", .dim) }
    if live.isPython { return pythonProgress }
    let lanes = live.lanes
    guard lanes.began != nil else { return TextLine("starting the pool", .dim) }
    var words: [String] = [percent(fraction)]
    let repeats = live.request.knobs.repeats
    if repeats > 1 { words.append("run \(max(1, live.maps)) of \(repeats)") }
    let seconds = lanes.elapsed(at: now)
    if lanes.items > 0, seconds > 0.5 {
      let perSecond = live.itemsDone / seconds
      if width >= 66, lanes.items > 64 { words.append(rate(perSecond)) }
      if let left = secondsLeft {
        words.append("\(formatDuration(left)) left")
      } else {
        words.append(formatDuration(seconds))
      }
    }
    let text = words.joined(separator: "   ")
    let barWidth = max(8, min(34, width - cellWidth(of: text) - 17))
    return TextLine(runs: [
      StyledRun(bar(fraction, width: barWidth, glyphs: glyphs)), StyledRun("  " + text),
      StyledRun("   ctrl-c stop", .dim),
    ])
  }

  /// The progress of a Python file: nobody knows what it does outside of its maps.
  private var pythonProgress: TextLine {
    if live.preparation != nil { return TextLine("saving the file \(glyphs.ellipsis)", .dim) }
    let seconds = now > live.began ? Double(now - live.began) / 1e9 : 0
    // In tenths, so that it can be read.
    let elapsed = formatDuration((seconds * 10).rounded() / 10)
    let stop = StyledRun("   ctrl-c stop", .dim)
    guard live.lanes.began != nil, live.lanes.items > 0 else {
      return TextLine(runs: [StyledRun("running", .bold), StyledRun("   \(elapsed)"), stop])
    }
    let done = min(1, live.itemsDone / Double(live.lanes.items))
    let text = "\(percent(done))   \(elapsed)"
    let barWidth = max(8, min(34, width - cellWidth(of: text) - 17))
    return TextLine(runs: [StyledRun(bar(done, width: barWidth, glyphs: glyphs)), StyledRun("  " + text), stop])
  }

  /// The seconds left at the rate so far; `nil` when it would be a guess: before a tenth is done, and when all items that
  /// are left take longer than the mean.
  private var secondsLeft: Double? {
    let lanes = live.lanes
    let part = lanes.items > 0 ? live.itemsDone(estimatedAt: now) / Double(lanes.items) : 0
    let seconds = lanes.elapsed(at: now)
    let repeats = Double(live.request.knobs.repeats)
    let begun = Double(max(1, live.maps))
    guard (0.1..<1).contains(part), seconds > 0 else { return nil }
    let whole = seconds / part
    // Rounded, so that the number doesn't flicker.
    let left = max(0, whole - seconds) + (repeats - begun) * whole
    return left >= 10 ? left.rounded() : (left * 10).rounded() / 10
  }
}
