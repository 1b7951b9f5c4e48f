internal import Archive
package import LessonFormat
import Text

/// The one file that a student hands in: a zip with the record, the journal, the runs and the student's own files.
///
/// The same files give the same bytes, wherever and whenever it is made.
package struct HandInBundle: Sendable, Equatable {
  /// The name of its file, which has the lesson and, if it is known, the student.
  package let name: String
  /// The zip.
  package let bytes: [UInt8]
  /// Its SHA-256 in hexadecimal digits.
  package let digest: String

  /// The names of other bundles in the student's folder, which are older. Only `saveBundle` fills it in.
  package internal(set) var older: [String] = []

  /// How the names of these files end.
  package static let ending = ".poolbook.zip"

  /// The beginning of the digest, short enough to be read out: `3F7A-C21B-90D4`.
  package var receipt: String { Self.receipt(of: digest) }

  /// The receipt of a file with this SHA-256.
  package static func receipt(of digest: String) -> String {
    let digits = Array(digest.uppercased().prefix(12))
    return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
      .joined(separator: "-")
  }

  /// Packs files and their manifest.
  ///
  /// - Parameter files: The path and the contents of each file.
  init(_ files: [(path: String, bytes: [UInt8])], of student: Student, _ lesson: Lesson) throws(BookError) {
    let manifest = Manifest(lesson: .init(lesson), student: student, files: files.map(Manifest.File.init))
    let who = student.fileWord
    name = lesson.id + (who.isEmpty ? "" : "-" + who) + Self.ending
    do throws(ArchiveError) {
      bytes = try zip(files + [(Manifest.name, manifest.bytes)])
    } catch {
      throw .notPacked(error.description)
    }
    digest = sha256(bytes)
  }
}

extension BookFolder {
  /// Saves the record in a folder if it is missing or damaged and reading it restores answers, so that what is packed or
  /// compared has them. What was damaged is copied first.
  ///
  /// - Returns: Sentences about what was restored; none if the record is sound.
  /// - Throws: If it has to be saved and can't be.
  package static func saveRestored(in path: String, _ lesson: Lesson) throws(BookError) -> [String] {
    guard let read = try read(path, lesson: lesson), read.book.restored != nil else { return [] }
    let (folder, book, notices) = try open(path, lesson: lesson)
    if case .readOnly(let sentence) = folder.access { throw .notRestored(sentence) }
    // Opening has saved it already, unless that failed.
    try folder.save(book)
    return notices + folder.takeNotices()
  }

  /// Packs what a student hands in. A record that is missing or damaged is saved first.
  ///
  /// - Parameters:
  ///   - path: The student's folder.
  ///   - student: Whose it is; by default, whom the record names.
  package static func bundle(
    in path: String, _ lesson: Lesson, of student: Student? = nil
  ) throws(BookError) -> HandInBundle {
    _ = try saveRestored(in: path, lesson)
    guard let directory = try Directory.open(path) else { throw .noRecord(path) }
    var files: [(path: String, bytes: [UInt8])] = []
    for name in try filesToHandIn(in: path, lesson) {
      // A file that has gone since it was listed isn't handed in.
      if let contents = try directory.readInside(name) { files.append((name, contents.bytes)) }
    }
    let record = files.first { $0.path == RecordFile.name }
    guard let record else { throw .noRecord(path) }
    return try HandInBundle(files, of: student ?? RecordDocument(record.bytes).head?.student ?? Student(), lesson)
  }

  /// Packs what is handed in, writes it into the student's folder, and keeps its receipt. It doesn't matter whether
  /// another program has the folder open.
  ///
  /// - Returns: The bundle, whose file is in the folder.
  package static func saveBundle(in path: String, _ lesson: Lesson) throws(BookError) -> HandInBundle {
    guard let directory = try Directory.open(path) else { throw .noRecord(path) }
    var bundle = try bundle(in: path, lesson)
    bundle.older = try directory.names().filter { $0.hasSuffix(HandInBundle.ending) && $0 != bundle.name }
    try directory.write(bundle.name, bundle.bytes, isShared: true)
    try Receipts.add(bundle, to: directory)
    return bundle
  }

  /// Packs what is handed in, wherever the folder is now.
  package func saveBundle() throws(BookError) -> HandInBundle { try Self.saveBundle(in: currentPath, lesson) }
}
