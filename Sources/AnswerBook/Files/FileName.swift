import Text

/// Whether a name may be a file of the student's folder: one plain name, visible, and none of the record's own.
func isFileName(_ name: String) -> Bool {
  guard (1...200).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-") else { return false }
  guard !name.utf8.contains(UInt8(ascii: "/")), visible(name, onOneLine: true).utf8.elementsEqual(name.utf8) else {
    return false
  }
  return ![RecordFile.name, Journal.name, RunFiles.folder].contains(name) && !name.hasPrefix(RecordFile.damagedStem)
}

/// `answers.md` as a file.
enum RecordFile {
  /// Its name.
  static let name = "answers.md"
  /// The edition of its marks.
  static let format = 1
  /// How a copy of a damaged one begins.
  static let damagedStem = "answers.damaged-"
}
