internal import Canvas
internal import Experiments
internal import Text
internal import WorkerPool

/// A recorded run over the page: a lane for each worker, a cursor in time, and the event at the cursor.
struct TimelinePane {
  let timeline: Timeline
  let glyphs: Glyphs

  /// Draws it.
  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area)
    let inner = area.inset(x: 2)
    let state = state
    let room = inner.width - (state.isEmpty ? 0 : cellWidth(of: state) + 2)
    canvas.put(truncate(timeline.title, to: room, ellipsis: glyphs.ellipsis), x: inner.x, y: inner.y, style: .bold)
    canvas.put(state, x: inner.right - cellWidth(of: state), y: inner.y, style: .dim)
    guard let events = timeline.events else {
      canvas.put("reading the run", x: inner.x, y: inner.y + 2, style: .dim)
      return
    }
    guard !events.isEmpty, !timeline.lanes.lanes.isEmpty else {
      canvas.put(
        "Only the figures of this run were saved: run it again to see it here.", x: inner.x, y: inner.y + 2)
      return
    }
    drawLanes(on: &canvas, inner)
  }

  /// Whether and how fast it plays, in words; empty if there is nothing to play.
  private var state: String {
    guard timeline.events?.isEmpty == false, !timeline.lanes.lanes.isEmpty else { return "" }
    let speed = Timeline.speeds[timeline.speed]
    return "\(timeline.isPlaying ? "playing" : "paused") at \(speed == 1 ? "real speed" : "1/\(speed)")"
  }

  private func drawLanes(on canvas: inout Canvas, _ area: Rect) {
    let label = 11
    let lanes = timeline.lanes.lanes
    let room = max(1, area.height - 6)
    let here = timeline.event.flatMap { TimelinePane.worker(of: $0.kind) } ?? 0
    let first = max(0, min(here - room / 2, lanes.count - room))
    let plot = Rect(x: area.x + label, y: area.y + 2, width: area.width - label, height: min(room, lanes.count))
    for (row, lane) in lanes.dropFirst(first).prefix(room).enumerated() {
      let y = plot.y + row
      canvas.put(
        "worker \(lane.worker + 1)", x: area.x, y: y,
        style: Style(.worker(lane.worker), bold: lane.worker == here && timeline.event != nil))
      let visible = lane.spans.filter { $0.time.lowerBound <= timeline.moment }.map { span in
        span.time.lowerBound..<max(span.time.lowerBound, min(span.time.upperBound, timeline.moment))
      }
      let line = LaneLine(worker: lane.worker, spans: visible)
      canvas.put(line.runs(window: timeline.window, width: plot.width, glyphs: glyphs), x: plot.x, y: y, in: plot)
      for moment in timeline.ends(of: lane.worker) {
        let x = plot.x + LaneLine.column(of: moment, window: timeline.window, width: plot.width)
        canvas.put(String(glyphs.lost), x: x, y: y, style: .bold)
      }
    }
    let column = plot.x + LaneLine.column(of: timeline.moment, window: timeline.window, width: plot.width)
    canvas.restyle(Rect(x: column, y: plot.y, width: 1, height: plot.height)) { $0.reverse = true }
    drawScale(on: &canvas, plot, column)
    canvas.put(sentence, x: area.x, y: plot.bottom + 3, in: area)
    var notes = lanes.count > room ? ["workers \(first + 1) to \(first + room) of \(lanes.count)"] : []
    if timeline.eventsLeftOut > 0 {
      notes.append("\(counted(timeline.eventsLeftOut, "event")) near the end not recorded: larger chunks make fewer")
    } else if lanes.contains(where: { $0.spansLeftOut > 0 }) {
      notes.append("bars of the first \(formatCount(Lanes.mostTaken)) chunks of a worker; the steps have all")
    }
    canvas.put(notes.joined(separator: "; "), x: area.x, y: plot.bottom + 2, style: .dim, in: area)
  }

  /// The axis of time: its ends, and the time of the cursor.
  private func drawScale(on canvas: inout Canvas, _ plot: Rect, _ column: Int) {
    canvas.fill(Rect(x: plot.x, y: plot.bottom, width: plot.width, height: 1), with: glyphs.horizontal, style: .dim)
    let whole = formatDuration(Double(timeline.window.count) / 1e9)
    let now = formatDuration(Double(timeline.moment - timeline.window.lowerBound) / 1e9)
    let x = min(max(plot.x, column - cellWidth(of: now) / 2), plot.right - cellWidth(of: now))
    // If there isn't room for all, the cursor's time is more important than the times at the ends.
    let end = plot.right - cellWidth(of: whole)
    if x > plot.x + 1 { canvas.put("0", x: plot.x, y: plot.bottom + 1, style: .dim) }
    if x + cellWidth(of: now) < end { canvas.put(whole, x: end, y: plot.bottom + 1, style: .dim) }
    canvas.put(now, x: x, y: plot.bottom + 1, style: .bold)
  }

  /// The event under the cursor in words.
  private var sentence: String {
    guard let event = timeline.event, let index = timeline.cursor else { return "Before the first event." }
    return "\(index + 1) of \(timeline.events?.count ?? 0): \(TimelinePane.words(event.kind))"
  }

  /// The worker of an event, counted from 0; `nil` if it isn't about one.
  static func worker(of kind: PoolEvent.Kind) -> Int? {
    switch kind {
    case .chunkStarted(let worker, _), .chunkFinished(let worker, _), .itemStarted(let worker, _),
      .itemFinished(let worker, _), .itemFailed(let worker, _, _), .chunkReturned(let worker, _),
      .workerEnded(let worker, _, _), .workerStarted(let worker, _, _):
      worker
    default: nil
    }
  }

  static func words(_ kind: PoolEvent.Kind) -> String {
    switch kind {
    case .chunkStarted(let worker, let items): "worker \(worker + 1) took \(words(items))"
    case .chunkFinished(let worker, let items): "worker \(worker + 1) finished \(words(items))"
    case .itemStarted(let worker, let item): "worker \(worker + 1) started item \(formatCount(item))"
    case .itemFinished(let worker, let item): "worker \(worker + 1) finished item \(formatCount(item))"
    case .itemFailed(let worker, let item, let message):
      "worker \(worker + 1) failed at item \(formatCount(item)): \(message)"
    case .chunkReturned(let worker, let items): "\(words(items)) went back from worker \(worker + 1) to the queue"
    case .workerEnded(let worker, let pid, let end):
      "worker \(worker + 1), pid \(pid): \(LostProcess(pid: pid, end: end, run: 0).fate)"
    case .workerStarted(let worker, let pid, _): "worker \(worker + 1) was replaced by pid \(pid)"
    default: ""
    }
  }

  private static func words(_ items: Range<Int>) -> String {
    items.count == 1
      ? "item \(formatCount(items.lowerBound))"
      : "items \(formatCount(items.lowerBound)) to \(formatCount(max(items.lowerBound, items.upperBound - 1)))"
  }
}

extension Timeline {
  func draw(on canvas: inout Canvas, _ model: Model) {
    TimelinePane(timeline: self, glyphs: model.glyphs).draw(on: &canvas, in: model.frame.body)
  }
}
