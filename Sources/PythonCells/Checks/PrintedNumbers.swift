/// The numbers in what a program has printed.
///
/// Thousands may be separated by a comma, an underscore, an apostrophe or a space. Where it isn't clear whether
/// digits belong together, as in `54 208`, both readings count.
struct PrintedNumbers {
  /// All readings of all numbers, in their order.
  private(set) var values: [Double] = []
  private let scalars: [Unicode.Scalar]

  /// Reads a text.
  init(in text: String) {
    scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      guard isDigit(place), place == 0 || !Self.joins(scalars[place - 1]) else {
        place += 1
        continue
      }
      let isNegative = place > 0 && "-−".unicodeScalars.contains(scalars[place - 1]) && !isAfterWord(place - 1)
      values += readings(from: place).compactMap { Double($0) }.map { isNegative ? -$0 : $0 }
      place = self.end(ofDigits: place)
    }
  }

  /// The value that is nearest to a number; `nil` if there is none.
  func nearest(to number: Double) -> Double? {
    values.filter(\.isFinite).min { abs($0 - number) < abs($1 - number) }
  }

  /// The readings of a number that begins here: its first digits alone, and with the groups of three that follow.
  private func readings(from start: Int) -> [String] {
    var whole = end(ofDigits: start)
    var digits = text(start..<whole)
    var found = [withFraction(digits, at: whole)]
    guard digits.count <= 3 || (whole < scalars.count && scalars[whole] == "_") else { return found }
    guard whole < scalars.count, Self.separators.contains(scalars[whole]) else { return found }
    let separator = scalars[whole]
    while found.count <= Self.mostGroups, whole + 3 < scalars.count, scalars[whole] == separator,
      end(ofDigits: whole + 1) == whole + 4
    {
      digits += text(whole + 1..<whole + 4)
      whole += 4
      found.append(withFraction(digits, at: whole))
    }
    return found
  }

  /// A whole number with the fraction and the exponent that follow.
  private func withFraction(_ digits: String, at place: Int) -> String {
    var (place, digits) = (place, digits)
    if place + 1 < scalars.count, scalars[place] == ".", isDigit(place + 1) {
      let last = end(ofDigits: place + 1)
      digits += "." + text(place + 1..<last)
      place = last
    }
    guard place < scalars.count, scalars[place] == "e" || scalars[place] == "E" else { return digits }
    let hasSign = place + 1 < scalars.count && (scalars[place + 1] == "+" || scalars[place + 1] == "-")
    let first = place + (hasSign ? 2 : 1)
    guard first < scalars.count, isDigit(first) else { return digits }
    let last = end(ofDigits: first)
    return digits + "e" + (hasSign ? String(scalars[place + 1]) : "") + text(first..<last)
  }

  /// The most groups of three digits that a number has. What has more is a list of numbers.
  private static let mostGroups = 6
  private static let separators: Set<Unicode.Scalar> = [",", "_", " ", "\u{A0}", "\u{2009}", "\u{202F}", "'"]

  /// Whether digits after it aren't the beginning of a number.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "."
  }

  private func isAfterWord(_ place: Int) -> Bool { place > 0 && Self.joins(scalars[place - 1]) }

  private func isDigit(_ place: Int) -> Bool { ("0"..."9").contains(scalars[place]) }

  private func end(ofDigits start: Int) -> Int {
    var place = start
    while place < scalars.count, isDigit(place) { place += 1 }
    return place
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }
}
