internal import AnswerBook
internal import Canvas
internal import LessonFormat
internal import Session

/// The first row: the lesson, the section, the progress, and whether everything is saved.
struct TitleLine {
  let lesson: String
  let section: String
  let isOptional: Bool
  /// How many questions are answered: of an optional section those of optional sections, elsewhere those of the others.
  let progress: Progress
  /// Whether everything is saved, in words.
  let saved: String
  let isSaveFailing: Bool
  let glyphs: Glyphs

  /// Draws the row and the rule below it.
  func draw(on canvas: inout Canvas) {
    let width = canvas.size.width
    let dot = " \(glyphs.separator) "
    let answered = "\(progress.answered)/\(progress.all)\(isOptional ? " optional" : "") answered"
    let right = (progress.all > 0 ? answered + dot : "") + saved
    let rightColumn = width - 1 - cellWidth(of: right)
    canvas.put(right, x: rightColumn, y: 0, style: isSaveFailing ? .bold : .dim)
    let room = rightColumn - 3
    let lesson = "poolbook\(dot)\(lesson)"
    let centre = max(cellWidth(of: lesson) + 4, (width - cellWidth(of: section)) / 2)
    if centre + cellWidth(of: section) <= room {
      canvas.put(lesson, x: 1, y: 0, style: .dim)
      canvas.put(section, x: centre, y: 0, style: .bold)
    } else {
      let title = truncate(section, to: max(8, room), ellipsis: glyphs.ellipsis)
      canvas.put(title, x: 1, y: 0, style: .bold)
    }
    canvas.fill(Rect(x: 0, y: 1, width: width, height: 1), with: glyphs.horizontal, style: .dim)
  }
}

extension Model {
  /// The first row of the screen.
  var titleLine: TitleLine {
    TitleLine(
      lesson: lesson.title, section: section.title, isOptional: section.isOptional,
      progress: book.progress(of: section.isOptional ? lesson.optionalQuestions : lesson.requiredQuestions),
      saved: surroundings.readOnly == nil ? saving.status.rawValue : "read only",
      isSaveFailing: saving.status == .notSaved, glyphs: glyphs)
  }
}
