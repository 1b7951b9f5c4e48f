/// A number in digits, as a person or one of our own screens writes it: `3.2`, `3,2`, `1 000`, `1e8`, `2·10³`.
struct Numeral: Equatable {
  /// The values that the digits can have: two if a comma can be a decimal point or separate thousands (`1,000`).
  var values: [Double]
  /// Half of the last digit: by how much a figure that is written like this can differ from it.
  var margin: Double

  /// Reads a number from the beginning of a text and removes it; returns `nil` if there is none.
  init?(_ rest: inout ArraySlice<Unicode.Scalar>) {
    var ahead = rest
    var sign = ""
    if let first = ahead.first, "+-−".unicodeScalars.contains(first) {
      if first != "+" { sign = "-" }
      ahead.removeFirst()
    }
    var digits = Self.digits(&ahead)
    guard !digits.isEmpty else { return nil }
    var power = Self.exponent(&ahead) ?? 0
    if digits == "10", power == 0, let first = ahead.first, first == "^" || first.superscript != nil {
      // A power of ten alone: `10^8`, `10⁸`.
      ahead = ahead.drop { $0 == "^" }
      digits = "1"
      power = Self.integer(&ahead) ?? 1
    }
    let readings = Self.readings(of: digits)
    values = readings.compactMap { Double("\(sign)\($0)e\(power)") }.filter(\.isFinite)
    guard !values.isEmpty else { return nil }
    let decimals = readings.first?.split(separator: ".").dropFirst().first?.count ?? 0
    margin = Double("5e\(power - decimals - 1)") ?? 0
    rest = ahead
  }

  /// Reads digits with their points, commas and separators between groups; the separators are left out.
  private static func digits(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
    var digits = ""
    var hasDigit = false
    while let scalar = rest.first {
      if let digit = scalar.digit {
        digits += String(digit)
        hasDigit = true
      } else if scalar == "." || scalar == ",", rest.dropFirst().first?.digit != nil {
        // A full stop or a comma at the end belongs to the sentence.
        digits.unicodeScalars.append(scalar)
      } else if hasDigit, scalar.separatesGroups, startsWithThreeDigits(rest.dropFirst()) {
        // A space counts as part of the number only between groups of thousands: `1 000`, not `4 2`.
      } else {
        break
      }
      rest.removeFirst()
    }
    return hasDigit ? digits : ""
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
  private static func exponent(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var ahead = rest
    if let first = ahead.first, first == "e" || first == "E" {
      ahead.removeFirst()
    } else {
      ahead = ahead.drop { $0.properties.isWhitespace }
      guard let first = ahead.first, first.multiplies else { return nil }
      ahead = ahead.dropFirst().drop { $0.properties.isWhitespace }
      guard ahead.starts(with: "10".unicodeScalars) else { return nil }
      ahead.removeFirst(2)
      guard let sign = ahead.first, sign == "^" || sign == "*" || sign.superscript != nil || sign == "⁻" else {
        return nil
      }
      ahead = ahead.drop { $0 == "^" || $0 == "*" }
    }
    guard let power = integer(&ahead) else { return nil }
    rest = ahead
    return power
  }

  /// Reads and removes a whole number with its sign, also in superscript.
  private static func integer(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var ahead = rest
    var power = ""
    if let first = ahead.first, "+-−⁻".unicodeScalars.contains(first) {
      if first != "+" { power = "-" }
      ahead.removeFirst()
    }
    while let first = ahead.first, let digit = first.digit ?? first.superscript {
      power += String(digit)
      ahead.removeFirst()
    }
    guard let value = Int(power), abs(value) < 400 else { return nil }
    rest = ahead
    return value
  }

  private static func startsWithThreeDigits(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = rest.prefix(4).map { $0.digit != nil }
    return next.count >= 3 && next.prefix(3).allSatisfy { $0 } && next.dropFirst(3).allSatisfy { !$0 }
  }
}

extension Unicode.Scalar {
  /// The digit that it is, in any script.
  var digit: Int? {
    guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
    return Int(value)
  }

  /// The digit that it is as a superscript or subscript.
  var superscript: Int? {
    guard properties.numericType == .digit, let value = properties.numericValue else { return nil }
    return Int(value)
  }

  /// Whether it can be a sign of multiplication.
  var multiplies: Bool { "xX×*·⋅✕".unicodeScalars.contains(self) }

  /// Whether it can separate groups of digits.
  fileprivate var separatesGroups: Bool {
    properties.isWhitespace && self != "\n" || "'’_".unicodeScalars.contains(self)
  }
}
