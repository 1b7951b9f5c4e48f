import WorkerPool

extension KnobName {
  /// The knob's value as it would be typed.
  public func text(of knobs: Knobs) -> String {
    switch self {
    case .processes: String(knobs.processes)
    case .chunk: if case .items(let count) = knobs.chunk { String(count) } else { "auto" }
    case .schedule: knobs.schedule.rawValue
    case .repeats: String(knobs.repeats)
    case .seed: if let root = knobs.seeding.root { String(root) } else { "pid" }
    case .seeding: knobs.seeding.word
    case .items: knobs.values.map { JSONValue.array($0).text } ?? Self.text(ofItems: knobs.items)
    case .samples: String(knobs.samples)
    case .range: "\(knobs.range.lowerBound)..<\(knobs.range.upperBound)"
    case .limit: knobs.limit.map(formatItem) ?? "none"
    }
  }

  /// A run of consecutive whole numbers as a range, anything else as a list.
  static func text(ofItems items: [Double]) -> String {
    let consecutive = items.count > 2 && zip(items, items.dropFirst()).allSatisfy { $1 == $0 + 1 }
    if consecutive, let first = items.first, let last = items.last, first == first.rounded(), first >= 0,
      last < Double(KnobName.mostItems)
    {
      return "\(formatItem(first))..<\(formatItem(last + 1))"
    }
    return items.map(formatItem).joined(separator: ",")
  }
}

/// An item as people write it: whole numbers without a decimal point.
public func formatItem(_ item: Double) -> String {
  Int(exactly: item).map(String.init) ?? String(item)
}

extension Seeding {
  /// The seed that everything starts from, unless it starts from pids.
  public var root: UInt64? {
    switch self {
    case .processID: nil
    case .same(let root), .perItem(let root): root
    }
  }

  /// The word for it: `pid`, `same` or `item`.
  public var word: String {
    switch self {
    case .processID: "pid"
    case .same: "same"
    case .perItem: "item"
    }
  }
}
