import Text

/// The items of a list, as the knob `items` has them: numbers, or any values.
package enum Items: Sendable, Equatable {
  /// Numbers, which is what most tasks take.
  case numbers([Double])
  /// JSON values that aren't all numbers.
  case values([JSONValue])

  /// Reads `5,5,5,5` or `0..<10`.
  init?(numbers text: String) {
    if text.contains("..<") {
      guard let range = numberRange(text, upTo: Knobs.mostItems) else { return nil }
      self = .numbers(range.map(Double.init))
      return
    }
    let items = text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
      Double(piece.filter { $0 != " " })
    }
    let known = items.compactMap { $0 }.filter(\.isFinite)
    guard !known.isEmpty, known.count == items.count, known.count <= Knobs.mostItems else { return nil }
    self = .numbers(known)
  }

  /// Reads a JSON array with at least one value; an array of numbers only is a list of numbers.
  init?(json text: String) {
    guard case .array(let values)? = JSONValue(text), !values.isEmpty, values.count <= Knobs.mostItems else {
      return nil
    }
    let numbers = values.compactMap(\.number)
    self = numbers.count == values.count ? .numbers(numbers) : .values(values)
  }

  /// The number of items.
  package var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .values(let values): values.count
    }
  }

  /// The items if all are numbers, otherwise none.
  package var numbers: [Double] { if case .numbers(let numbers) = self { numbers } else { [] } }

  /// The items as JSON values, whole numbers as such.
  package var values: [JSONValue] {
    switch self {
    case .numbers(let numbers): numbers.map { Int(exactly: $0).map(JSONValue.integer) ?? .double($0) }
    case .values(let values): values
    }
  }

  /// The items as they would be typed: consecutive whole numbers as a range, anything else as a list.
  package var text: String {
    switch self {
    case .values(let values): JSONValue.array(values).text
    case .numbers(let numbers): range(numbers) ?? numbers.map(formatItem).joined(separator: ",")
    }
  }

  /// The items in a description: the numbers if there are only a few, otherwise their number.
  var words: String {
    guard case .numbers(let numbers) = self, numbers.count <= 5 else { return counted(count, "item") }
    return "[" + numbers.map(formatItem).joined(separator: ", ") + "]"
  }

  private func range(_ items: [Double]) -> String? {
    let consecutive = items.count > 2 && zip(items, items.dropFirst()).allSatisfy { $1 == $0 + 1 }
    guard consecutive, let first = items.first, let last = items.last, first == first.rounded(), first >= 0,
      last < Double(Knobs.mostItems)
    else { return nil }
    return "\(formatItem(first))..<\(formatItem(last + 1))"
  }
}

/// An item as people write it: whole numbers without a decimal point.
package func formatItem(_ item: Double) -> String {
  Int(exactly: item).map(String.init) ?? String(item)
}
