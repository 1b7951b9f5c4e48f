import AnswerBook
import Glibc
import LessonFormat
import Lessons
import Posix
import Text

/// Finds the lesson that is named on the command line.
enum LessonSource {
  /// Reads a lesson by its built-in id or its file. Throws one sentence, or all errors of a lesson that has some.
  static func lesson(_ name: String) throws(Refusal) -> Lesson {
    let (bytes, file) = try read(name)
    do throws(LessonErrors) {
      return try Lesson.parse(bytes: bytes, file: file, reservedNames: BookFolder.reservedNames)
    } catch {
      throw Refusal(String(describing: error))
    }
  }

  /// Whether a name is that of a built-in lesson.
  static func isBuiltIn(_ name: String) -> Bool { BuiltInLesson.all[name] != nil }

  /// The bytes of a lesson, and the file name for its errors.
  static func read(_ name: String) throws(Refusal) -> (bytes: [UInt8], file: String) {
    if let text = BuiltInLesson.all[name] { return (Array(text.utf8), "\(name).md") }
    let shown = visible(name, onOneLine: true)
    do throws(FileError) { return (try readFile(name, limit: Lesson.largestFile), name) } catch {
      switch error {
      case .system(let error):
        let ids = BuiltInLesson.all.keys.sorted().joined(separator: ", ")
        throw Refusal(
          "There is no lesson \(shown): it is neither built in (\(ids)) nor a file that can be read (\(error.reason)).")
      case .notAFile: throw Refusal("\(shown) is not a file; name the Markdown file of a lesson, or a built-in id.")
      case .tooLarge:
        throw Refusal("\(shown) is larger than 1 MiB, the limit for a lesson; split it into several lessons.")
      }
    }
  }

  /// Whether there is a file at a path that a lesson's links name, seen from the lesson; `nil` for a built-in lesson.
  static func hasFile(beside name: String) -> ((String) -> Bool)? {
    guard BuiltInLesson.all[name] == nil else { return nil }
    let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    return { path in access(folder + path, F_OK) == 0 }
  }
}
