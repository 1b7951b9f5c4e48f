import AnswerBook
import ArgumentParser
import Canvas
import Glibc
import Text

/// `poolbook export`: the record without its marks.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write the record as a document of its own.")

  @Argument(help: "A built-in lesson's id, or a file.")
  var lesson = "sharing-work"

  @Option(help: "Where answers and runs are kept (default: ./LESSON-ID).")
  var folder: String?

  @Option(help: "The format: md.")
  var format = "md"

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to this file rather than to the screen.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard format == "md" else { throw ValidationError("format is md, not “\(visible(format, onOneLine: true))”.") }
  }

  func run() throws {
    let lesson = try LessonSource.lesson(self.lesson)
    let path = folder ?? "./\(lesson.id)"
    do throws(BookError) {
      guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else {
        throw .noRecord(path)
      }
      notices.forEach(say)
      let text = exportMarkdown(book, of: lesson)
      if let output { try writeExport(text, to: output) } else { try write(text) }
    } catch {
      throw Refusal(error.description)
    }
  }

  /// Writes to standard output; `print` would say nothing of a full disk behind it.
  private func write(_ text: String) throws(BookError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .failed(path: "The standard output", action: "written", code: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
