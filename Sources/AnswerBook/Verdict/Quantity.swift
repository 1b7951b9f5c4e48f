/// A number as a person types it: `3.2 s`, `3,2`, `1 000`, `1e8`, `3.7×`, `≈ 4`, `3.23 ± 0.02 s`.
struct Quantity: Equatable {
  /// The values that the digits can have: two if a comma can be a decimal point or separate thousands (`1,000`).
  var readings: [Double]
  /// The text after the number, in lower case and without surrounding white space.
  var unit: String

  /// Reads a number, even after a word or sign for “about”; returns `nil` if the text doesn't begin with a number.
  init?(_ text: String) {
    var rest = trimmed(text)
    Self.dropApproximately(&rest)
    var factor = false
    if let first = rest.first, "x×*".unicodeScalars.contains(first) {
      rest.removeFirst()
      factor = true
    }
    guard let values = Self.number(&rest) else { return nil }
    readings = values
    rest = trimmed(String(rest))
    if rest.first == "±" || String(rest).hasPrefix("+/-") {
      rest = trimmed(String(rest.drop { "±+/-".unicodeScalars.contains($0) }))
      guard Self.number(&rest) != nil else { return nil }
    }
    unit = String(String.UnicodeScalarView(trimmed(String(rest)))).lowercased()
    while unit.hasSuffix(".") { unit.removeLast() }
    if factor { unit = unit.isEmpty ? "x" : unit }
  }

  private static func dropApproximately(_ rest: inout Substring.UnicodeScalarView) {
    for word in ["approximately", "approx.", "approx", "about", "roughly", "circa", "ca.", "~", "≈", "="] {
      if String(rest).lowercased().hasPrefix(word) {
        rest = trimmed(String(rest.dropFirst(word.unicodeScalars.count)))
        return
      }
    }
  }

  /// Reads and removes a number from the beginning of a text.
  private static func number(_ rest: inout Substring.UnicodeScalarView) -> [Double]? {
    var sign = ""
    if let first = rest.first, "+-−".unicodeScalars.contains(first) {
      if first != "+" { sign = "-" }
      rest.removeFirst()
    }
    var digits = ""
    while let scalar = rest.first {
      if let digit = digit(scalar) {
        digits += String(digit)
      } else if scalar == "." || scalar == "," {
        digits.unicodeScalars.append(scalar)
      } else if isGroupSeparator(scalar), startsWithThreeDigits(rest.dropFirst()) {
        // A space counts as part of the number only between groups of thousands: `1 000`, not `4 2`.
      } else {
        break
      }
      rest.removeFirst()
    }
    guard digits.unicodeScalars.contains(where: { digit($0) != nil }) else { return nil }
    // A full stop or a comma at the end ends a sentence.
    while digits.last == "." || digits.last == "," { digits.removeLast() }
    var power = exponent(&rest)
    if digits == "10", power.isEmpty, let first = rest.first, first == "^" || superscript(first) != nil {
      // A power of ten alone: `10^8`, `10⁸`.
      rest = ("e" + String(rest.drop { $0 == "^" })).unicodeScalars[...]
      digits = "1"
      power = exponent(&rest)
    }
    let values = readings(of: digits).compactMap { Double(sign + $0 + power) }.filter(\.isFinite)
    return values.isEmpty ? nil : values
  }

  /// The ways to read digits with points and commas, as Swift writes numbers.
  private static func readings(of digits: String) -> [String] {
    let points = digits.count { $0 == "." }
    let commas = digits.count { $0 == "," }
    switch (points, commas) {
    case (_, 0) where points <= 1: return [digits]
    case (0, 1):
      let decimal = digits.replacing(",", with: ".")
      return inThousands(digits, ",") ? [decimal, digits.replacing(",", with: "")] : [decimal]
    case (0, _): return inThousands(digits, ",") ? [digits.replacing(",", with: "")] : []
    case (_, 0): return inThousands(digits, ".") ? [digits.replacing(".", with: "")] : []
    default:
      // If there are both, the last one is the decimal sign, which occurs only once.
      let last: Character = digits.last { $0 == "." || $0 == "," } ?? "."
      let other: Character = last == "." ? "," : "."
      guard digits.count(where: { $0 == last }) == 1 else { return [] }
      return [digits.filter { $0 != other }.replacing(String(last), with: ".")]
    }
  }

  private static func inThousands(_ digits: String, _ separator: Character) -> Bool {
    let groups = digits.split(separator: separator, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), first != "0" else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  /// Reads and removes an exponent: `e8`, `·10^8`, `x 10**8` or `×10⁸`.
  private static func exponent(_ rest: inout Substring.UnicodeScalarView) -> String {
    var ahead = rest
    if let first = ahead.first, first == "e" || first == "E" {
      ahead.removeFirst()
    } else {
      ahead = trimmed(String(ahead))
      guard let first = ahead.first, "x×*·".unicodeScalars.contains(first) else { return "" }
      ahead = trimmed(String(ahead.dropFirst()))
      guard ahead.starts(with: "10".unicodeScalars) else { return "" }
      ahead.removeFirst(2)
      while let first = ahead.first, "^*".unicodeScalars.contains(first) { ahead.removeFirst() }
    }
    var power = ""
    if let first = ahead.first, "+-−⁻".unicodeScalars.contains(first) {
      if first != "+" { power = "-" }
      ahead.removeFirst()
    }
    var found = false
    while let first = ahead.first, let digit = digit(first) ?? superscript(first) {
      power += String(digit)
      found = true
      ahead.removeFirst()
    }
    guard found else { return "" }
    rest = ahead
    return "e" + power
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
    return Int(value)
  }

  private static func superscript(_ scalar: Unicode.Scalar) -> Int? {
    guard scalar.properties.numericType == .digit, let value = scalar.properties.numericValue else { return nil }
    return Int(value)
  }

  private static func isGroupSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != "\n" || "'’_".unicodeScalars.contains(scalar)
  }

  private static func startsWithThreeDigits(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = rest.prefix(4).map { digit($0) != nil }
    return next.count >= 3 && next.prefix(3).allSatisfy { $0 } && next.dropFirst(3).allSatisfy { !$0 }
  }
}
