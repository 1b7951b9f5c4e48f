import AnswerBook
import Canvas

/// Writes a screen to a student's folder, as an SVG picture and as text, and says where it is or why it isn't there.
func keepPicture(_ canvas: Canvas, title: String, in folder: BookFolder) -> String {
  let rows = canvas.rows
  let description = rows.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
  do throws(BookError) {
    let name = try folder.savePicture([
      ("svg", canvas.svg(title: title, description: description.joined(separator: "; "))),
      ("txt", rows.joined(separator: "\n") + "\n"),
    ])
    return "The screen is in \(name).svg, and as text in \(name).txt."
  } catch {
    return error.description
  }
}
