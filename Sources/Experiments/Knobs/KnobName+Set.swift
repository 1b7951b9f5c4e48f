import Text
import WorkerPool

extension KnobName {
  /// The largest pool.
  static let mostProcesses = 256
  /// The most items of a list, so that no line of text can ask for all of memory.
  static let mostItems = 1_000_000
  /// The most samples, so that their sums stay exact.
  static let mostSamples = 1_000_000_000_000
  /// The end of the largest range: squares of its roots still fit 64 bits.
  static let rangeEnd = 1_000_000_000_000
  /// The most candidates, so that one answer for each has room in memory.
  static let mostCandidates = 100_000_000
  /// The end of the largest range of `divisors`, whose work grows with the square of it.
  static let divisorsEnd = 1_000_000
  /// The longest sleep of one item, seconds.
  static let longestSleep = 3600.0

  /// Sets the knob from text; throws one sentence that says what the knob takes, and changes nothing then.
  public func set(_ text: String, in knobs: inout Knobs) throws(KnobError) {
    let word = String(text.drop { $0 == " " || $0 == "\t" })
    switch self {
    case .processes: knobs.processes = try whole(word, 1...Self.mostProcesses)
    case .chunk: knobs.chunk = word == "auto" ? .auto : .items(try whole(word, 1...Self.mostSamples))
    case .schedule: knobs.schedule = try schedule(word)
    case .repeats: knobs.repeats = try whole(word, 1...1000)
    case .seed: knobs.seeding = try seeding(word, before: knobs.seeding)
    case .seeding: knobs.seeding = try seeding(of: word, before: knobs.seeding)
    case .items: (knobs.items, knobs.values) = try items(word)
    case .samples: knobs.samples = try whole(word, 1...Self.mostSamples)
    case .limit: knobs.limit = try limit(word)
    case .range: knobs.range = try range(word, upTo: Self.rangeEnd)
    }
  }

  private func refuse(_ text: String, _ wanted: String) -> KnobError {
    KnobError("\(rawValue) is \(wanted), not “\(text.prefix(40))”.")
  }

  private func whole(_ text: String, _ bounds: ClosedRange<Int>) throws(KnobError) -> Int {
    guard let value = wholeNumber(text), bounds.contains(value) else {
      throw refuse(text, "a whole number from \(bounds.lowerBound) to \(formatCount(bounds.upperBound))")
    }
    return value
  }

  private func schedule(_ text: String) throws(KnobError) -> Schedule {
    guard let schedule = Schedule(rawValue: text) else {
      throw refuse(text, Schedule.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return schedule
  }

  private func seeding(_ text: String, before: Seeding) throws(KnobError) -> Seeding {
    if text == "pid" { return .processID }
    guard let root = UInt64(text) else { throw refuse(text, "a whole number from 0, or pid") }
    if case .perItem = before { return .perItem(root) }
    return .same(root)
  }

  private func seeding(of word: String, before: Seeding) throws(KnobError) -> Seeding {
    switch word {
    case "pid": return .processID
    case "same": return .same(before.root ?? 0)
    case "item": return .perItem(before.root ?? 0)
    default: throw refuse(word, "pid, same or item")
    }
  }

  private func limit(_ word: String) throws(KnobError) -> Double? {
    if word == "none" { return nil }
    guard let seconds = Double(word), (0.001...Self.longestSleep).contains(seconds) else {
      throw refuse(word, "a number of seconds from 0.001 to 3600, or none")
    }
    return seconds
  }

  /// Numbers, where all items are; otherwise values.
  private func items(_ text: String) throws(KnobError) -> ([Double], [JSONValue]?) {
    if text.hasPrefix("[") { return try values(text) }
    if text.contains("..<") { return (try range(text, upTo: Self.mostItems).map(Double.init), nil) }
    let items = text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
      Double(piece.filter { $0 != " " })
    }
    let known = items.compactMap { $0 }.filter(\.isFinite)
    guard !known.isEmpty, known.count == items.count, known.count <= Self.mostItems else {
      throw refuse(text, "a list like 5,5,5,5 or a range like 0..<10")
    }
    return (known, nil)
  }

  private func values(_ text: String) throws(KnobError) -> ([Double], [JSONValue]?) {
    guard case .array(let values)? = JSONValue(text), !values.isEmpty, values.count <= Self.mostItems else {
      throw refuse(text, "a list like 5,5,5,5, a range like 0..<10 or a JSON array like [\"a\", \"b\"]")
    }
    let numbers = values.compactMap(\.number)
    return numbers.count == values.count ? (numbers, nil) : ([], values)
  }

  private func range(_ text: String, upTo end: Int) throws(KnobError) -> Range<Int> {
    let sides = text.split(separator: "..<", omittingEmptySubsequences: false).map { wholeNumber(String($0)) }
    guard sides.count == 2, let first = sides[0], let last = sides[1], first < last, last <= end else {
      throw refuse(text, "a range like 100..<200, whole numbers up to \(formatCount(end))")
    }
    return first..<last
  }
}

/// Reads a whole number as people type it: `100 000 000`, `100_000_000`, `1e8`.
func wholeNumber(_ text: String) -> Int? {
  let plain = text.filter { !" _\u{202F}\u{2009}\u{00A0}".contains($0) }
  if let value = Int(plain), value >= 0 { return value }
  guard plain.contains(where: { "eE".contains($0) }), let value = Double(plain), value >= 0 else { return nil }
  return Int(exactly: value)
}

extension TaskName {
  /// Says what keeps this task from running with these knobs; nothing where it can run.
  public func objection(to knobs: Knobs) -> KnobError? {
    switch self {
    case .command where knobs.command.first?.isEmpty ?? true:
      KnobError("The task command needs a program, such as python3 square.py.")
    case .command: nil
    case .processInfo where knobs.values != nil || knobs.items.contains { Int(exactly: $0) == nil }:
      KnobError("The items of process-info are whole numbers, such as 5,5,5,5 or 0..<10.")
    case .sleep where knobs.values != nil || knobs.items.contains { !(0...KnobName.longestSleep).contains($0) }:
      KnobError("The items of sleep are seconds from 0 to 3600, such as 0.5,1,2.")
    case .primes where knobs.range.count > KnobName.mostCandidates:
      KnobError(
        "The range of primes has at most \(formatCount(KnobName.mostCandidates)) candidates; choose a shorter one.")
    case .divisors where knobs.range.upperBound > KnobName.divisorsEnd:
      KnobError(
        "The range of divisors ends at \(formatCount(KnobName.divisorsEnd)) at the most, or it would take hours; "
          + "choose a lower one.")
    default: nil
    }
  }
}
