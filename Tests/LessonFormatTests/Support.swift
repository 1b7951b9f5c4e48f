@testable import LessonFormat

/// A lesson of one section around a body.
func lesson(_ body: String) -> String {
  """
  ---
  format: 1
  id: small
  version: 1
  title: A Small Lesson
  ---

  # One {#one}

  \(body)
  """
}

/// The faults of a text.
func faults(_ text: String) -> [Diagnostic] {
  do throws(LessonErrors) {
    _ = try Lesson.parse(text, file: "small.md")
    return []
  } catch {
    return error.diagnostics
  }
}

/// The prose of a one-section lesson.
func prose(_ body: String) throws -> [Block] {
  try Lesson.parse(lesson(body), file: "small.md").sections[0].parts.compactMap {
    if case .prose(let block) = $0 { block } else { nil }
  }
}
