internal import Canvas
internal import Text

/// A lane for each worker, as tall as fits, with the items in it.
struct ReplayLanes {
  let timeline: Timeline
  let track: ReplayTrack
  let glyphs: Glyphs

  /// What was drawn: how many rows, and a note about what isn't shown.
  struct Drawn {
    var height: Int
    var note: String
  }

  /// Draws the lanes of as many workers as fit, the worker of the last step among them.
  func draw(on canvas: inout Canvas, in area: Rect) -> Drawn {
    let block = min(5, max(1, area.height / max(1, track.workers)))
    let chipHeight = [1, 1, 2, 2, 3, 3][block]
    // One row between lanes is enough if the chips have more than one.
    let room = max(1, area.height / block)
    let here = timeline.step.map { track.worker(of: $0) } ?? 0
    let first = max(0, min(here - room / 2, track.workers - room))
    let last = min(track.workers, first + room)
    let label = area.width >= 100 ? 11 : 5
    let plot = Rect(x: area.x + label, y: area.y, width: area.width - label, height: area.height)
    let axis = ReplayAxis(timeline, width: plot.width)
    for worker in first..<last {
      drawName(of: worker, on: &canvas, x: area.x, y: area.y + (worker - first) * block, chipHeight, label, here)
    }
    // The last chip of each worker, drawn when one comes that isn't in the same cells: a long run has a thousand chips
    // in a cell.
    var pending: [Int: (index: Int, columns: Range<Int>)] = [:]
    func drawPending(of worker: Int, on canvas: inout Canvas) {
      guard let (index, columns) = pending[worker] else { return }
      let y = plot.y + (worker - first) * block
      draw(
        track.chips[index], index, on: &canvas, columns.lowerBound + plot.x..<columns.upperBound + plot.x, y, chipHeight
      )
    }
    for (index, chip) in track.chips.enumerated() where chip.worker >= first && chip.worker < last {
      guard let columns = axis.columns(of: chip) else { continue }
      if pending[chip.worker]?.columns != columns { drawPending(of: chip.worker, on: &canvas) }
      pending[chip.worker] = (index, columns)
    }
    for worker in first..<last {
      drawPending(of: worker, on: &canvas)
      var lastColumn: Int?
      for index in track.changes[worker] where index < timeline.count && !track.losses.contains(index) {
        // If it had items, their chip ends with the mark.
        guard case .died = track.steps[index].kind, let column = axis.column(ofStep: index), column != lastColumn else {
          continue
        }
        lastColumn = column
        let y = plot.y + (worker - first) * block + (chipHeight == 3 ? 1 : 0)
        canvas.put(String(glyphs.lost), x: plot.x + column, y: y, style: .bold)
      }
    }
    let note = last - first < track.workers ? "workers \(first + 1) to \(last) of \(track.workers)" : ""
    return Drawn(height: (last - first) * block, note: note)
  }

  /// The style of what belongs to a worker: plain and dim if another one is pointed at.
  private func style(of worker: Int, bold: Bool) -> Style {
    guard let pointedAt = timeline.pointedAt, pointedAt != worker else {
      return Style(.worker(worker), bold: bold || timeline.pointedAt == worker)
    }
    return .dim
  }

  private func drawName(
    of worker: Int, on canvas: inout Canvas, x: Int, y: Int, _ chipHeight: Int, _ width: Int, _ here: Int
  ) {
    let style = style(of: worker, bold: worker == here && timeline.step != nil)
    let row = chipHeight == 3 ? y + 1 : y
    canvas.put(String(worker + 1), x: x + 1, y: row, style: style)
    let process = track.processes[safe: worker] ?? .init()
    let pid = track.process(of: worker, after: timeline.count)
    guard width > 5 else {
      if chipHeight > 1, pid != process.pid { canvas.put(pid == nil ? "gone" : "new", x: x, y: row + 1, style: .dim) }
      return
    }
    let words = pid.map { "\($0 == process.pid ? "pid " : "new ")\($0)" } ?? "gone"
    let place = process.host.isEmpty || process.host == timeline.host ? words : process.host
    if chipHeight > 1 {
      canvas.put(fit(place, to: width - 2, ellipsis: glyphs.ellipsis), x: x + 1, y: row + 1, style: .dim)
    } else if process.host != timeline.host, !process.host.isEmpty {
      canvas.put(fit(place, to: width - 5, ellipsis: glyphs.ellipsis), x: x + 4, y: row, style: .dim)
    }
  }

  private func draw(
    _ chip: ReplayTrack.Chip, _ index: Int, on canvas: inout Canvas, _ columns: Range<Int>, _ y: Int, _ height: Int
  ) {
    let isOver = chip.end.map { $0 < timeline.count } ?? false
    let isHere =
      switch timeline.step?.kind {
      case .took(index), .finished(index): true
      default: false
      }
    let again = chip.isAgain ? String(glyphs.again) : ""
    let name = timeline.labels.chip(chip.items, room: columns.count - 2 - cellWidth(of: again))
    ReplayChip(
      label: name + again, height: height,
      style: style(of: chip.worker, bold: isHere), isOpen: !isOver, isLost: isOver && chip.isLost, glyphs: glyphs
    ).draw(on: &canvas, columns: columns, y: y)
  }
}
