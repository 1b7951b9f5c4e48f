import ArgumentParser
import HandIns
import LessonFormat
import Posix
import Text

/// How hand-ins are read, and who should have handed in something.
struct CollectOptions: ParsableArguments {
  @Option(help: "The id of a built-in lesson, or a lesson file.")
  var lesson = "sharing-work"

  @Option(help: ArgumentHelp("A table with everybody who should hand in something, as CSV.", valueName: "file"))
  var roster: String?

  @Option(
    help: ArgumentHelp(
      "A regular expression that finds the student in a path: (?<id>…), (?<name>…) or both.", valueName: "regex"))
  var names: String?

  func validate() throws { _ = try pattern }

  private var pattern: NamePattern? {
    get throws {
      do throws(NamePattern.Problem) {
        return try names.map { text throws(NamePattern.Problem) in try NamePattern(text) }
      } catch { throw ValidationError("--names: \(error.description)") }
    }
  }

  /// Reads everything in some folders and files.
  func collection(of paths: [String]) throws -> HandIns.Collection {
    let roster = try roster.map { path throws(Refusal) in
      let bytes = try readTable(path, "roster")
      do throws(GradebookError) { return try Roster(bytes) } catch {
        throw Refusal("\(visible(path, onOneLine: true)): \(error.description)")
      }
    }
    var finder = Finder(try LessonSource.lesson(lesson), pattern: try pattern)
    for path in paths { finder.search(path) }
    finder.noteOthers()
    return Collection(finder, roster: roster)
  }
}

/// Reads a file with a table.
///
/// - Parameter what: What it is, as a word for the sentence about a failure.
func readTable(_ path: String, _ what: String) throws(Refusal) -> [UInt8] {
  do throws(FileError) { return try readFile(path) } catch {
    throw Refusal("The \(what) \(visible(path, onOneLine: true)) can't be read (\(error.reason)): name another file.")
  }
}
