import Text

extension Knob {
  /// A knob that takes a whole number within bounds.
  static func whole(
    _ name: String, _ value: any WritableKeyPath<Knobs, Int> & Sendable, in bounds: ClosedRange<Int>,
    _ explanation: String, isWork: Bool = false, words: @escaping @Sendable (Int) -> String?
  ) -> Knob {
    Knob(
      name, value, explanation, valueName: "N", isWork: isWork,
      wants: "a whole number from \(bounds.lowerBound) to \(formatCount(bounds.upperBound))",
      read: { word, _ in wholeNumber(word, in: bounds) }, text: { String($0) }, words: words)
  }
}

/// Reads a whole number as people type it: `100 000 000`, `100_000_000`, `1e8`.
func wholeNumber(_ text: String) -> Int? {
  let plain = text.filter { !" _\u{202F}\u{2009}\u{00A0}".contains($0) }
  if let value = Int(plain), value >= 0 { return value }
  guard plain.contains(where: { "eE".contains($0) }), let value = Double(plain), value >= 0 else { return nil }
  return Int(exactly: value)
}

/// Reads a whole number within bounds.
func wholeNumber(_ text: String, in bounds: ClosedRange<Int>) -> Int? {
  wholeNumber(text).flatMap { bounds.contains($0) ? $0 : nil }
}

/// Reads a range of at least one number: `100..<200`.
func numberRange(_ text: String, upTo end: Int) -> Range<Int>? {
  let sides = text.split(separator: "..<", omittingEmptySubsequences: false).map { wholeNumber(String($0)) }
  guard sides.count == 2, let first = sides[0], let last = sides[1], first < last, last <= end else { return nil }
  return first..<last
}

/// Reads seconds within bounds. `none` gives `.some(nil)`, and anything that isn't valid gives `nil`.
func durationOrNone(_ text: String, in bounds: ClosedRange<Double>) -> Duration?? {
  if text == "none" { return .some(nil) }
  guard let seconds = Double(text), bounds.contains(seconds) else { return nil }
  return .some(.seconds(seconds))
}
