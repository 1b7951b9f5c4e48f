internal import Canvas

/// The first row: the lesson, the section, how far, and whether everything is kept.
struct TitleLine {
  let model: Model

  /// Draws the row and the rule below it.
  func draw(on canvas: inout Canvas) {
    let width = canvas.size.width
    let glyphs = model.glyphs
    let dot = " \(glyphs.separator) "
    let position = model.position
    let kind = model.section.isOptional ? "optional " : ""
    let right = "\(kind)\(position.here)/\(position.all)\(dot)\(saved)"
    let rightColumn = width - 1 - cellWidth(of: right)
    canvas.put(right, x: rightColumn, y: 0, style: model.saving.failure == nil ? .dim : .bold)
    let room = rightColumn - 3
    let lesson = "poolbook\(dot)\(model.lesson.title)"
    let section = model.section.title
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

  private var saved: String {
    if model.surroundings.readOnly != nil { return "read only" }
    if model.saving.failure != nil { return "not saved" }
    return model.saving.saved >= model.revision ? "saved" : "saving"
  }
}
