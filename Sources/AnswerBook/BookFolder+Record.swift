import Glibc
package import LessonFormat
import Posix
package import WorkerPool

extension BookFolder {
  /// Reads a record that is by itself: an `answers.md` under any name, without its folder.
  ///
  /// - Returns: The record and sentences about what is damaged; `nil` if there is no ordinary file at the path.
  package static func read(
    record path: String, lesson: Lesson
  ) throws(BookError) -> (book: AnswerBook, notices: [String])? {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, limit: Directory.limit) } catch {
      switch error {
      case .notAFile: return nil
      case .system(let error) where error.code == ENOENT: return nil
      case .system(let error): throw .failed(path: path, .read, code: error.code)
      case .tooLarge: throw .tooLarge(path: path, bytes: Directory.limit + 1)
      }
    }
    return try read(bytes, of: path, lesson: lesson)
  }

  /// Reads the bytes of an `answers.md`.
  ///
  /// - Parameter path: Its name in sentences.
  package static func read(
    _ bytes: [UInt8], of path: String, lesson: Lesson
  ) throws(BookError) -> (book: AnswerBook, notices: [String]) {
    try refuseFileNames(in: lesson)
    guard RecordDocument(bytes).hasMarks else { throw .notARecord(path) }
    var files = HandedInFiles()
    files.record = bytes
    let handIn = try HandedIn(files, lesson: lesson, path: path)
    let damage = handIn.isDamaged ? ["The record is damaged: some answers may be missing or incomplete."] : []
    return (handIn.book, damage + handIn.notices)
  }

  /// Reads the events of a run in a folder that another program may have open.
  package static func events(ofRun id: String, in path: String) throws(BookError) -> [PoolEvent] {
    guard let directory = try Directory.open(path) else { throw .noSuchRun(id) }
    return try RunFiles.events(of: id, in: directory)
  }
}

extension RecordDocument {
  /// Whether any part of it is one that the program has written.
  fileprivate var hasMarks: Bool {
    parts.contains {
      switch $0 {
      case .head, .block, .tail, .torn: true
      case .loose, .stray: false
      }
    }
  }
}
