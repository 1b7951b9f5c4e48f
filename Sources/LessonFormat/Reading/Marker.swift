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

  /// Reads a comment; returns `nil` if it is an ordinary comment.
  init?(_ comment: Comment) {
    guard let (first, data) = Self.split(comment), let word = Word(rawValue: first) else { return nil }
    self.word = word
    self.data = data
  }

  /// The word that the author may have meant by an ordinary comment of one word, or one word with data.
  static func meant(by comment: Comment) -> (typed: String, meant: Word)? {
    guard let (first, data) = split(comment), first.count > 2 else { return nil }
    let trimmed = data.drop { $0.isWhitespace }
    guard trimmed.isEmpty || trimmed.first == "{" else { return nil }
    return nearest(to: first, among: Word.allCases.map(\.rawValue)).flatMap(Word.init).map { (first, $0) }
  }

  private static func split(_ comment: Comment) -> (first: String, data: String)? {
    let words = comment.inner.drop { $0.isWhitespace }
    let first = words.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
    return first.isEmpty ? nil : (String(first), String(words.dropFirst(first.count)))
  }
}
