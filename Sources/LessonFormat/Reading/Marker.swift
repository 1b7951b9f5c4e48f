/// A comment that is a marker of the lesson format, such as `<!-- hint -->`.
struct Marker: Equatable {
  /// The words a marker can have.
  enum Word: String, CaseIterable {
    case question, hint, solution, rubric, end, notes
  }

  /// The word.
  var word: Word
  /// The text between the word and `-->`.
  var data: String
  /// The text after `-->`, which should be empty.
  var rest: String

  /// Reads a comment; returns `nil` if it is an ordinary comment.
  init?(comment: String) {
    guard let (first, data, rest) = Self.split(comment), let word = Word(rawValue: first) else { return nil }
    self.word = word
    self.data = data
    self.rest = rest
  }

  /// The word that the author may have meant by an ordinary comment of one word, or one word with data.
  static func meant(by comment: String) -> (typed: String, meant: Word)? {
    guard let (first, data, _) = split(comment), first.count > 2 else { return nil }
    let trimmed = data.drop { $0.isWhitespace }
    guard trimmed.isEmpty || trimmed.first == "{" else { return nil }
    return nearest(to: first, among: Word.allCases.map(\.rawValue)).flatMap(Word.init).map { (first, $0) }
  }

  private static func split(_ comment: String) -> (first: String, data: String, rest: String)? {
    guard let open = comment.firstRange(of: "<!--") else { return nil }
    let inner = comment[open.upperBound...]
    let close = inner.firstRange(of: "-->")
    let body = inner[..<(close?.lowerBound ?? inner.endIndex)]
    let words = body.drop { $0.isWhitespace }
    let first = words.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
    guard !first.isEmpty else { return nil }
    return (String(first), String(words.dropFirst(first.count)), close.map { String(inner[$0.upperBound...]) } ?? "")
  }
}
