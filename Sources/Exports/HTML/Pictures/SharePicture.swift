internal import Experiments
internal import WorkerPool
import Text

extension Picture {
  /// Which worker took which item; `nil` if that isn't known.
  static func shares(id: String, of run: RecordedRun, _ events: [PoolEvent]) -> Picture? {
    let report = run.report
    let workers = report.workers.count
    guard (2...256).contains(workers), report.items > 0 else { return nil }
    let fromEvents = ItemShares(events)
    let shares: ItemShares
    if fromEvents.items > 0 {
      shares = fromEvents
    } else if let assignment = report.assignment {
      shares = ItemShares(items: report.items, workers: workers, assignment: assignment)
    } else {
      return nil
    }
    return picture(id: id, shares, report)
  }

  private static func picture(id: String, _ shares: ItemShares, _ report: RunReport) -> Picture? {
    let number = min(shares.items, ItemShares.mostParts)
    let cells = shares.cells(number)
    guard cells.contains(where: { $0.worker != nil }) else { return nil }
    let columns = min(number, number <= 40 ? 20 : 40)
    let size = 680 / Double(columns > 20 ? 40 : 20)
    let rows = (number + columns - 1) / columns
    let each = number == shares.items ? "an item" : "about \(formatCount(shares.items / number)) items"
    let words = report.workers.map { "\($0.name) took \(counted($0.items, "item"))." }.prefix(64)
    var picture = Picture(
      id: id, title: "Which worker took which item",
      description: "\(counted(shares.items, "item")) in their order; a box is \(each). " + words.joined(separator: " "),
      width: 692, height: Double(rows) * size + 12)
    let isSmall = columns > 20
    for run in neighbours(cells, columns: columns) {
      let x = 6 + Double(run.lowerBound % columns) * size
      let y = 6 + Double(run.lowerBound / columns) * size
      let width = Double(run.count) * size
      let cell = cells[run.lowerBound]
      let look = cell.worker.map { Picture.look(of: $0) + (cell.isMixed ? " mixed" : "") } ?? "open"
      picture.box(look, x: x, y: y, width: width - 2, height: size - 2)
      if let worker = cell.worker {
        picture.words(
          String(worker + 1), x: x + width / 2 - 1, y: y + size / 2 + (isSmall ? 3 : 4), anchor: .middle,
          look: isSmall ? "inside small" : "inside")
      }
    }
    return picture
  }

  /// Neighbouring cells that look the same, row by row. A few cells stay apart, so that they can be counted.
  private static func neighbours(_ cells: [ItemShares.Cell], columns: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in cells.indices {
      if let last = runs.last, columns > 20, !index.isMultiple(of: columns), cells[last.lowerBound] == cells[index] {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }

  /// How long each worker was busy; for runs without events.
  static func busyTimes(id: String, of run: RecordedRun) -> Picture? {
    let workers = run.report.workers.prefix(64)
    guard workers.count > 1, let longest = workers.map(\.busy_s).max(), longest > 0, longest.isFinite else {
      return nil
    }
    let words = workers.map {
      "\($0.name) was busy for \(formatDuration($0.busy_s)) with \(counted($0.items, "item"))."
    }
    let (left, plot, row) = (72.0, 440.0, 22.0)
    var picture = Picture(
      id: id, title: "How long each worker was busy", description: words.joined(separator: " "), width: 692,
      height: Double(workers.count) * row + 12)
    for (index, worker) in workers.enumerated() {
      let y = Double(index) * row + 8
      let length = max(0, worker.busy_s) / longest * plot
      picture.words(worker.name, x: left - 8, y: y + 12, anchor: .end)
      picture.box(look(of: index), x: left, y: y, width: max(1, length), height: row - 6)
      picture.words(
        "\(formatDuration(worker.busy_s)), \(counted(worker.items, "item"))", x: left + max(1, length) + 8, y: y + 12)
    }
    return picture
  }
}
