/// A comment that is a marker of the lesson format, such as `<!-- hint -->`.
struct Marker: Equatable {
  /// The words a marker can have.
  enum Word: String, CaseIterable {
    case question, hint, solution, rubric, variant, checks, end, notes

    /// Whether data follows it, in YAML.
    var hasData: Bool { self == .question || self == .variant }
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

  /// The word that the author may have meant by an ordinary comment of one word, or one word with data: `<!-- hints -->`,
  /// `<!-- /question -->`, `<!-- end-question -->`.
  static func meant(by comment: Comment) -> (typed: String, meant: Word)? {
    guard let (first, data) = split(comment, afterSigns: true), first.count > 2 else { return nil }
    let trimmed = data.drop { $0.isWhitespace || "/:.!".contains($0) }
    let hasKeys = trimmed.split(separator: "\n").contains { line in
      ["id:", "kind:"].contains { line.drop { " \t{".contains($0) }.hasPrefix($0) }
    }
    guard trimmed.isEmpty || "{}".contains(trimmed.first ?? " ") || hasKeys else { return nil }
    let isClosing = comment.inner.drop { $0.isWhitespace }.first == "/"
    let words = Word.allCases.map(\.rawValue)
    let parts = first.lowercased().split { $0 == "-" || $0 == "_" }.map(String.init)
    let isEnd = parts.count == 2 && parts.contains("end") || words.contains { first.lowercased() == "end" + $0 }
    if isClosing || isEnd, parts.contains("end") || isEnd || nearest(to: first, among: words) != nil {
      return ((isClosing ? "/" : "") + first, .end)
    }
    return nearest(to: first, among: words).flatMap(Word.init).map { (first, $0) }
  }

  private static func split(_ comment: Comment, afterSigns: Bool = false) -> (first: String, data: String)? {
    let words = comment.inner.drop { $0.isWhitespace || (afterSigns && "/{[#@:.-".contains($0)) }
    let first = words.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
    return first.isEmpty ? nil : (String(first), String(words.dropFirst(first.count)))
  }
}
