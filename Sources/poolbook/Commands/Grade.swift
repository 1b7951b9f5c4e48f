import AnswerBook
import ArgumentParser
import Canvas
import Glibc
import HandIns
import LessonFormat
import Posix
import Terminal
import Text
import WorkbookApp

/// `poolbook grade DIR`: one question after another, over all students.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Grade what a class has handed in, one question over all students.",
    discussion: """
      Shows each answer with the rubric beside it. j and k go from student to student, digits give points, c writes a \
      comment. Every change is a line of grades.jsonl in the folder, written at once.

      With --feedback or --gradebook, nothing is shown. They write the feedback for the students, and the points into \
      the file of grades that your learning system has exported. Only the cells of one column change there, and a column \
      is never added.
      """)

  @Argument(help: "The folder with the hand-ins.")
  var folder: String

  @OptionGroup var reading: CollectOptions

  @Option(help: ArgumentHelp("Begin with this question: its id or its number.", valueName: "id"))
  var question: String?

  @Option(
    help: ArgumentHelp("Write feedback.md and feedback.html for each student into this folder.", valueName: "folder"))
  var feedback: String?

  @OptionGroup var book: GradebookOptions

  func run() throws {
    var status = stat()
    guard stat(folder, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
      throw Refusal(
        "\(visible(folder, onOneLine: true)) isn't a folder: put the download into a folder of its own; the grades are saved "
          + "there.")
    }
    let collection = try reading.collection(of: [folder])
    guard !collection.handedIn.isEmpty else {
      try StandardOutput.print(collection.lines)
      throw Refusal("No hand-in could be read: see the list above.")
    }
    guard feedback != nil || book.gradebook != nil else { return try show(collection) }
    let grades = try readGrades(in: folder)
    if let feedback { try write(GradeReports.feedback(collection, grades), below: feedback) }
    try book.fill(collection, grades)
  }

  private func show(_ collection: HandIns.Collection) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Refusal("`poolbook grade` needs a terminal; in a script, use --feedback or --gradebook.")
    }
    let index = try question.map { word throws(Refusal) in try Self.index(of: word, in: collection.lesson) }
    let opened: (file: GradeFile, grades: Grades, skipped: Int)
    do throws(GradeFileError) { opened = try GradeFile.open(in: folder) } catch { throw Refusal(error.description) }
    noteSkipped(opened.skipped)
    guard let signals = Signals(), let mailbox = try? Mailbox<GradeScreen.Message>() else { throw Refusal.noDescriptor }
    let screen: Screen
    do throws(ScreenError) { screen = try Screen.open() } catch { throw Refusal(error.description) }
    defer { screen.close() }
    let app = GradeScreen(collection, opened.grades, glyphs: screen.glyphs, question: index)
    let loop = EventLoop(
      app: app, screen: screen, signals: signals, mailbox: mailbox, effects: GradeEffects(opened.file))
    let code = loop.run()
    if code != 0 { throw QuietEnd(code: code) }
  }

  private static func index(of word: String, in lesson: Lesson) throws(Refusal) -> Int {
    if let index = lesson.questions.firstIndex(where: { $0.id == word }) { return index }
    if let number = Int(word), lesson.questions.indices.contains(number - 1) { return number - 1 }
    throw Refusal(
      "The lesson has no question \(visible(word, onOneLine: true)): it has 1 to \(lesson.questions.count).")
  }

  private func write(_ files: [(folder: String, name: String, text: String)], below folder: String) throws {
    do throws(BookError) {
      try writeExports([], toFolder: folder)
      for (student, files) in Dictionary(grouping: files, by: \.folder) {
        let files = files.map { (name: $0.name, bytes: Array($0.text.utf8)) }
        try writeExports(files, toFolder: "\(folder)/\(student)")
      }
    } catch {
      throw Refusal(error.description)
    }
    let students = counted(Set(files.map(\.folder)).count, "student")
    try StandardOutput.print(["Feedback for \(students) is in \(visible(folder, onOneLine: true))."])
  }
}
