import Text

/// `answers.md` as a file.
enum RecordFile {
  /// Its name.
  static let name = "answers.md"
  /// The version of its marks.
  static let format = 1
  /// How the name of a copy of a damaged one begins.
  static let damagedStem = "answers.damaged-"
  /// How the name of a copy begins that is made before answers are put back.
  static let keptStem = "answers.kept-"
}

extension BookFolder {
  /// The names that the record uses itself, so that no file question can have them.
  package static let reservedNames: Set<String> = [
    RecordFile.name, Journal.name, JobFile.name, Receipts.name, RunFiles.folder, pictures,
  ]
}

/// Whether a file in the student's folder can have this name: it must be printable and without slashes, not hidden, and
/// not one of the record's own names.
func isFileName(_ name: String) -> Bool {
  guard (1...200).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-") else { return false }
  guard !name.utf8.contains(UInt8(ascii: "/")) else { return false }
  guard visible(name, onOneLine: true).utf8.elementsEqual(name.utf8) else { return false }
  return !BookFolder.reservedNames.contains(name) && !name.hasPrefix(RecordFile.damagedStem)
    && !name.hasPrefix(RecordFile.keptStem)
}
