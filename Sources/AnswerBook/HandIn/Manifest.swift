internal import Archive
internal import Experiments
import FoundationEssentials
internal import LessonFormat

/// `manifest.json` in a bundle: what it is, whose it is, and the digest of each file.
package struct Manifest: Sendable, Equatable, Codable {
  /// The version of the bundle's format.
  package var poolbook = format
  /// The version of the program that made it.
  package var version: String
  /// The lesson.
  package var lesson: LessonName
  /// Whose it is.
  package var student: Student
  /// The files, in the order of their paths.
  package var files: [File]

  /// The newest version of the format.
  package static let format = 1
  /// The file's name in the bundle.
  package static let name = "manifest.json"

  /// A lesson, by its id.
  package struct LessonName: Sendable, Equatable, Codable {
    /// The id.
    package var id: String
    /// The version.
    package var version: Int
    /// The title.
    package var title: String

    init(_ lesson: Lesson) { (id, version, title) = (lesson.id, lesson.version, lesson.title) }
  }

  /// A file in the bundle.
  package struct File: Sendable, Equatable, Codable {
    /// The path.
    package var path: String
    /// The size in bytes.
    package var bytes: Int
    /// The SHA-256 in hexadecimal digits.
    package var sha256: String

    init(_ file: (path: String, bytes: [UInt8])) {
      (path, bytes, sha256) = (file.path, file.bytes.count, Archive.sha256(file.bytes))
    }
  }

  init(lesson: LessonName, student: Student, files: [File]) {
    version = programVersion
    (self.lesson, self.student, self.files) = (lesson, student, files.sorted { $0.path < $1.path })
  }

  /// Reads a manifest; returns `nil` if the bytes aren't one that this program knows.
  package init?(_ bytes: [UInt8]) {
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)),
      manifest.poolbook <= Self.format
    else { return nil }
    self = manifest
  }

  /// The text of the file.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding texts and whole numbers can't fail.
    return ((try? encoder.encode(self)).map { Array($0) } ?? []) + [newline]
  }
}
