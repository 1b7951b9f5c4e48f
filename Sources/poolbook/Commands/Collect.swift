import AnswerBook
import ArgumentParser
import Glibc
import HandIns
import LessonFormat
import Posix
import Text

/// `poolbook collect PATH…`: what a class has handed in.
struct Collect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put what a class has handed in into a table.",
    discussion: """
      Reads folders, zips, zips in zips, and records by themselves, as Canvas, Moodle, Brightspace, Gradescope, GitHub \
      Classroom, Blackboard and nbgrader give them to a teacher. Hand-ins are found by what is in the files, whatever \
      their names are. Of each student, the newest attempt counts.

      Nothing in a hand-in is run. What can't be read is listed with the reason. It exits with 0 if anything could be \
      read, and with 1 otherwise.
      """)

  @Argument(help: "Folders and files with hand-ins.")
  var paths: [String]

  @OptionGroup var reading: CollectOptions

  @Option(help: ArgumentHelp("Write the table to this file, as CSV for spreadsheets.", valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp("Write the table and all that was found to this file, as JSON.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Write the table to this file, and a page with all answers to each question to a folder beside it, as HTML.",
      valueName: "file"))
  var html: String?

  @OptionGroup var book: GradebookOptions

  func validate() throws {
    if book.gradebook != nil, paths.count != 1 {
      throw ValidationError("With --gradebook, name one folder: the one that you graded.")
    }
    guard !paths.isEmpty else { throw ValidationError("Name the folder or the zip with the hand-ins.") }
  }

  func run() throws {
    let collection = try reading.collection(of: paths)
    try StandardOutput.print(collection.lines)
    if let csv { try write(collection.csv, to: csv) }
    if let json { try write(Array(StandardOutput.jsonText(CollectionJSON(collection)).utf8), to: json) }
    if let html { try writePages(of: collection, to: html) }
    if book.gradebook != nil { try book.fill(collection, readGrades(in: paths[0])) }
    if collection.handedIn.isEmpty { throw Refusal("No hand-in could be read: see the list above.") }
  }

  /// Writes a file whole, and over no hand-in.
  private func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
    // A download that was named twice would be lost.
    let old = (try? readFile(path)) ?? []
    if !old.isEmpty, path.hasSuffix(".jsonl") || old.starts(with: [0x50, 0x4B, 3, 4]) {
      throw Refusal("\(visible(path, onOneLine: true)) is there already and looks like a hand-in: name another file.")
    }
    do throws(BookError) { try writeExport(bytes, to: path) } catch { throw Refusal(error.description) }
  }

  /// Writes the table, and a folder beside it with the pages of the questions.
  private func writePages(of collection: Collection, to path: String) throws(Refusal) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let folder = (stem.isEmpty ? name : stem) + "-questions"
    let pages = CollectionPages(collection, index: name, folder: folder)
    do throws(BookError) {
      try writeExport(Array(pages.table.utf8), to: path)
      let files = pages.pages.map { (name: $0.name, bytes: Array($0.text.utf8)) }
      try writeExports(files, toFolder: String(path.dropLast(name.count)) + folder)
    } catch {
      throw Refusal(error.description)
    }
  }
}
