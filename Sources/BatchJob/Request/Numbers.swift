/// A whole number at the beginning of a text, as the C library reads it: white space and a sign may come before it.
struct LeadingNumber {
  /// The number; the nearest one that fits if it is too large.
  var value: Int
  /// What comes after it.
  var rest: Substring
  /// Whether there are digits.
  var isThere: Bool
  /// Whether it doesn't fit.
  var isTooLarge = false

  init(_ text: String) {
    var rest = text[...].drop { $0.isASCII && $0.utf8.allSatisfy(isSpace) }
    let isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    isThere = !digits.isEmpty
    self.rest = isThere ? rest[digits.endIndex...] : text[...]
    value = 0
    for digit in digits.utf8 {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tenfold.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      if overflow || second {
        isTooLarge = true
        value = .max
        break
      }
      value = sum
    }
    if isNegative { value = isTooLarge ? .min : -value }
  }
}

/// A number that an option takes.
///
/// - Parameters:
///   - option: The option with its hyphens, for the error.
///   - zero: Whether it may be zero.
func wholeNumber(_ text: String, for option: String, zero: Bool = false) throws(SubmissionRefusal) -> Int32 {
  let number = LeadingNumber(text)
  guard number.isThere, number.rest.isEmpty, number.value > 0 || (zero && number.value == 0) else {
    throw .error("Invalid numeric value \"\(text)\" for \(option).")
  }
  guard number.value < .max else { throw .error("Numeric argument (\(Int.max)) to big for \(option).") }
  return Int32(truncatingIfNeeded: number.value)
}

/// Megabytes, written with an optional K, M, G or T and an optional B after that; `nil` if the text is something else.
package func megabytes(_ text: String) -> UInt64? {
  let number = LeadingNumber(text)
  guard number.isThere, !number.isTooLarge, number.value >= 0 else { return nil }
  let value = UInt64(number.value)
  var unit = number.rest.lowercased()
  if unit.count == 2, unit.last == "b" { unit.removeLast() }
  switch unit {
  case "", "m": return value
  case "k": return (value + 1023) / 1024
  case "g": return value &* 1024
  case "t": return value &* 1024 &* 1024
  default: return nil
  }
}

/// Megabytes as SLURM shows them: `4G` for 4096, `2000M`.
package func shownMegabytes(_ amount: UInt64) -> String {
  guard amount > 0 else { return "0" }
  var (value, unit) = (amount, 0)
  while value % 1024 == 0, unit < 3 { (value, unit) = (value / 1024, unit + 1) }
  return "\(value)\(["M", "G", "T", "P"][unit])"
}
