import AnswerBook
import Canvas
import WorkbookApp

/// Writes a screen to a student's folder, as an SVG picture and as text, and says where it is or why it isn't there. A
/// replay is recorded, too, from its start to its end.
func keepPicture(_ canvas: Canvas, title: String, replay: ReplayScreen?, in folder: BookFolder) -> String {
  let rows = canvas.rows
  let description = rows.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
  var forms = [
    (ending: "svg", text: canvas.svg(title: title, description: description.joined(separator: "; "))),
    (ending: "txt", text: rows.joined(separator: "\n") + "\n"),
  ]
  if let replay {
    let cast = ReplayFilm.cast(of: replay, size: canvas.size, title: "\(title): \(replay.title)")
    forms.append((ending: "cast", text: cast))
  }
  do throws(BookError) {
    let name = try folder.savePicture(forms)
    return replay == nil
      ? "The screen is in \(name).svg, and as text in \(name).txt."
      : "Kept as \(name).svg, .txt, and, for asciinema, .cast."
  } catch {
    return error.description
  }
}
