import ArgumentParser
import LessonFormat
import Lessons
import Text

/// `poolbook lesson`: what authors do with lessons.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "List the built-in lessons and check your own.",
    subcommands: [List.self, Check.self])

  /// `poolbook lesson list`: the lessons that come with the program.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the built-in lessons.")

    func run() throws {
      for (id, text) in BuiltInLesson.all.sorted(by: { $0.key < $1.key }) {
        do throws(LessonErrors) {
          print(summary(of: try Lesson.parse(text, file: "\(id).md")))
        } catch {
          throw Refusal(error.description)
        }
      }
    }
  }

  /// `poolbook lesson check FILE…`: every fault of every file, or a line that says what is in it.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check lessons.",
      discussion: "Prints every fault with file, line, column and mend, and exits with 1 where there is one.")

    @Argument(help: "Lessons to check: Markdown files of format 1.")
    var files: [String]

    func run() throws {
      var faults = 0
      var broken = 0
      for word in files {
        do {
          let (bytes, file) = try LessonSource.read(word)
          print("\(visible(file, onOneLine: true)): \(summary(of: try Lesson.parse(bytes: bytes, file: file)))")
        } catch let errors as LessonErrors {
          print(errors, terminator: "\n\n")
          faults += errors.diagnostics.count
          broken += 1
        } catch let refusal as Refusal {
          print(refusal.sentence, terminator: "\n\n")
          faults += 1
          broken += 1
        }
      }
      if broken > 0 {
        throw Refusal(
          "\(counted(faults, "fault")) in \(broken) of \(counted(files.count, "file")): mend and check again.")
      }
    }
  }
}

/// `sharing-work  Sharing Work Between Processors: 8 sections, 14 experiments, 21 questions and 13 optional ones, …`.
private func summary(of lesson: Lesson) -> String {
  let optional = lesson.optionalQuestions.count
  let questions =
    counted(lesson.requiredQuestions.count, "question")
    + (optional == 0 ? "" : " and " + counted(optional, "optional one"))
  let parts = [
    counted(lesson.sections.count, "section"), counted(lesson.experiments.count, "experiment"), questions,
  ]
  let minutes = lesson.minutes.map { ", \(counted($0, "minute"))" } ?? ""
  return "\(lesson.id)  \(lesson.title): \(parts.joined(separator: ", "))\(minutes)"
}
