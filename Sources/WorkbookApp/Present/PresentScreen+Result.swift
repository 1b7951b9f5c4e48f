internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PresentScreen {
  /// Draws what came of a run, and what the room said before.
  func drawResult(_ spec: ExperimentSpec, _ run: RecordedRun, on canvas: inout Canvas, _ area: Rect) {
    let said = handsBefore(spec)
    let room = Rect(
      x: area.x, y: area.y, width: area.width, height: max(0, area.height - (said == nil ? 0 : 2)))
    var last = room.y
    if run.report.task == .processInfo, var timeline, !timeline.steps.isEmpty {
      timeline.jump(toEnd: true)
      last = drawTakers(run, timeline, on: &canvas, room)
    } else {
      let lines = Array(figures(of: run, spec, room).prefix(room.height))
      canvas.put(lines, x: room.x, y: room.y)
      last = room.y + lines.count
    }
    if let said { canvas.put(said, x: area.x, y: last + 1, style: .bold) }
  }

  /// The hands that were raised for the question before an experiment, or that it belongs to; `nil` if there were none.
  func handsBefore(_ spec: ExperimentSpec) -> String? {
    let questions = deck.lesson.questions.filter { $0.before == spec.id || $0.id == spec.id }
    guard let counts = questions.lazy.compactMap({ hands[$0.id] }).first else { return nil }
    return "the room said:   " + counts.map(String.init).joined(separator: "   ")
  }

  /// Draws who took what, and the sentence about it; returns the row below. Pids and names are for the workbook.
  private func drawTakers(_ run: RecordedRun, _ timeline: Timeline, on canvas: inout Canvas, _ area: Rect) -> Int {
    guard let track = timeline.track else { return area.y }
    // The tallest forms of the picture that fit, without blank rows below it.
    let (count, most) = (track.parcels.count, max(4, area.height - 2))
    let rows = [count * 3 + 2, count * 3 + 1, count + 2].first { $0 <= most } ?? most
    let picture = Rect(x: area.x, y: area.y, width: area.width, height: max(4, rows))
    MapPicture(timeline: timeline, track: track, glyphs: glyphs).draw(on: &canvas, in: picture)
    let results = run.report.resultWords(glyphs.notation).cell
    let order = timeline.labels.commonValue.map { "each of them \($0)" } ?? "in the order of the items"
    let time = run.report.timeText(glyphs.notation)
    let y = picture.bottom + 1
    canvas.put(
      truncate(
        "\(counted(track.items, "item")), \(results), \(order).", to: area.width - cellWidth(of: time) - 2,
        ellipsis: glyphs.ellipsis), x: area.x, y: y, style: .bold)
    canvas.put(time, x: area.right - cellWidth(of: time), y: y, style: .dim)
    return y + 1
  }

  private func figures(of run: RecordedRun, _ spec: ExperimentSpec, _ area: Rect) -> Lines {
    let sizes = settings(of: spec).sizes.count
    let made = (runs[spec.id] ?? []).suffix(sizes)
    if runsLive(spec), sizes > 1, made.count == sizes {
      return made.map { run in
        let processes = counted(run.report.processes, "process", plural: "processes")
        return TextLine("\(processes)   \(run.report.timeText(glyphs.notation))", .bold)
      }
    }
    let context = PaneContext(
      width: area.width, wholeWidth: area.width, height: area.height, glyphs: glyphs, now: clock.nanoseconds,
      secondsFromUTC: 0)
    if spec.cell != nil { return cellResult(of: run, spec, context) }
    return RunSummary(run: run, comparison: nil, context: context).lines
  }
}
