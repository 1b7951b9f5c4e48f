import AnswerBook
import ArgumentParser
import Canvas

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
    guard format == "md" else { throw ValidationError("format is md, not “\(visible(format))”.") }
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
      guard let output else { return print(text, terminator: "") }
      try writeExport(text, to: output)
    } catch {
      throw Refusal(error.description)
    }
  }
}
