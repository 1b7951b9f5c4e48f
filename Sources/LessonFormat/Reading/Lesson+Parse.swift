extension Lesson {
  /// Bytes a lesson's file may have: twenty times the built-in lesson. The Markdown library takes time in proportion to
  /// the file, times the length of its lines; both are bounded so that the worst of files costs seconds.
  public static let largestFile = 1 << 20

  /// Parses a lesson of format 1.
  ///
  /// - Parameters:
  ///   - text: the Markdown.
  ///   - file: the name diagnostics give.
  /// - Throws: every fault of the lesson with its place and its mend.
  public static func parse(_ text: String, file: String) throws(LessonErrors) -> Lesson {
    try parse(bytes: Array(text.utf8), file: file)
  }

  /// Parses a lesson of format 1 from a file's bytes, which need not be UTF-8 to get a clear error.
  public static func parse(bytes: [UInt8], file: String) throws(LessonErrors) -> Lesson {
    try LessonReader.read(SourceText(bytes, file: file))
  }
}
