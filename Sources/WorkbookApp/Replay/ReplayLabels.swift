internal import Experiments
internal import Text

/// What items are called in a replay: by their values where the list has values of its own, otherwise by their numbers.
struct ReplayLabels: Sendable, Equatable {
  /// The most items whose values are kept.
  private static let most = 10_000
  /// The most characters of a value.
  private static let longest = 12

  /// The values as text; empty if every item is its own number, or there are too many.
  private let values: [String]

  /// The names of a run's items.
  init(_ run: RecordedRun) { self.init(run.report.task, run.knobs) }

  /// The names of the items of a task.
  init(_ task: ExperimentTask, _ knobs: Knobs) {
    let items = knobs.items
    guard task.knobs.contains(.items), items.count <= Self.most else {
      values = []
      return
    }
    let texts = items.values.map { value in
      let text = visible(value.text, onOneLine: true)
      return text.count > Self.longest ? text.prefix(Self.longest - 1) + "…" : text
    }
    values = texts.enumerated().allSatisfy { String($0) == $1 } ? [] : texts
  }

  /// The value of an item; `nil` if it is its own number.
  func value(of item: Int) -> String? { values[safe: item] }

  /// What a chip says: a value, a number, or the first and the last number.
  func chip(_ items: Range<Int>) -> String {
    if items.count == 1 { return value(of: items.lowerBound) ?? String(items.lowerBound) }
    return "\(items.lowerBound)-\(max(items.lowerBound, items.upperBound - 1))"
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
