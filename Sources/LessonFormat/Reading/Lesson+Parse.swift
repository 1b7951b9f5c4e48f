extension Lesson {
  /// The maximum size of a lesson file, in bytes. The time that the Markdown library takes grows with the size of the
  /// file and the length of its lines; both are limited, so that even the worst file takes only seconds.
  package static let largestFile = 1 << 20

  /// Parses a lesson of format 1.
  ///
  /// - Parameters:
  ///   - text: the Markdown.
  ///   - file: the file's name for diagnostics.
  ///   - reservedNames: names that file questions can't use, in lower case.
  /// - Throws: every fault of the lesson, with its place and how to fix it.
  package static func parse(
    _ text: String, file: String, reservedNames: Set<String> = []
  ) throws(LessonErrors) -> Lesson {
    try parse(bytes: Array(text.utf8), file: file, reservedNames: reservedNames)
  }

  /// Parses a lesson of format 1 from a file's bytes; bytes that are not UTF-8 are reported.
  package static func parse(
    bytes: [UInt8], file: String, reservedNames: Set<String> = []
  ) throws(LessonErrors) -> Lesson {
    let (lesson, diagnostics) = check(bytes: bytes, file: file, reservedNames: reservedNames)
    guard let lesson else { throw LessonErrors(diagnostics.errors) }
    return lesson
  }

  /// Reads a lesson for its author: all its faults, including warnings, in the order of the file; and the lesson unless
  /// one of them is an error.
  ///
  /// - Parameter hasFile: Whether there is a file at a path, seen from the lesson; without it, links to files aren't
  ///   checked.
  package static func check(
    bytes: [UInt8], file: String, reservedNames: Set<String> = [], hasFile: ((String) -> Bool)? = nil
  ) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    do throws(LessonErrors) {
      let (lesson, warnings) = try LessonReader.read(
        SourceText(bytes, file: file), reservedNames: reservedNames, hasFile: hasFile)
      return (lesson, warnings.inOrder)
    } catch {
      return (nil, error.diagnostics)
    }
  }
}
