/// All faults of a lesson file; never empty.
package struct LessonErrors: Error, Sendable, Equatable {
  /// The faults, in the order of the file.
  package let diagnostics: [Diagnostic]

  /// Makes the error from faults in any order.
  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.inOrder
  }

  /// Makes the error for a file that can't be read at all; the sentence includes how to fix it.
  init(file: String, sentence: String) {
    diagnostics = [Diagnostic(file: file, line: 0, column: 0, source: "", message: sentence, fix: "")]
  }
}

extension [Diagnostic] {
  /// The faults in the order of the file.
  package var inOrder: [Diagnostic] {
    enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
  }

  /// Those that keep the lesson from being opened.
  package var errors: [Diagnostic] { filter { $0.severity == .error } }
}

extension LessonErrors: CustomStringConvertible {
  /// All faults one below the other, or one sentence if the file can't be read at all.
  package var description: String {
    diagnostics.map { $0.line == 0 ? "\($0.file): \($0.message)" : $0.description }.joined(separator: "\n\n")
  }
}
