import AnswerBook
import ArgumentParser
import HandIns
import LessonFormat
import Text

/// The file of grades that a learning system has exported, to be filled.
struct GradebookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fill one column of this file of grades, which your learning system has exported.", valueName: "file"))
  var gradebook: String?

  @Option(
    help: ArgumentHelp(
      "The title of the column for the points (default: the one that is titled like the lesson).", valueName: "title"))
  var column: String?

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "Write the filled file here (default: its own name with .graded before the ending).", valueName: "file"))
  var output: String?

  func validate() throws {
    if let gradebook, output == gradebook {
      throw ValidationError("-o names the file of grades itself: what your system has exported stays as it is.")
    }
    if gradebook == nil, column != nil || output != nil {
      throw ValidationError("--column and -o say what happens to a file of grades: name it with --gradebook.")
    }
  }

  /// Writes the points into a copy of the file, and says who isn't in it; does nothing if no file was named.
  func fill(_ collection: HandIns.Collection, _ grades: Grades) throws {
    guard let gradebook else { return }
    let bytes = try readTable(gradebook, "file of grades")
    let book: Gradebook
    do throws(GradebookError) {
      book = try Gradebook(bytes, column: column, titles: [collection.lesson.title, collection.lesson.id])
    } catch {
      throw Refusal("\(visible(gradebook, onOneLine: true)): \(error.description)")
    }
    let filled = book.filled(with: GradeReports.points(collection, grades))
    if let output, output.split(separator: "/").last.map(String.init) == GradeFile.name {
      throw Refusal("\(visible(output, onOneLine: true)) has the grades themselves: choose another file with -o.")
    }
    let target = output ?? GradeReports.gradedName(of: gradebook)
    do throws(BookError) { try writeExport(filled.bytes, to: target) } catch { throw Refusal(error.description) }
    let lines =
      filled.unmatched + filled.withoutPoints.map { "No points for \($0)." } + filled.notes
      + GradeReports.remarks(collection, grades) + [
        "\(counted(filled.filled, "student")) \(filled.filled == 1 ? "has" : "have") points in the column "
          + "“\(book.heading)” of \(target)."
      ]
    try StandardOutput.print(lines.map { visible($0, onOneLine: true) })
  }
}

/// Reads the grades in a folder of hand-ins.
func readGrades(in folder: String) throws(Refusal) -> Grades {
  do throws(GradeFileError) {
    if let (grades, skipped) = try GradeFile.read(in: folder) {
      noteSkipped(skipped)
      return grades
    }
  } catch {
    throw Refusal(error.description)
  }
  let place = visible(folder, onOneLine: true)
  throw Refusal("There are no grades in \(place) yet: `poolbook grade \(place)` gives points.")
}

/// Says how many lines of the file of grades can't be read.
func noteSkipped(_ count: Int) {
  if count > 0 { say("\(counted(count, "damaged line")) of \(GradeFile.name) \(count == 1 ? "was" : "were") skipped.") }
}
