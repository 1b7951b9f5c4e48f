internal import Canvas
internal import Experiments
internal import Text

/// A recorded run over the page: what waits, a lane for each worker with the items it has, the results so far, and the
/// last step in words.
struct TimelinePane {
  let timeline: Timeline
  let glyphs: Glyphs

  /// Draws it.
  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area)
    let inner = area.inset(x: 2)
    drawTitle(on: &canvas, inner)
    if timeline.showsFigures {
      let below = Rect(x: inner.x, y: inner.y + 1, width: inner.width, height: max(0, inner.height - 1))
      FiguresPane(run: timeline.figures).draw(on: &canvas, in: below)
      return
    }
    guard let track = timeline.track else {
      canvas.put("reading the run", x: inner.x, y: inner.y + 2, style: .dim)
      return
    }
    if timeline.live != nil, track.steps.isEmpty {
      canvas.put("The workers are starting.", x: inner.x, y: inner.y + 2, style: .dim)
      return
    }
    guard !track.steps.isEmpty, track.workers > 0 else {
      canvas.put(
        "Only the figures of this run were saved: run it again to see it here.", x: inner.x, y: inner.y + 2, in: inner)
      return
    }
    if timeline.isPicture { return drawPicture(track, on: &canvas, inner) }
    let progress = track.progress(after: timeline.count)
    let isTall = inner.height >= 19
    ReplayList(track: track, labels: timeline.labels, glyphs: glyphs)
      .drawWaiting(progress, on: &canvas, Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: 1))
    let below = isTall ? 7 : 5
    let lanes = Rect(x: inner.x, y: inner.y + 4, width: inner.width, height: max(1, inner.height - 4 - below))
    let drawn = ReplayLanes(timeline: timeline, track: track, glyphs: glyphs).draw(on: &canvas, in: lanes)
    let hasGap = isTall || drawn.height < lanes.height
    var y = lanes.y + min(lanes.height, drawn.height) + (hasGap ? 1 : 0)
    ReplayList(track: track, labels: timeline.labels, glyphs: glyphs)
      .drawResults(progress, on: &canvas, Rect(x: inner.x, y: y, width: inner.width, height: 1))
    y += isTall ? 2 : 1
    drawWords(track, on: &canvas, inner, y)
    drawAxis(track, drawn.note, on: &canvas, Rect(x: inner.x, y: y + 2, width: inner.width, height: 2))
  }

  private func drawPicture(_ track: ReplayTrack, on canvas: inout Canvas, _ area: Rect) {
    // A row that is blank only if there is room for it, and for items as tall as they would be without it.
    let items = track.parcels.count
    let isTight = items + 6 > area.height || (items * 3 + 5 <= area.height && items * 3 + 6 > area.height)
    let top = isTight ? 1 : 2
    let picture = Rect(x: area.x, y: area.y + top, width: area.width, height: max(4, area.height - top - 3))
    MapPicture(timeline: timeline, track: track, glyphs: glyphs).draw(on: &canvas, in: picture)
    drawWords(track, on: &canvas, area, area.bottom - 2)
  }

  private func drawTitle(on canvas: inout Canvas, _ area: Rect) {
    let state = state
    let room = area.width - (state.isEmpty ? 0 : cellWidth(of: state) + 2)
    canvas.put(truncate(timeline.title, to: room, ellipsis: glyphs.ellipsis), x: area.x, y: area.y, style: .bold)
    canvas.put(state, x: area.right - cellWidth(of: state), y: area.y, style: .dim)
  }

  /// Where it is and how it plays, in words; empty if there is nothing to play.
  private var state: String {
    guard timeline.track?.steps.isEmpty == false else { return "" }
    let whole = formatDuration(Double(timeline.window.count) / 1e9)
    let now = formatDuration(Double(timeline.moment - timeline.window.lowerBound) / 1e9)
    let separator = " \(glyphs.separator) "
    if timeline.live != nil { return "under way\(separator)\(now) of \(whole) so far\(separator)\(pace)" }
    return "\(now) of \(whole)\(separator)\(pace)\(timeline.isPlaying ? "" : "\(separator)paused")"
  }

  private var pace: String {
    if timeline.isEven {
      let rate = Timeline.rates[timeline.rate]
      return rate == 1 ? "even steps" : "even steps \(formatFixed(rate, digits: rate < 1 ? 2 : 0))\(glyphs.times)"
    }
    let speed = Timeline.speeds[timeline.speed]
    let zoom = timeline.zoom > 0 ? ", \(1 << timeline.zoom)\(glyphs.times) wider" : ""
    return (speed == 1 ? "real speed" : "1/\(formatCount(Int(speed)))") + zoom
  }

  private func drawWords(_ track: ReplayTrack, on canvas: inout Canvas, _ area: Rect, _ y: Int) {
    let words = ReplayWords(
      track: track, labels: timeline.labels, count: timeline.count, isWhole: timeline.eventsLeftOut == 0)
    let place = "step \(timeline.count) of \(track.steps.count)"
    let room = Rect(x: area.x, y: y, width: max(0, area.width - place.count - 2), height: 2)
    let mark = glyphs.isASCII ? ">> " : "» "
    let style = Style(timeline.step.map { .worker(track.worker(of: $0)) } ?? .plain, bold: true)
    let x = canvas.put(mark, x: area.x, y: y, style: style)
    canvas.put(truncate(words.sentence, to: room.right - x, ellipsis: glyphs.ellipsis), x: x, y: y, style: .bold)
    canvas.put(words.explanation, x: x, y: y + 1, style: .dim, in: area)
    canvas.put(place, x: area.right - place.count, y: y, style: .dim)
  }

  /// A note, and what was not recorded of the run in as many words as fit.
  private func note(_ note: String, room: Int) -> String {
    guard timeline.eventsLeftOut > 0 else { return note }
    let lost = "\(counted(timeline.eventsLeftOut, "event")) near the end not recorded"
    let notes = note.isEmpty ? "" : note + "; "
    let forms = [notes + lost + ": larger chunks make fewer", notes + lost, lost, "the rest was not recorded"]
    return forms.first { cellWidth(of: $0) <= room } ?? forms[3]
  }

  /// The whole map in true time, with each step where it was and a mark at the moment that is shown.
  private func drawAxis(_ track: ReplayTrack, _ note: String, on canvas: inout Canvas, _ area: Rect) {
    let label = 11
    let window = timeline.isEven ? timeline.window : ReplayAxis(timeline, width: area.width - label).window
    let whole = formatDuration(Double(window.count) / 1e9)
    let width = area.width - label - cellWidth(of: whole) - 1
    guard width > 8 else { return }
    canvas.put("true time", x: area.x, y: area.y, style: .dim)
    var cells = Array(repeating: glyphs.horizontal, count: width)
    for step in track.steps where window.contains(step.time) {
      let column = LaneLine.column(of: step.time, window: window, width: width)
      cells[column] = glyphs.isASCII ? "+" : "┬"
    }
    canvas.put(String(cells), x: area.x + label, y: area.y, style: .dim)
    canvas.put(whole, x: area.x + label + width + 1, y: area.y, style: .dim)
    let here = LaneLine.column(of: timeline.moment, window: window, width: width)
    canvas.put(glyphs.isASCII ? "^" : "▲", x: area.x + label + here, y: area.y + 1, style: .bold)
    let isLeft = here > width / 2
    let text = self.note(note, room: isLeft ? here - 2 : area.width - label - here - 2)
    let x = isLeft ? area.x + label : max(area.x + label + here + 2, area.right - cellWidth(of: text))
    canvas.put(
      truncate(text, to: isLeft ? max(0, here - 2) : area.right - x, ellipsis: glyphs.ellipsis), x: x, y: area.y + 1,
      style: .dim)
  }
}

extension Timeline {
  func draw(on canvas: inout Canvas, _ model: Model) {
    TimelinePane(timeline: self, glyphs: model.glyphs).draw(on: &canvas, in: model.frame.body)
  }
}
