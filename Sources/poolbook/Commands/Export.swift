import AnswerBook
import ArgumentParser
import Canvas
import Text

/// `poolbook export`: the answers and runs as a document to read.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write your answers and runs as a document to read.")

  @OptionGroup var options: LessonOptions

  @Option(help: "The format: \(Export.formats).")
  var format = "md"

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard ExportFormat.named(format) != nil else {
      throw ValidationError("format is \(Self.formats), not “\(visible(format, onOneLine: true))”.")
    }
  }

  private static let formats = ExportFormat.all.map(\.name).joined(separator: " or ")

  func run() throws {
    let (lesson, path) = try options.find()
    let bytes: [UInt8]
    do throws(BookError) {
      guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
      notices.forEach(say)
      bytes = (ExportFormat.named(format) ?? .all[0]).bytes(book, lesson)
      if let output { return try writeExport(bytes, to: output) }
    } catch {
      throw Refusal(error.description)
    }
    try StandardOutput.write(String(decoding: bytes, as: UTF8.self))
  }
}
