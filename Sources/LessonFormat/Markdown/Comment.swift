/// An HTML comment at the start of a text, as browsers read it: `<!-->` is a whole comment.
struct Comment {
  /// The text between `<!--` and `-->`.
  let inner: Substring
  /// The text after `-->`.
  let rest: Substring

  /// Reads the comment; returns `nil` if the text doesn't begin with one or never closes it.
  init?(_ text: some StringProtocol) {
    let text = Substring(text).drop(while: \.isWhitespace)
    guard text.hasPrefix("<!--") else { return nil }
    let body = text.dropFirst(4)
    for short in [">", "->"] where body.hasPrefix(short) {
      inner = ""
      rest = body.dropFirst(short.count)
      return
    }
    guard let close = body.firstRange(of: "-->") else { return nil }
    inner = body[..<close.lowerBound]
    rest = body[close.upperBound...]
  }

  /// The text after this comment and the remarks that follow it directly, without the whitespace around it; `nil` if
  /// there is none. Markdown takes it for a part of the comment, so no reader would see it.
  var swallowed: Substring? {
    var rest = rest
    while let next = Comment(rest), Marker(next) == nil { rest = next.rest }
    rest = rest.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest.isEmpty ? nil : rest
  }
}
