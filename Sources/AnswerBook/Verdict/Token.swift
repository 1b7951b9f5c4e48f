/// A number, a word or a sign of a typed answer.
struct Token: Equatable {
  /// What it is.
  var kind: Kind
  /// Where it is, counted in Unicode scalars.
  var range: Range<Int>

  /// The kinds of tokens.
  enum Kind: Equatable {
    case number(Numeral)
    /// In lower case; it may contain digits and hyphens, as `first-map` and `T1` do.
    case word(String)
    case sign(Sign)
    /// A character that no number is written with.
    case other
  }

  /// Signs, each with all characters that it can be written with.
  enum Sign: Equatable {
    case plusOrMinus, plus, minus, times, divide, colon, equals, approximately, percent, open, close, punctuation
  }

  /// Divides a text into tokens; white space only separates them.
  static func tokens(of text: [Unicode.Scalar]) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.properties.isWhitespace || first.properties.generalCategory == .format {
        rest.removeFirst()
        continue
      }
      let start = rest.startIndex
      let kind = next(&rest, after: tokens.last)
      tokens.append(Token(kind: kind, range: start..<rest.startIndex))
    }
    return tokens
  }

  private static func next(_ rest: inout ArraySlice<Unicode.Scalar>, after last: Token?) -> Kind {
    for sign in ["+/-", "+-", "±"] where rest.starts(with: sign.unicodeScalars) {
      rest.removeFirst(sign.unicodeScalars.count)
      return .sign(.plusOrMinus)
    }
    if startsNumber(rest, after: last) {
      if let number = Numeral(&rest) { return .number(number) }
      // Digits that make no number, such as `1.2.3`.
      rest.removeFirst()
      rest = rest.drop { $0.digit != nil || $0 == "." || $0 == "," }
      return .other
    }
    guard let first = rest.first else { return .other }
    if first == "m", isNumberBefore(rest.startIndex, last), rest.dropFirst().first?.digit != nil {
      // `0m3.2s`.
      rest.removeFirst()
      return .word("m")
    }
    if first.multiplies, rest.dropFirst().first?.digit != nil {
      rest.removeFirst()
      return .sign(.times)
    }
    if first.properties.isAlphabetic, first.digit == nil { return .word(word(&rest)) }
    rest.removeFirst()
    return signs[first].map { .sign($0) } ?? .other
  }

  /// Whether a number begins here. A `-` after a number or a bracket is a sign between two of them.
  private static func startsNumber(_ rest: ArraySlice<Unicode.Scalar>, after last: Token?) -> Bool {
    guard let first = rest.first else { return false }
    if first.digit != nil { return true }
    let next = rest.dropFirst()
    let isDigitNext =
      next.first?.digit != nil || ((next.first == "." || next.first == ",") && next.dropFirst().first?.digit != nil)
    if first == "." || first == "," { return next.first?.digit != nil }
    guard "+-−".unicodeScalars.contains(first), isDigitNext else { return false }
    switch last?.kind {
    case .number, .sign(.close), .sign(.percent): return false
    case .word: return first != "+" && last?.range.upperBound != rest.startIndex
    default: return true
    }
  }

  private static func isNumberBefore(_ place: Int, _ last: Token?) -> Bool {
    if case .number? = last?.kind { last?.range.upperBound == place } else { false }
  }

  private static func word(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
    var word = String.UnicodeScalarView()
    while let first = rest.first {
      let next = rest.dropFirst().first
      let continues = next.map { $0.properties.isAlphabetic || $0.digit != nil } ?? false
      let isInside = "-‐‑'’".unicodeScalars.contains(first) && continues
      guard first.properties.isAlphabetic || first.digit != nil || first.superscript != nil || first == "_" || isInside
      else { break }
      word.append(first)
      rest.removeFirst()
    }
    return String(word).lowercased().replacing("’", with: "'")
  }

  private static let signs: [Unicode.Scalar: Sign] = {
    let groups: [(Sign, String)] = [
      (.plus, "+"), (.minus, "-−–—‐‑"), (.times, "×*·⋅✕"), (.divide, "/÷∕⁄"), (.colon, ":"), (.equals, "="),
      (.approximately, "≈~∼≅"), (.percent, "%"), (.open, "([{"), (.close, ")]}"), (.punctuation, ",;.…?!\"“”„«»`'’‘"),
    ]
    var table: [Unicode.Scalar: Sign] = [:]
    for (sign, characters) in groups { for character in characters.unicodeScalars { table[character] = sign } }
    return table
  }()
}
