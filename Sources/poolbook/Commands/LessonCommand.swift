import AnswerBook
import ArgumentParser
import LessonFormat
import Lessons
import Text

/// `poolbook lesson`: lists and checks lessons.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "List the built-in lessons and check your own.",
    subcommands: [List.self, Check.self])

  /// `poolbook lesson list`: the built-in lessons.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the built-in lessons.")

    func run() throws {
      var lines: [String] = []
      for (id, text) in BuiltInLesson.all.sorted(by: { $0.key < $1.key }) {
        do throws(LessonErrors) {
          lines.append(summary(of: try Lesson.parse(text, file: "\(id).md", reservedNames: BookFolder.reservedNames)))
        } catch {
          throw Refusal(error.description)
        }
      }
      try StandardOutput.print(lines)
    }
  }

  /// `poolbook lesson check FILE…`: every error and warning of each file, and one line about the contents of a good one.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check lessons for errors.",
      discussion: """
        Prints every error and every warning with its file, line, column and fix. Exits with 1 if there is an error; \
        warnings alone don't count.

        --run also runs the programs of the lesson, in a temporary folder: each solution has to pass its own checks, and no \
        starter text may pass them.
        """)

    @Argument(help: "The lessons to check: Markdown files of format 1.")
    var files: [String]

    @Flag(name: .customLong("run"), help: "Run the solutions and the starter texts, too, with the lesson's checks.")
    var runsPrograms = false

    @Option(
      help: ArgumentHelp(
        "With --run: the Python that runs them (default: POOLBOOK_PYTHON, the virtual or conda environment's, else python3).",
        valueName: "program"))
    var python: String?

    func validate() throws {
      if python != nil, !runsPrograms { throw ValidationError("Use --python with --run.") }
    }

    func run() throws {
      var errorCount = 0
      var faultyFiles = 0
      for name in files {
        let line: String
        var trial: (lesson: Lesson, bytes: [UInt8], file: String)?
        do throws(Refusal) {
          let (bytes, file) = try LessonSource.read(name)
          let (lesson, found) = Lesson.check(
            bytes: bytes, file: file, reservedNames: BookFolder.reservedNames,
            hasFile: LessonSource.hasFile(beside: name))
          let faults = found.isEmpty ? "" : "\(LessonErrors(found))\n"
          if let lesson {
            let warnings = found.isEmpty ? "" : "\n\(counted(found.count, "warning")) in "
            if runsPrograms { trial = (lesson, bytes, file) }
            line = faults + warnings + "\(visible(file, onOneLine: true)): \(summary(of: lesson))"
          } else {
            line = faults
            errorCount += found.errors.count
            faultyFiles += 1
          }
        } catch {
          line = "\(error.sentence)\n"
          errorCount += 1
          faultyFiles += 1
        }
        try StandardOutput.print([line])
        guard let (lesson, bytes, file) = trial else { continue }
        let count = try LessonTrial.run(lesson, bytes: bytes, file: file, python: python)
        errorCount += count
        faultyFiles += count > 0 ? 1 : 0
      }
      if faultyFiles > 0 {
        throw Refusal(
          "\(counted(errorCount, "error")) in \(faultyFiles) of \(counted(files.count, "file")); fix and check again.")
      }
    }
  }
}

/// `sharing-work  Sharing Work Between Processors: 8 sections, 22 experiments, 7 programs, 21 questions and 13 optional ones, …`.
private func summary(of lesson: Lesson) -> String {
  let optional = lesson.optionalQuestions.count
  let questions =
    counted(lesson.requiredQuestions.count, "question")
    + (optional == 0 ? "" : " and " + counted(optional, "optional one"))
  let programs = lesson.questions.count { $0.cell != nil }
  let parts =
    [counted(lesson.sections.count, "section"), counted(lesson.experiments.count - programs, "experiment")]
    + (programs == 0 ? [] : [counted(programs, "program")]) + [questions]
  let minutes = lesson.minutes.map { ", \(counted($0, "minute"))" } ?? ""
  return "\(lesson.id)  \(lesson.title): \(parts.joined(separator: ", "))\(minutes)"
}
