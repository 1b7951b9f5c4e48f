/// Everything that is wrong with a lesson file; never empty.
public struct LessonErrors: Error, Sendable, Equatable {
  /// The faults in the order of the file.
  public let diagnostics: [Diagnostic]

  /// Makes the error from faults in any order.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
  }

  /// Makes the error for a file as a whole that could not be read: `sentence` names the mend too.
  init(file: String, sentence: String) {
    diagnostics = [Diagnostic(file: file, line: 0, column: 0, source: "", message: sentence, mend: "")]
  }
}

extension LessonErrors: CustomStringConvertible {
  /// All faults under each other; for a file that could not be read, one sentence.
  public var description: String {
    diagnostics.map { $0.line == 0 ? "\($0.file): \($0.message)" : $0.description }.joined(separator: "\n\n")
  }
}
