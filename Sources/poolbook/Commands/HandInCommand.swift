import AnswerBook
import ArgumentParser
import Canvas
import LessonFormat
import Session

/// `poolbook hand-in`: what is missing, and the one file to upload.
struct HandInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-in", abstract: "List what is missing, and pack the one file to upload.",
    discussion: """
      The file has your answers, the journal, your runs and the files that the lesson asks for. It is in your folder, \
      and hand-ins.jsonl there keeps its receipt.

      With --add, it also stages these files in the folder's Git repository, with the command that it prints. It never \
      commits and never pushes.

      It exits with 0 if nothing is missing, and with 1 otherwise. With --add, it exits with 0 if Git has staged all the \
      files, even if something is missing.
      """)

  @OptionGroup var options: LessonOptions

  @Option(help: "Your name, which answers.md keeps.")
  var student: String?

  @Option(help: ArgumentHelp("The number or the login by which your school knows you.", valueName: "id"))
  var studentID: String?

  @Flag(help: "Stage the files with git add.")
  var add = false

  func run() throws {
    let (lesson, path) = try options.find()
    let handIn: HandIn
    let packed: PackedHandIn
    do throws(BookError) {
      let book = try student == nil && studentID == nil ? read(path, lesson) : name(path, lesson)
      handIn = HandIn(
        of: book, in: lesson, files: try BookFolder.filesToHandIn(in: path, lesson),
        evidence: (try? BookFolder.evidence(in: path))?.sentences ?? [])
      packed = PackedHandIn(try BookFolder.saveBundle(in: path, lesson), in: path)
    } catch {
      throw Refusal(error.description)
    }
    let lines = [handIn.studentLine] + handIn.openLines + handIn.evidenceLines + handIn.fileLines
    try StandardOutput.print(lines.flatMap(Self.rows) + [packed.sentence] + Self.rows(.text(packed.receiptSentence)))
    if handIn.student.isUnknown { say("--student NAME adds your name.") }
    if add { return try stage(handIn, in: path) }
    guard handIn.isComplete else { throw Refusal("\(handIn.summary) See the list above.") }
    try StandardOutput.print([handIn.summary])
  }

  private func read(_ path: String, _ lesson: Lesson) throws(BookError) -> AnswerBook {
    let restored = try BookFolder.saveRestored(in: path, lesson)
    guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
    for notice in restored + notices.filter({ !restored.contains($0) }) { say(notice) }
    return book
  }

  /// Writes whose record it is into it.
  private func name(_ path: String, _ lesson: Lesson) throws(BookError) -> AnswerBook {
    // Without a record there is nothing to hand in, and none is made.
    _ = try read(path, lesson)
    var (folder, book, _) = try BookFolder.open(path, lesson: lesson)
    book.student = Student(name: student ?? book.student.name, id: studentID ?? book.student.id)
    try folder.save(book)
    return book
  }

  /// A line in rows of 80 columns; no row ends within an item of a list.
  private static func rows(_ line: HandIn.Line) -> [String] {
    let width = 80
    switch line {
    case .text(let text): return wrap(text, width: width).map(\.text)
    case .there: return wrap("ok  \(line.text)", width: width, hanging: 4).map(Self.indented)
    case .missing(let text, let items):
      guard let first = items.first else {
        return wrap("--  \(line.text)", width: width, hanging: 4).map(Self.indented)
      }
      return fill(["\(text): \(first)"] + items.dropFirst(), width: width - 4).enumerated().map {
        ($0 == 0 ? "--  " : "    ") + $1
      }
    }
  }

  private static func indented(_ line: TextLine) -> String { String(repeating: " ", count: line.indent) + line.text }

  private func stage(_ handIn: HandIn, in path: String) throws {
    guard !handIn.files.isEmpty else { throw Refusal("There is no file to stage in \(path) yet.") }
    let staging = Staging(handIn.files, in: path)
    try StandardOutput.print([handIn.summary, staging.command])
    let outcome = staging.run()
    guard outcome.isDone else { throw Refusal(outcome.sentence) }
    try StandardOutput.print([outcome.sentence])
  }
}
