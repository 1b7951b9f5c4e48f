/// Puts a text in a fence that is longer than any fence in the text.
package func fenced(_ text: String, language: String) -> [String] {
  let fence = String(repeating: "`", count: max(3, longestFence(in: Array(text.utf8)) + 1))
  var lines = split(text)
  if lines.last == "" { lines.removeLast() }
  return [fence + language] + lines + [fence]
}

/// Escapes a text so that Markdown shows it literally.
package func escaped(_ text: String, afterNewline: Bool = true) -> String {
  var result = String.UnicodeScalarView()
  var isFirst = afterNewline
  for scalar in text.unicodeScalars {
    let isSign =
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", "~", "|", "&": true
      case "#", "+", "-", ">", "=": isFirst
      // `1.` and `1)` begin a list only at the start of a line and after digits.
      case ".", ")": isFirst == false && afterNewline && beginsWithNumber(result)
      default: false
      }
    if isSign { result.append("\\") }
    result.append(scalar)
    isFirst = false
  }
  return String(result)
}

private func beginsWithNumber(_ text: String.UnicodeScalarView) -> Bool {
  text.count <= 9 && text.allSatisfy { ("0"..."9").contains($0) }
}

/// Puts a text on one line, with single blanks for all white space.
package func oneLine(_ text: String) -> String {
  text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
}

private func split(_ text: String) -> [String] {
  text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}
