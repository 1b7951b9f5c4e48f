package import AnswerBook
internal import Text

/// A bundle that was written into the student's folder.
package struct PackedHandIn: Sendable, Equatable {
  /// The path of its file as it is typed into a shell.
  package let path: String
  /// The size of the file in bytes.
  package let size: Int
  /// The beginning of its digest.
  package let receipt: String

  /// The names of older bundles beside it.
  package let older: [String]

  /// Describes a bundle by what is known about it.
  package init(path: String, size: Int, receipt: String, older: [String] = []) {
    (self.path, self.size, self.receipt, self.older) = (path, size, receipt, older)
  }

  /// Describes a bundle that is in a folder.
  package init(_ bundle: HandInBundle, in folder: String) {
    let path = folder.hasSuffix("/") ? folder + bundle.name : "\(folder)/\(bundle.name)"
    self.init(
      path: shellPath(path), size: bundle.bytes.count, receipt: bundle.receipt, older: bundle.older)
  }

  /// What to upload.
  package var sentence: String { "Upload this file: \(path) (\(Self.words(size)))" }

  /// What proves later which file it was.
  package var receiptSentence: String {
    let others = older.map { visible($0, onOneLine: true) }.joined(separator: ", ")
    return "Its receipt is \(receipt), which hand-ins.jsonl keeps, too."
      + (others.isEmpty ? "" : " An older file is still beside it: \(others).")
  }

  private static func words(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: counted(bytes, "byte")
    case ..<1_000_000: "\((bytes + 500) / 1000) kB"
    default: "\((bytes + 500_000) / 1_000_000) MB"
    }
  }
}

extension Session {
  /// Says whose record it is.
  package mutating func name(_ student: Student) throws(Refused) {
    try checkWritable()
    guard student != book.student else { return }
    book.student = student
    markChanged()
  }
}
