import ArgumentParser
import Glibc

/// `poolbook [LESSON]`: opens the workbook.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open the workbook.")

  @Argument(help: "A built-in lesson's id, or a file.")
  var lesson = "sharing-work"

  @Option(help: "Where answers and runs are kept (default: ./LESSON-ID).")
  var folder: String?

  @Option(help: "The section, experiment or question to open at.")
  var at: String?

  @Flag(help: "Lines and prompts instead of a screen.")
  var plain = false

  func run() throws {
    let lesson = try LessonSource.lesson(self.lesson)
    let path = folder ?? "./\(lesson.id)"
    guard plain else {
      throw Refusal("The screen is not here: poolbook --plain works with lines and prompts.")
    }
    Glibc.exit(try PlainWorkbook(lesson: lesson, folder: path, at: at).run())
  }
}
