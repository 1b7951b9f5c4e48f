/// What a number measures, by its unit.
enum Unit: Equatable {
  /// No unit.
  case none
  /// A time, in units of this many seconds.
  case time(Double)
  /// A part of a hundred.
  case percent
  /// A factor: `x`, `times`, `-fold`.
  case factor
  /// A plain number of this many: `k`, `million`.
  case many(Double)

  /// The unit that a word means, also with a small mistake in its spelling; `nil` if it is no unit.
  init?(word: String) {
    if let unit = Self.named[word] {
      self = unit
    } else if word.count >= 5, let near = nearestSpelling(of: word, among: Self.longNames) {
      self = Self.named[near] ?? .none
    } else {
      return nil
    }
  }

  /// The units of time with the names that our screens use, shortest first.
  static let times: [(name: String, seconds: Double)] = [
    ("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60), ("h", 3600),
  ]

  fileprivate static let named: [String: Unit] = {
    let groups: [(Unit, String)] = [
      (.time(1), "s sec secs sek second seconds"), (.time(1e-3), "ms msec msecs millisecond milliseconds"),
      (.time(1e-6), "us µs μs usec usecs microsecond microseconds"), (.time(1e-9), "ns nsec nanosecond nanoseconds"),
      (.time(60), "min mins minute minutes"), (.time(3600), "h hr hrs hour hours"), (.percent, "percent pct"),
      (.factor, "x times fold"), (.many(1e3), "k thousand"), (.many(1e6), "million millions mio"),
      (.many(1e9), "billion"),
    ]
    var table: [String: Unit] = [:]
    for (unit, names) in groups { for name in names.split(separator: " ") { table[String(name)] = unit } }
    return table
  }()

  private static let longNames = named.keys.filter { $0.count >= 5 }.sorted()
}

extension Unit {
  /// Whether a word is the name of a unit as it is usually spelt.
  static func isExact(_ word: String) -> Bool { named[word] != nil || word == "%" || word == "m" }
}
