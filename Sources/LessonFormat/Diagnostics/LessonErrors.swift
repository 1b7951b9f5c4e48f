import Text

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
  /// The most faults that are written out; more than anyone fixes at once.
  private static let most = 200

  /// The faults one below the other, or one sentence if the file can't be read at all. If there are very many, errors
  /// come before warnings, and the last line says how many are left out.
  package var description: String {
    let errors = diagnostics.errors.prefix(Self.most)
    let warnings = diagnostics.filter { $0.severity == .warning }.prefix(Self.most - errors.count)
    let shown = diagnostics.count <= Self.most ? diagnostics : Array(errors + warnings).inOrder
    let left = diagnostics.count - shown.count
    let lines = shown.map { $0.line == 0 ? "\($0.file): \($0.message)" : $0.description }
    let more = left > 0 ? ["and \(formatCount(left)) more: fix these and check again to see them."] : []
    return (lines + more).joined(separator: "\n\n")
  }
}
