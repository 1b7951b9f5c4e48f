import AnswerBook
import ArgumentParser
import Canvas
import Text

/// `poolbook export`: the record as a document to read.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write the record as a document to read.")

  @Argument(help: "The id of a built-in lesson, or a lesson file.")
  var lesson = "sharing-work"

  @Option(help: "The folder of the answers and runs (default: ./LESSON-ID).")
  var folder: String?

  @Option(help: "The format; md is the only one.")
  var format = "md"

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard format == "md" else { throw ValidationError("format is md, not “\(visible(format, onOneLine: true))”.") }
  }

  func run() throws {
    let lesson = try LessonSource.lesson(self.lesson)
    let path = folder ?? "./\(lesson.id)"
    let text: String
    do throws(BookError) {
      guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
      notices.forEach(say)
      text = exportMarkdown(book, of: lesson)
      if let output { return try writeExport(text, to: output) }
    } catch {
      throw Refusal(error.description)
    }
    try StandardOutput.write(text)
  }
}
