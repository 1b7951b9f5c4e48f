internal import LessonFormat

extension Quantity {
  /// The values in the unit of the figure: seconds, or a plain number.
  ///
  /// - Parameter usual: The unit of the question, used if none was typed.
  /// - Returns: `nil` if the typed unit doesn't fit the figure.
  func readings(as figure: Check.Figure, unit usual: String?) -> [Double]? {
    switch figure {
    case .seconds:
      let words = unit.isEmpty ? (usual ?? "s").lowercased() : unit
      guard let scale = Self.seconds[words.filter { $0 != " " && $0 != "." }] else { return nil }
      return readings.map { $0 * scale }
    case .constants:
      guard let usual, let asked = Self.seconds[usual.lowercased()] else {
        if unit.hasPrefix("%"), usual?.hasPrefix("%") != true { return readings.map { $0 / 100 } }
        return isTime ? nil : readings
      }
      guard let scale = unit.isEmpty ? asked : Self.seconds[unit.filter { $0 != " " && $0 != "." }] else { return nil }
      return readings.map { $0 * scale / asked }
    case .speedup, .imbalance:
      if unit.hasPrefix("%") { return readings.map { $0 / 100 } }
      return isTime ? nil : readings
    case .workers, .chunks, .deaths, .result:
      // "4 workers", "54 208 primes": any word but one that measures time.
      return isTime ? nil : readings
    }
  }

  private var isTime: Bool { Self.seconds[unit] != nil }

  private static let seconds: [String: Double] = [
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "ms": 1e-3, "msec": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
    "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "microsecond": 1e-6, "microseconds": 1e-6,
    "ns": 1e-9, "nanosecond": 1e-9, "nanoseconds": 1e-9,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
  ]
}
