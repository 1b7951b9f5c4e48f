internal import Canvas
internal import LessonFormat

/// The lines of a program in their colours, with tabs as blanks unless they are to be kept.
func codeRuns(_ code: String, language: String?, keepsTabs: Bool = false) -> [[StyledRun]] {
  var code = Substring(code)
  if code.hasSuffix("\n") { code = code.dropLast() }
  return codeSpans(String(code), language: language).map { line in
    line.map { StyledRun(keepsTabs ? $0.text : $0.text.replacing("\t", with: "    "), Style($0.ink.ink)) }
  }
}

extension CodeInk {
  /// Its colour.
  fileprivate var ink: Ink {
    switch self {
    case .plain: .plain
    case .keyword: .keyword
    case .string: .string
    case .comment: .comment
    case .number: .number
    }
  }
}
