/// What libyaml finds wrong, in the words of someone who writes lessons.
enum YAMLProblem {
  /// Returns a sentence about a problem and how to fix it.
  ///
  /// - Parameters:
  ///   - problem: The words of the library.
  ///   - line: The line where it is.
  ///   - column: Where in the line it is, from 1.
  static func explain(_ problem: String, line: String, column: Int) -> (message: String, fix: String) {
    if problem.contains("tab character") || (problem.contains("start any token") && line.contains("\t")) {
      return ("This line is indented with a tab, which YAML doesn't allow.", "Write spaces instead of the tab.")
    }
    if problem.contains("mapping values are not allowed") {
      let before = line.prefix(max(0, column - 1))
      if line.first?.isWhitespace == true, !before.contains(": ") {
        return (
          "This line is indented, so YAML takes it for a part of the line above.",
          "Begin the key where the other keys begin."
        )
      }
      return ("A colon within a value needs quotes around the value.", "Write `key: \"text: more text\"`.")
    }
    if problem.contains("',' or ']'") {
      return ("A list that begins with `[` isn't closed before this.", "Write `]` at the end of the list.")
    }
    if problem.contains("',' or '}'") {
      return (
        "Braces that begin with `{` aren't closed before this.", "Write `}` at their end, and a comma between two keys."
      )
    }
    if problem.contains("quoted scalar") || problem.contains("unexpected end of stream") {
      return ("A quotation mark isn't closed.", "Write the same quotation mark at the end of the text.")
    }
    if problem.hasSuffix("is there twice") {
      return ("\(problem.prefix(1).uppercased())\(problem.dropFirst()).", "Remove one of the two.")
    }
    if problem.contains("could not find expected ':'") {
      return ("A line here has no colon, so it has no value.", "Write `key: value`.")
    }
    if problem.contains("start any token") || problem.contains("alphabetic or numeric") {
      return ("A value can't begin with this character.", "Put quotes around the value.")
    }
    return (
      "This is not YAML: \(problem).", "Write `key: value`, and put quotes around text with special characters."
    )
  }
}
