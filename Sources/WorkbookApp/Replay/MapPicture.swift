internal import Canvas
internal import Text

/// A map as a picture: the list, the workers, and the list that comes back, with a line for the way of each item.
struct MapPicture {
  let timeline: Timeline
  let track: ReplayTrack
  let glyphs: Glyphs

  /// What travels together: an item, or a chunk of several.
  private struct Parcel {
    var items: Range<Int>
    /// The chip that has it, or had it last, after the steps so far.
    var chip: ReplayTrack.Chip?
    var isBack = false
  }

  /// Draws it.
  func draw(on canvas: inout Canvas, in area: Rect) {
    let all = track.parcels.count
    let below = max(3, area.height - 1)
    let boxHeight = all * 3 <= below ? 3 : 1
    // A blank row below the titles, if everything fits.
    let gap = all * boxHeight < below ? 1 : 0
    let rows = below - gap
    let most = boxHeight == 3 ? all : min(all, rows)
    let shown = parcels(most == all ? most : most - 1)
    let box = min(18, max(9, area.width / 7))
    let middle = min(26, max(11, area.width / 6))
    let gutter = (area.width - 2 * box - middle) / 2
    let columns = (list: area.x, worker: area.x + box + gutter, back: area.x + box + gutter * 2 + middle)
    for (x, width, title) in [
      (columns.list, box, "your list"), (columns.worker, middle, "a worker"), (columns.back, box, "the results"),
    ] {
      canvas.put(title, x: x + max(0, (width - title.count) / 2), y: area.y, style: .dim)
    }
    let top = area.y + 1 + gap
    let places = places(shown, boxHeight: boxHeight, rows: rows, lanes: (gutter - 2) / 2)
    var wires = Wires()
    for (index, parcel) in shown.enumerated() {
      let y = top + index * boxHeight
      let middleRow = y + boxHeight / 2
      draw(parcel, isBack: false, on: &canvas, x: columns.list, y: y, width: box, height: boxHeight)
      draw(parcel, isBack: true, on: &canvas, x: columns.back, y: y, width: box, height: boxHeight)
      guard let chip = parcel.chip, let place = places.rows[chip.worker] else { continue }
      let style = Style(.worker(chip.worker), bold: isHere(chip))
      let lane = places.lanes[chip.worker] ?? 0
      let workerRow = top + place + places.height / 2
      wires.connect(
        from: columns.list + box, middleRow, to: columns.worker - 1, workerRow,
        turningAt: columns.list + box + 1 + lane * 2, style: style)
      if parcel.isBack {
        wires.connect(
          from: columns.worker + middle, workerRow, to: columns.back - 1, middleRow,
          turningAt: columns.back - 2 - lane * 2, style: style)
      }
    }
    wires.draw(on: &canvas, glyphs: glyphs)
    let under = track.progress(after: timeline.count).underWay.map { track.chips[$0] }
    for (worker, row) in places.rows {
      drawWorker(
        worker, under.first { $0.worker == worker }, on: &canvas, x: columns.worker, y: top + row, width: middle,
        height: places.height)
    }
    drawNotes(shown.count, all, places.rows.count, on: &canvas, area, columns.worker, top)
  }

  /// The first parcels in the order of the list.
  private func parcels(_ number: Int) -> [Parcel] {
    let ranges = track.parcels.prefix(number)
    var parcels = ranges.map { Parcel(items: $0) }
    let places = Dictionary(uniqueKeysWithValues: ranges.enumerated().map { ($1, $0) })
    let end = ranges.last?.lowerBound ?? -1
    for chip in track.chips where chip.items.lowerBound <= end && chip.start < timeline.count {
      guard let place = places[chip.items] else { continue }
      parcels[place].chip = chip
      parcels[place].isBack = !chip.isLost && chip.end.map { $0 < timeline.count } ?? false
    }
    return parcels
  }

  /// Where the workers are from the start to the end, with a row for those that don't fit.
  private func places(_ parcels: [Parcel], boxHeight: Int, rows: Int, lanes: Int) -> MapPlaces {
    let order = Dictionary(uniqueKeysWithValues: parcels.enumerated().map { ($1.items, $0) })
    var takers = Array(repeating: [Int](), count: parcels.count)
    let end = parcels.last?.items.lowerBound ?? -1
    for chip in track.chips where chip.items.lowerBound <= end {
      if let index = order[chip.items] { takers[index].append(chip.worker) }
    }
    func places(_ rows: Int) -> MapPlaces {
      MapPlaces(takers: takers, workers: track.workers, boxHeight: boxHeight, rows: rows, lanes: lanes)
    }
    let all = places(rows)
    return all.rows.count == track.workers ? all : places(rows - 1)
  }

  private func isHere(_ chip: ReplayTrack.Chip) -> Bool {
    switch timeline.step?.kind {
    case .took(let index), .finished(let index): track.chips[index] == chip
    default: false
    }
  }

  private func draw(
    _ parcel: Parcel, isBack: Bool, on canvas: inout Canvas, x: Int, y: Int, width: Int, height: Int
  ) {
    let isThere = isBack ? parcel.isBack : parcel.chip == nil
    let number = "#" + (parcel.items.count == 1 ? String(parcel.items.lowerBound) : timeline.labels.short(parcel.items))
    let value = timeline.labels.value(of: parcel.items.lowerBound).map { parcel.items.count == 1 ? $0 : "" } ?? ""
    let name = isBack && !parcel.isBack ? "" : value.isEmpty ? number : "\(fit(number, to: 4)) \(value)"
    frame(name, on: &canvas, x: x, y: y, width: width, height: height, style: isThere ? .bold : .dim)
  }

  private func drawWorker(
    _ worker: Int, _ now: ReplayTrack.Chip?, on canvas: inout Canvas, x: Int, y: Int, width: Int, height: Int
  ) {
    let isUseful = track.useful.contains(worker)
    let isBusy = now != nil
    let isWide = width >= 20
    let who = isWide ? "worker \(worker + 1)" : "\(worker + 1)"
    let room = width - 2 - who.count - " has ".count
    let what =
      now.map { " has \(timeline.labels.chip($0.items, room: room))" }
      ?? (isUseful ? "" : isWide ? " took nothing" : " nothing")
    let name = who + what
    frame(
      name, on: &canvas, x: x, y: y, width: width, height: height,
      style: Style(.worker(worker), bold: isBusy, dim: !isUseful))
  }

  /// A box with a text in its middle; in a single row, the text between brackets.
  private func frame(
    _ text: String, on canvas: inout Canvas, x: Int, y: Int, width: Int, height: Int, style: Style
  ) {
    let inside = fit(
      truncate(text, to: width - 2, ellipsis: glyphs.ellipsis), to: width - 2, .center)
    guard height == 3 else {
      canvas.put("[\(inside)]", x: x, y: y, style: style)
      return
    }
    let line = String(repeating: String(glyphs.horizontal), count: width - 2)
    let side = String(glyphs.vertical)
    canvas.put(glyphs.isASCII ? "+\(line)+" : "┌\(line)┐", x: x, y: y, style: style)
    canvas.put("\(side)\(inside)\(side)", x: x, y: y + 1, style: style)
    canvas.put(glyphs.isASCII ? "+\(line)+" : "└\(line)┘", x: x, y: y + 2, style: style)
  }

  private func drawNotes(
    _ shown: Int, _ all: Int, _ workers: Int, on canvas: inout Canvas, _ area: Rect, _ column: Int, _ top: Int
  ) {
    if shown < all {
      canvas.put("and \(formatCount(all - shown)) more", x: area.x, y: top + shown, style: .dim)
    }
    if workers < track.workers {
      canvas.put("and \(track.workers - workers) more workers", x: column, y: area.bottom - 1, style: .dim)
    }
  }
}
