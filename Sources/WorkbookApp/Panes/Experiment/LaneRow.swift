internal import Canvas
internal import Experiments
internal import Text

/// A worker's row, the same during a run and afterwards, so that nothing moves when the run ends.
struct LaneRow {
  /// The worker, counted from 0.
  var worker: Int
  var pid: Int32
  /// The machine; empty if it is the parent's.
  var host: String
  /// The items it took, or what it is doing.
  var taken: String
  var items: Int
  /// Seconds inside the task.
  var busy: Double
  /// Its busy time as a part of the map's time, 0 to 1.
  var fraction: Double
  /// What happened to earlier processes of this worker.
  var fates: [LaneFate] = []

  /// The row at a width.
  func line(width: Int, glyphs: Glyphs) -> TextLine {
    let isWide = width >= 66
    let ink = Style(.worker(worker))
    let pidText = pid == 0 ? "" : isWide ? "pid \(pid)" : String(pid)
    let barWidth = isWide ? 8 : 5
    let countText = isWide ? counted(items, "item") : formatCount(items)
    let columns = [LaneRow.nameWidth, isWide ? 12 : 8, isWide ? 15 : 9, 9, barWidth + 1]
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

  /// Columns of the worker's name.
  static let nameWidth = 11

  /// The rows that are shown.
  private static func shown(_ count: Int, aim: Int?, limit: Int) -> Range<Int> {
    guard count > limit else { return 0..<count }
    let first = max(0, min((aim ?? 0) - (limit - 2), count - (limit - 1)))
    return first..<(first + limit - 1)
  }

  /// The line of the worker that the cursor is at.
  static func line(of aim: Int, in rows: [LaneRow], limit: Int) -> Int {
    let shown = shown(rows.count, aim: aim, limit: limit)
    return rows[shown.lowerBound..<max(shown.lowerBound, min(aim, shown.upperBound))].reduce(0) {
      $0 + 1 + $1.fates.count
    }
  }

  /// The columns of the list of items in a row of a width.
  static func listWidth(_ width: Int) -> Int { max(4, width - (width >= 66 ? 56 : 43)) - 1 }

  /// Item indices as a list that fits: `0  4  8  …`; consecutive ones are a range, and those given out `again` are marked.
  static func list(
    _ items: some Sequence<Int>, again: [Range<Int>] = [], room: Int, glyphs: Glyphs
  ) -> String {
    var ranges: [(items: Range<Int>, isAgain: Bool)] = []
    // Each takes at least two columns, so that no more than half as many fit.
    for item in items {
      let isAgain = again.contains { $0.contains(item) }
      if let last = ranges.last, last.items.upperBound == item, last.isAgain == isAgain {
        ranges[ranges.count - 1].items = last.items.lowerBound..<(item + 1)
      } else {
        if ranges.count > room / 2 { break }
        ranges.append((item..<(item + 1), isAgain))
      }
    }
    let words = ranges.map { range, isAgain in
      let mark = isAgain ? String(glyphs.again) : ""
      if range.count > 2 { return "\(range.lowerBound)-\(range.upperBound - 1)\(mark)" }
      return range.map { "\($0)\(mark)" }.joined(separator: "  ")
    }
    let wide = words.joined(separator: "  ")
    let text = cellWidth(of: wide) <= room ? wide : words.joined(separator: " ")
    return truncate(text, to: max(1, room), ellipsis: glyphs.ellipsis)
  }

  /// The rows of workers, each with what happened to its processes. Beyond a limit they are summed up in one row; the
  /// worker that the cursor is at, `aim`, always has its own.
  static func lines(_ rows: [LaneRow], aim: Int? = nil, limit: Int, width: Int, glyphs: Glyphs) -> Lines {
    let shown = shown(rows.count, aim: aim, limit: limit)
    var lines = rows[shown].flatMap { row in
      [row.line(width: width, glyphs: glyphs)]
        + row.fates.map { $0.line(width: width, indent: LaneRow.nameWidth, glyphs: glyphs) }
    }
    if shown.count < rows.count {
      let rest = rows[..<shown.lowerBound] + rows[shown.upperBound...]
      let busiest = rest.map(\.busy).max() ?? 0
      let words =
        "and \(rest.count) more workers: \(counted(rest.reduce(0) { $0 + $1.items }, "item")), "
        + "busy for \(formatDuration(rest.map(\.busy).min() ?? 0)) to \(formatDuration(busiest))"
      lines.append(TextLine(truncate(words, to: width, ellipsis: glyphs.ellipsis), .dim))
    }
    return lines
  }
}
