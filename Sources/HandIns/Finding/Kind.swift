internal import AnswerBook
internal import LessonFormat

/// What the beginning of a file shows that it is.
enum Kind: Equatable {
  /// A record of the lesson with this id.
  case record(lesson: String)
  /// A part of a record, which has lost its first line.
  case cutRecord
  case zip
  /// An archive that isn't read.
  case otherArchive(String)
  /// A record in UTF-16.
  case utf16Record
  case other

  init(_ start: [UInt8], isNamedLikeARecord: Bool) {
    if let lesson = HandedInFiles.lesson(ofRecord: start) {
      self = .record(lesson: lesson)
    } else if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if let archive = Self.archive(start) {
      self = .otherArchive(archive)
    } else if Self.isUTF16(start) {
      self = .utf16Record
    } else {
      self = isNamedLikeARecord && HandedInFiles.hasMarks(start) ? .cutRecord : .other
    }
  }

  private static func archive(_ start: [UInt8]) -> String? {
    if start.starts(with: "Rar!".utf8) { return "a RAR archive" }
    if start.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) { return "a 7z archive" }
    if start.starts(with: [0x1F, 0x8B]) { return "packed with gzip" }
    if start.starts(with: [0xFD, 0x37, 0x7A, 0x58]) { return "packed with xz" }
    return start.dropFirst(257).starts(with: "ustar".utf8) ? "a tar archive" : nil
  }

  private static func isUTF16(_ start: [UInt8]) -> Bool {
    let isLittle = start.starts(with: [0xFF, 0xFE])
    guard isLittle || start.starts(with: [0xFE, 0xFF]) else { return false }
    let letters = start.dropFirst(2).enumerated().filter { ($0.offset % 2 == 0) == isLittle }.map(\.element)
    return letters.starts(with: "<!-- poolbook:".utf8)
  }
}
