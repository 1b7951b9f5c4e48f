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

/// A generator of random numbers that gives the same ones in every test run (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
