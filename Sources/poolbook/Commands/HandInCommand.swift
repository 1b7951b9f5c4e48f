import AnswerBook
import ArgumentParser
import LessonFormat
import Session

/// `poolbook hand-in`: what is missing, and the files to hand in.
struct HandInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-in", abstract: "List what is missing and what to hand in.",
    discussion: """
      With --add, it also stages these files in the folder's Git repository, with the command that it prints. It never \
      commits and never pushes.

      It exits with 0 if nothing is missing, and with 1 otherwise. With --add, it exits with 0 if Git has staged all the \
      files, even if something is missing.
      """)

  @OptionGroup var options: LessonOptions

  @Flag(help: "Stage the files with git add.")
  var add = false

  func run() throws {
    let (lesson, path) = try options.find()
    let handIn: HandIn
    do throws(BookError) {
      guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
      notices.forEach(say)
      handIn = HandIn(of: book, in: lesson, files: try BookFolder.filesToHandIn(in: path, lesson))
    } catch {
      throw Refusal(error.description)
    }
    try StandardOutput.print((handIn.openLines + handIn.fileLines).map(Self.text))
    if add { return try stage(handIn, in: path) }
    guard handIn.isComplete else { throw Refusal("\(handIn.summary) See the list above.") }
    try StandardOutput.print([handIn.summary])
  }

  private static func text(_ line: HandIn.Line) -> String {
    switch line {
    case .text: line.text
    case .there: "ok  \(line.text)"
    case .missing: "--  \(line.text)"
    }
  }

  private func stage(_ handIn: HandIn, in path: String) throws {
    guard !handIn.files.isEmpty else { throw Refusal("There is no file to stage in \(path) yet.") }
    let staging = Staging(handIn.files, in: path)
    try StandardOutput.print([handIn.summary, staging.command])
    let outcome = staging.run()
    guard outcome.isDone else { throw Refusal(outcome.sentence) }
    try StandardOutput.print([outcome.sentence])
  }
}
