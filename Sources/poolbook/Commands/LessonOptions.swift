import ArgumentParser
import LessonFormat

/// What says which lesson a command is about, and which folder has the answers to it.
struct LessonOptions: ParsableArguments {
  @Argument(help: "The id of a built-in lesson, or a lesson file.")
  var lesson = "sharing-work"

  @Option(help: "The folder for answers and runs (default: ./LESSON-ID).")
  var folder: String?

  /// Reads the lesson and finds its folder, which need not exist.
  func find() throws(Refusal) -> (lesson: Lesson, folder: String) {
    let lesson = try LessonSource.lesson(lesson)
    return (lesson, folder ?? "./\(lesson.id)")
  }
}
