extension CellWork {
  /// The seconds that one run may take.
  package static let times = 0.1...86_400.0
  /// The bytes of memory that one run may use.
  package static let memories = 1e6...1e15

  /// Reads a time: `60`, `60 s`, `500 ms`, `2 min` or `1 h`; `nil` if it is malformed or not in `times`.
  package static func seconds(_ text: String) -> Double? {
    let units = ["": 1.0, "ms": 1e-3, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600]
    guard let (number, unit) = amount(text), let size = units[unit.lowercased()] else { return nil }
    return times.contains(number * size) ? number * size : nil
  }

  /// Reads a size of memory in bytes: `500M`, `500 MB` or `4 GB`; `nil` if it is malformed or not in `memories`.
  package static func bytes(_ text: String) -> Int? {
    let units = ["": 1.0, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
    guard let (number, unit) = amount(text) else { return nil }
    let letters = unit.uppercased()
    guard let size = units[letters.hasSuffix("B") ? String(letters.dropLast()) : letters] else { return nil }
    return memories.contains(number * size) ? Int(number * size) : nil
  }

  /// A number without a sign, and the unit after it.
  private static func amount(_ text: String) -> (number: Double, unit: String)? {
    let text = text.filter { $0 != " " }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    guard let number = Double(digits.filter { $0 != "_" }) else { return nil }
    return (number, String(text.dropFirst(digits.count)))
  }
}
