/// A program's answer that is not a line of JSON.
struct AnswerError: Error, Sendable, CustomStringConvertible {
  /// The program's name.
  var program: String
  /// What it answered.
  var answer: String

  /// A clause that shows the answer and says how to fix the program.
  var description: String {
    guard !answer.isEmpty else {
      return "\(program) answered an empty line, which is not JSON: write one JSON value per line, such as null"
    }
    let shown = answer.unicodeScalars.prefix(80)
    let more = shown.endIndex < answer.unicodeScalars.endIndex ? "…" : ""
    return
      "\(program) answered “\(String(String.UnicodeScalarView(shown)))\(more)”, which is not JSON: write one JSON value a "
      + "line (json.dumps in Python), and everything else to standard error"
  }
}
