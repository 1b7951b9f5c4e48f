import Canvas
import Glibc
import LessonFormat
import Lessons
import Text

/// Finds the lesson that a word on the command line means.
enum LessonSource {
  /// Reads a built-in lesson by its id, or a file; throws one sentence, or every error of a broken lesson.
  static func lesson(_ word: String) throws(Refusal) -> Lesson {
    let (bytes, file) = try read(word)
    do throws(LessonErrors) {
      return try Lesson.parse(bytes: bytes, file: file)
    } catch {
      throw Refusal(String(describing: error))
    }
  }

  /// The bytes of a lesson and the name to say with its errors.
  static func read(_ word: String) throws(Refusal) -> (bytes: [UInt8], file: String) {
    if let text = BuiltInLesson.all[word] { return (Array(text.utf8), "\(word).md") }
    let descriptor = open(word, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let ids = BuiltInLesson.all.keys.sorted().joined(separator: ", ")
      throw Refusal(
        "There is no lesson \(visible(word, onOneLine: true)): it is neither built in (\(ids)) nor a file that can be read"
          + " (\(String(cString: strerror(errno)))).")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Refusal("\(visible(word, onOneLine: true)) is not a file; name a lesson's Markdown file or a built-in id.")
    }
    let limit = Lesson.largestFile
    guard status.st_size <= limit else {
      throw Refusal(
        "\(visible(word, onOneLine: true)) is larger than 1 MiB, the most a lesson may have: split it into several.")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return (bytes, word)
  }
}
