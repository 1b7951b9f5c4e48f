package import AnswerBook

/// A format in which a record can be exported.
///
/// To add a format, write it in a file of its own as `MarkdownExport.swift` does, and add it to `all`.
package struct ExportFormat: Sendable {
  /// Its word on the command line.
  package let name: String
  /// What it is, as a few words for the help.
  package let summary: String
  /// How the names of its files end, with the dot; the first one is the usual one.
  package let endings: [String]
  /// Makes the document. It is the same for the same record.
  package let bytes: @Sendable (ExportSource) throws(Failure) -> [UInt8]

  /// Why there is no document.
  package typealias Failure = BookError

  /// Describes a format.
  package init(
    name: String, summary: String, endings: [String],
    bytes: @escaping @Sendable (ExportSource) throws(Failure) -> [UInt8]
  ) {
    self.name = name
    self.summary = summary
    self.endings = endings
    self.bytes = bytes
  }

  /// Every format; the first one is used if nothing else is asked for.
  package static var all: [ExportFormat] { [.markdown, .html, .notebook, .bundle] }

  /// The format of a name; `nil` if there is none.
  package static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }

  /// The format of a file by the ending of its name; `nil` if no format has it.
  package static func ofFile(_ path: String) -> ExportFormat? {
    let path = path.lowercased()
    return all.first { $0.endings.contains { path.hasSuffix($0) } }
  }
}
