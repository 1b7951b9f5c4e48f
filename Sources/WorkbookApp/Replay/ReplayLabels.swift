internal import Canvas
internal import Experiments
internal import Text

/// What items are called in a replay: by their values where the list has values of its own that mean something, otherwise
/// by their numbers.
struct ReplayLabels: Sendable, Equatable {
  /// The most items whose values are kept.
  private static let most = 10_000
  /// The most characters of a value.
  private static let longest = 12

  /// The values as text; empty if every item is its own number, or there are too many.
  private let values: [String]
  /// Whether several items have the same value, so that a chip needs the number, too.
  private let hasRepeats: Bool

  /// The names of a run's items.
  init(_ run: RecordedRun) { self.init(run.report.task, run.knobs) }

  /// The names of the items of a task.
  init(_ task: ExperimentTask, _ knobs: Knobs) {
    let items = knobs.items
    guard task.knobs.contains(.items), !task.traits.contains(.itemsAreTimes), items.count <= Self.most else {
      (values, hasRepeats) = ([], false)
      return
    }
    let texts = items.values.map { value in
      let text = visible(value.text, onOneLine: true)
      return text.count > Self.longest ? text.prefix(Self.longest - 1) + "…" : text
    }
    values = texts.enumerated().allSatisfy { String($0) == $1 } ? [] : texts
    hasRepeats = Set(values).count < values.count
  }

  /// The value of an item; `nil` if it is its own number.
  func value(of item: Int) -> String? { values[safe: item] }

  /// The value that all items have; `nil` if they differ, or are their own numbers.
  var commonValue: String? { values.allSatisfy { $0 == values.first } ? values.first : nil }

  /// What items are called in a list: a value, a number, or the first and the last number.
  func short(_ items: Range<Int>) -> String {
    if items.count == 1 { return value(of: items.lowerBound) ?? String(items.lowerBound) }
    return "\(items.lowerBound)-\(max(items.lowerBound, items.upperBound - 1))"
  }

  /// What a chip says: as in a list, but for one of several items with the same value `#1 5`, or `#1` if that is wider
  /// than the chip's room.
  func chip(_ items: Range<Int>, room: Int = 0) -> String {
    guard hasRepeats, items.count == 1 else { return short(items) }
    let number = "#\(items.lowerBound)"
    let both = "\(number) \(short(items))"
    return cellWidth(of: both) <= room ? both : number
  }

  /// Items in a sentence: `item 5`, `item 1, which is 5`, `items 0 to 24`.
  func words(_ items: Range<Int>) -> String {
    guard items.count == 1 else {
      let last = max(items.lowerBound, items.upperBound - 1)
      return "items \(formatCount(items.lowerBound)) to \(formatCount(last))"
    }
    let number = "item \(formatCount(items.lowerBound))"
    return value(of: items.lowerBound).map { "\(number), which is \($0)" } ?? number
  }
}
