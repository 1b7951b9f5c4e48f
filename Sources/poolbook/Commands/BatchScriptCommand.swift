import AnswerBook
import ArgumentParser
import BatchJob
import LessonFormat
import Posix
import Text

/// `poolbook batch script`: the lesson's batch file and program, or the check of a batch file.
struct BatchScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script", abstract: "Write the lesson's batch file and its program, or check your batch file.",
    usage: """
      poolbook batch script [LESSON] [--complete] [--folder DIR]
      poolbook batch script --check FILE
      """,
    discussion: """
      With --folder, it writes the files of the batch job into that folder where they are missing, and says which it has \
      written; a file that is there stays as it is. Without --folder, it prints the batch file.

      The check explains each directive at its line, and names what sbatch refuses and what it accepts although it is \
      hardly meant. It exits with 1 if there is an error; warnings alone don't count.
      """)

  @OptionGroup var options: LessonOptions

  @Flag(help: "Use the complete files instead of those to fill in.")
  var complete = false

  @Option(help: ArgumentHelp("Check this batch file.", valueName: "file"))
  var check: String?

  func run() throws {
    if let check { return try report(check) }
    let (lesson, _) = try options.find()
    guard let question = lesson.questions.first(where: { $0.fileName?.hasSuffix(".sb") ?? false }) else {
      throw Refusal("The lesson \(lesson.id) has no batch file; name one that has, such as sharing-work.")
    }
    if let folder = options.folder { return try write(lesson, to: folder) }
    try StandardOutput.write(question.fileText(complete: complete))
  }

  private func write(_ lesson: Lesson, to folder: String) throws {
    let files: [(name: String, isNew: Bool)]
    do throws(BookError) {
      files = try BookFolder.writeFiles(lesson.jobs.flatMap(\.files), of: lesson, complete: complete, to: folder)
    } catch {
      throw Refusal(error.description)
    }
    try StandardOutput.print(
      files.map { "\(folder)/\($0.name): \($0.isNew ? "written" : "was there already, and stays as it is")" })
  }

  private func report(_ path: String) throws {
    let shown = visible(path, onOneLine: true)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, limit: 4 << 20) } catch {
      throw Refusal("\(shown) can't be read (\(error.reason)); name a batch file.")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let script = BatchScript(bytes)
    let paths = script.findings(file: path, known: [:]).paths
    let (findings, _) = script.findings(file: path, known: PathFacts.lookUp(paths, from: folder))
    try StandardOutput.print(
      findings.map { finding in
        let kind = finding.severity == .note ? "" : " \(finding.severity):"
        return "\(shown):\(finding.line):\(kind) \(finding.words)"
      })
    let errors = findings.count { $0.severity == .error }
    if errors > 0 { throw Refusal("\(counted(errors, "error")) in \(shown); sbatch refuses the script as it is.") }
  }
}
