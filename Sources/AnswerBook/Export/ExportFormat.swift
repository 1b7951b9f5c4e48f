package import LessonFormat

/// A format in which the record can be exported.
///
/// To add a format, write it in a file of its own as `MarkdownExport.swift` does, and add it to `all`.
package struct ExportFormat: Sendable {
  /// Its word on the command line, which is also the usual extension of its files.
  package let name: String
  /// What it is, as a few words for the help.
  package let summary: String
  /// Makes the document.
  package let bytes: @Sendable (AnswerBook, Lesson) -> [UInt8]

  /// Every format.
  package static let all: [ExportFormat] = [
    .markdown
  ]

  /// The format of a name; `nil` if there is none.
  package static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }
}

/// Writes an export to a file, whole. It never overwrites a record.
package func writeExport(_ bytes: [UInt8], to path: String) throws(BookError) {
  let above = parent(of: path)
  guard let directory = try Directory.open(above) else { throw .noParent(above) }
  let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
  if let old = try directory.read(name), RecordDocument(old.bytes).head != nil { throw .isRecord(path) }
  try directory.write(name, bytes)
}
