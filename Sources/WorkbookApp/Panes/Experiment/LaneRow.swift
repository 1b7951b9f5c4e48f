internal import Canvas
internal import Experiments

/// One worker's row, the same while a run goes on and afterwards, so that nothing moves when it ends.
struct LaneRow {
  /// The worker, counted from 0.
  var worker: Int
  var pid: Int32
  /// The machine, where it isn't the parent's.
  var host: String
  /// Which items it took, or what it is at.
  var taken: String
  var items: Int
  /// Seconds inside the task.
  var busy: Double
  /// Its part of the map's time, 0 to 1.
  var fraction: Double

  /// The row at a width.
  func line(width: Int, glyphs: Glyphs) -> TextLine {
    let isWide = width >= 66
    let ink = Style(.worker(worker))
    let pidText = pid == 0 ? "" : isWide ? "pid \(pid)" : String(pid)
    let barWidth = isWide ? 8 : 5
    let countText = isWide ? counted(items, "item") : grouped(items)
    let columns = [11, isWide ? 12 : 8, isWide ? 15 : 9, 9, barWidth + 1]
    let flexible = max(4, width - columns.reduce(0, +))
    var runs = [StyledRun(fit("worker \(worker + 1)", to: columns[0]), ink)]
    let place = host.isEmpty ? pidText : "\(pidText) \(host)"
    runs.append(StyledRun(fit(place, to: columns[1], ellipsis: glyphs.ellipsis), .dim))
    runs.append(StyledRun(fit(taken, to: flexible, ellipsis: glyphs.ellipsis)))
    runs.append(StyledRun(fit(countText, to: columns[2], .right, ellipsis: glyphs.ellipsis)))
    runs.append(StyledRun(fit(formatDuration(busy), to: columns[3], .right, ellipsis: glyphs.ellipsis)))
    runs.append(StyledRun(" " + bar(fraction, width: barWidth, glyphs: glyphs), ink))
    return TextLine(runs: runs)
  }

  /// How many columns the list of items has at a width.
  static func listWidth(_ width: Int) -> Int { max(4, width - (width >= 66 ? 56 : 43)) - 1 }

  /// Item indices as a list no longer than its room: `0  4  8  …`; consecutive ones as a range.
  static func list(_ items: some Sequence<Int>, total: Int, room: Int, glyphs: Glyphs) -> String {
    var ranges: [Range<Int>] = []
    // Each takes two columns at least, so that no more than half the room can show.
    for item in items {
      if let last = ranges.last, last.upperBound == item {
        ranges[ranges.count - 1] = last.lowerBound..<(item + 1)
      } else {
        if ranges.count > room / 2 { break }
        ranges.append(item..<(item + 1))
      }
    }
    let words = ranges.map {
      $0.count > 2 ? "\($0.lowerBound)-\($0.upperBound - 1)" : $0.map(String.init).joined(separator: "  ")
    }
    return truncate(words.joined(separator: "  "), to: max(1, room), ellipsis: glyphs.ellipsis)
  }

  /// Rows of workers, those beyond a limit summed up in one.
  static func lines(_ rows: [LaneRow], limit: Int, width: Int, glyphs: Glyphs) -> Lines {
    let shown = rows.count > limit ? limit - 1 : rows.count
    var lines = rows.prefix(shown).map { $0.line(width: width, glyphs: glyphs) }
    if shown < rows.count {
      let rest = rows.dropFirst(shown)
      let busiest = rest.map(\.busy).max() ?? 0
      let words =
        "and \(rest.count) more workers: \(counted(rest.reduce(0) { $0 + $1.items }, "item")), "
        + "busy for \(formatDuration(rest.map(\.busy).min() ?? 0)) to \(formatDuration(busiest))"
      lines.append(TextLine(truncate(words, to: width, ellipsis: glyphs.ellipsis), .dim))
    }
    return lines
  }
}
