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
    let rows = max(3, area.height - 3)
    let all = track.parcels.count
    let boxHeight = all * 3 <= rows ? 3 : 1
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
    let top = area.y + 2
    let places = workerPlaces(shown, rows: rows)
    var wires = Wires()
    for (index, parcel) in shown.enumerated() {
      let y = top + index * boxHeight
      let middleRow = y + boxHeight / 2
      draw(parcel, isBack: false, on: &canvas, x: columns.list, y: y, width: box, height: boxHeight)
      draw(parcel, isBack: true, on: &canvas, x: columns.back, y: y, width: box, height: boxHeight)
      guard let chip = parcel.chip, let place = places.rows[chip.worker] else { continue }
      let style = Style(.worker(chip.worker), bold: isHere(chip))
      let lane = places.order[chip.worker] ?? 0
      let workerRow = top + place + places.height / 2
      wires.connect(
        from: columns.list + box, middleRow, to: columns.worker - 1, workerRow,
        turningAt: columns.list + box + 1 + lane * 2 % max(1, gutter - 2), style: style)
      if parcel.isBack {
        wires.connect(
          from: columns.worker + middle, workerRow, to: columns.back - 1, middleRow,
          turningAt: columns.back - 2 - lane * 2 % max(1, gutter - 2), style: style)
      }
    }
    wires.draw(on: &canvas, glyphs: glyphs)
    let under = track.progress(after: timeline.count).underWay.map { track.chips[$0] }
    for (worker, row) in places.rows {
      drawWorker(
        worker, under.first { $0.worker == worker }, on: &canvas, x: columns.worker, y: top + row, width: middle,
        height: places.height)
    }
    drawNotes(shown.count, all, places.rows.count, on: &canvas, area, columns.worker)
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

  /// The row of each worker: those that take something in the order of what they take, then the others.
  private func workerPlaces(
    _ parcels: [Parcel], rows: Int
  ) -> (rows: [Int: Int], order: [Int: Int], height: Int) {
    var sums: [Int: (sum: Int, count: Int)] = [:]
    let order = Dictionary(uniqueKeysWithValues: parcels.enumerated().map { ($1.items, $0) })
    let end = parcels.last?.items.lowerBound ?? -1
    for chip in track.chips where !chip.isLost && chip.items.lowerBound <= end {
      guard let index = order[chip.items] else { continue }
      sums[chip.worker, default: (0, 0)].sum += index
      sums[chip.worker, default: (0, 0)].count += 1
    }
    let workers = (0..<track.workers).sorted { a, b in
      let (left, right) = (sums[a], sums[b])
      guard let left, let right else { return left != nil || (right == nil && a < b) }
      let (x, y) = (Double(left.sum) / Double(left.count), Double(right.sum) / Double(right.count))
      return (x, a) < (y, b)
    }
    let height = workers.count * 3 <= rows ? 3 : 1
    let shown = workers.prefix(rows / height)
    let gap = shown.count > 1 ? min(2, (rows - shown.count * height) / (shown.count - 1)) : 0
    return (
      Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0 * (height + gap)) }),
      Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) }), height
    )
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
    let number = "#" + (parcel.items.count == 1 ? String(parcel.items.lowerBound) : timeline.labels.chip(parcel.items))
    let value = timeline.labels.value(of: parcel.items.lowerBound).map { parcel.items.count == 1 ? $0 : "" } ?? ""
    let name = isBack && !parcel.isBack ? "" : value.isEmpty ? number : "\(fit(number, to: 4)) \(value)"
    frame(name, on: &canvas, x: x, y: y, width: width, height: height, style: isThere ? .bold : .dim)
  }

  private func drawWorker(
    _ worker: Int, _ now: ReplayTrack.Chip?, on canvas: inout Canvas, x: Int, y: Int, width: Int, height: Int
  ) {
    let isUseful = track.useful.contains(worker)
    let isBusy = now != nil
    let what = now.map { " has \(timeline.labels.chip($0.items))" } ?? (isUseful ? "" : " took nothing")
    let name =
      width >= 20 ? "worker \(worker + 1)\(what)" : "\(worker + 1)\(now == nil && !isUseful ? " nothing" : what)"
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
    _ shown: Int, _ all: Int, _ workers: Int, on canvas: inout Canvas, _ area: Rect, _ column: Int
  ) {
    if shown < all {
      canvas.put("and \(formatCount(all - shown)) more", x: area.x, y: area.y + 2 + shown, style: .dim)
    }
    if workers < track.workers {
      canvas.put("and \(track.workers - workers) more workers", x: column, y: area.bottom - 1, style: .dim)
    }
  }
}
