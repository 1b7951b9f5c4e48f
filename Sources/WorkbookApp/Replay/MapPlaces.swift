/// Where the workers of a map's picture are, so that each way of an item can be told from the others without colours.
///
/// A worker is in the row of the first item that it takes. The ways of its other items come to it from below, in a column
/// that no other way shares there: they meet at corners and tees, and every cross is two ways that have nothing in common.
struct MapPlaces: Equatable {
  /// The top row of each worker that is shown.
  private(set) var rows: [Int: Int] = [:]
  /// The column in which a worker's ways turn, counted from the list.
  private(set) var lanes: [Int: Int] = [:]
  /// Rows of a worker.
  private(set) var height = 3

  /// Finds the places.
  ///
  /// - Parameters:
  ///   - takers: The workers that take each item in sight, in turn; the last one keeps it.
  ///   - workers: The number of workers.
  ///   - boxHeight: Rows of an item.
  ///   - rows: Rows of the picture.
  ///   - lanes: The number of columns for ways; if there are more ways side by side, some share one.
  init(takers: [[Int]], workers: Int, boxHeight: Int, rows count: Int, lanes columns: Int) {
    var spans: [Int: ClosedRange<Int>] = [:]
    var first: [Int: Int] = [:]
    for (index, takers) in takers.enumerated() {
      for worker in takers { spans[worker] = (spans[worker]?.lowerBound ?? index)...index }
      if let worker = takers.last, first[worker] == nil { first[worker] = index }
    }
    height = boxHeight == 3 && workers * 3 <= count ? 3 : 1
    for (worker, index) in first { rows[worker] = index * boxHeight + boxHeight / 2 - height / 2 }
    var ends: [Int] = []
    for (worker, span) in spans.sorted(by: { ($0.value.lowerBound, $0.key) < ($1.value.lowerBound, $1.key) }) {
      let free = ends.firstIndex { $0 < span.lowerBound } ?? ends.count
      if free < ends.count { ends[free] = span.upperBound } else { ends.append(span.upperBound) }
      lanes[worker] = free % max(1, columns)
    }
    placeOthers(workers, count)
  }

  /// Places the workers that have none of these items: below the others, or else between them.
  private mutating func placeOthers(_ workers: Int, _ count: Int) {
    var isFree = Array(repeating: true, count: max(0, count))
    for row in rows.values {
      for used in row..<row + height where isFree.indices.contains(used) { isFree[used] = false }
    }
    func fits(_ row: Int) -> Bool { row + height <= count && isFree[row..<row + height].allSatisfy { $0 } }
    let last = rows.values.max().map { $0 + height } ?? 0
    for worker in 0..<max(0, workers) where rows[worker] == nil {
      guard let row = (last..<max(last, count)).first(where: fits) ?? (0..<last).first(where: fits) else { return }
      rows[worker] = row
      for used in row..<row + height { isFree[used] = false }
    }
  }
}
