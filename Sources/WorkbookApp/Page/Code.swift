internal import Canvas
internal import LessonFormat

/// The lines of a program text in their inks.
func codeRuns(_ code: String, language: String?) -> [[StyledRun]] {
  var code = Substring(code)
  if code.hasSuffix("\n") { code = code.dropLast() }
  return code.split(separator: "\n", omittingEmptySubsequences: false).map { [StyledRun(expandingTabs($0, every: 4))] }
}
