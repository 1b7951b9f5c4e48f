import AnswerBook
import ArgumentParser
import Exports
import Text

/// `poolbook export`: the answers and runs as a document to read.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write your answers and runs as a document to read.",
    discussion: """
      The document says what is missing, has every question with its answer, and compares the answers with your runs, as \
      the workbook does. --folder also takes a file: the answers.md of somebody else, whatever its name.

      Without --format, the ending of the file's name says the format.
      """)

  @OptionGroup var options: LessonOptions

  @Option(help: "The format: \(Export.formats) (default: by the file's ending, or else \(ExportFormat.all[0].name)).")
  var format: String?

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  private static var formats: String {
    let words = ExportFormat.all.map { "\($0.name) (\($0.summary))" }
    return words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
  }

  func validate() throws { _ = try chosen }

  private var chosen: ExportFormat {
    get throws {
      if let format {
        guard let known = ExportFormat.named(format) else {
          throw ValidationError("format is \(Self.formats), not “\(visible(format, onOneLine: true))”.")
        }
        return known
      }
      guard let output, let name = output.split(separator: "/").last, name.dropFirst().contains(".") else {
        return ExportFormat.all[0]
      }
      if let known = ExportFormat.ofFile(output) { return known }
      let endings = ExportFormat.all.compactMap(\.endings.first).joined(separator: ", ")
      throw ValidationError(
        "No format has files like “\(visible(String(name), onOneLine: true))”: use one of \(endings), or add --format.")
    }
  }

  func run() throws {
    let (lesson, path) = try options.find()
    let format = try chosen
    let bytes: [UInt8]
    do throws(BookError) {
      let (source, notices) = try ExportSource.read(path, lesson: lesson)
      notices.forEach(say)
      bytes = try format.bytes(source)
      if let output { return try writeExport(bytes, to: output) }
    } catch {
      throw Refusal(error.description)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal("The format \(format.name) isn't text: add a file for it with -o.")
    }
    try StandardOutput.write(text)
  }
}
