internal import Canvas
internal import LessonFormat

/// A section as rows below one another, however many fit on the screen.
struct Page: Sendable, Equatable {
  /// All rows.
  private(set) var lines: Lines = []
  /// Which rows each part of the section takes; the blank row after it not counted.
  private(set) var parts: [Range<Int>] = []
  /// Where the cursor stands while something is typed: a row of the page and a column of its text.
  private(set) var cursor: Canvas.Cursor?

  /// Puts the section that is read together.
  init(_ model: Model) {
    let section = model.section
    let context = model.paneContext
    lines = wrap(section.title, width: context.width, style: .bold)
    if section.isOptional { lines.append(TextLine("optional: nothing of it counts as missing", .dim)) }
    for (index, part) in section.parts.enumerated() {
      lines.append(.blank)
      let start = lines.count
      switch part {
      case .prose:
        lines += model.layouts.parts[safe: index] ?? []
      case .experiment(let spec):
        add(ExperimentPane(experiment: model.state(of: spec), context: context).part)
      case .question(let question):
        let prompt = model.layouts.parts[safe: index] ?? []
        add(QuestionPane(state: model.state(of: question), prompt: prompt, context: context).part)
      }
      parts.append(start..<lines.count)
    }
    if section.id == "closing" {
      let machine = model.surroundings.machine
      lines += [.blank] + ClosingTable(rows: model.closingRows, machine: machine, context: context).lines
    }
  }

  private mutating func add(_ part: PagePart) {
    if let cursor = part.cursor { self.cursor = Canvas.Cursor(x: cursor.x, y: lines.count + cursor.y) }
    lines += part.lines
  }
}

/// The rows of an experiment or a question.
struct PagePart: Sendable, Equatable {
  /// The rows.
  var lines: Lines = []
  /// Where the cursor stands among them while something is typed here.
  var cursor: Canvas.Cursor?

  /// Puts an editor's rows below the others, after a mark and set in.
  mutating func add(_ field: FieldView, indent: Int) {
    if let cursor = field.cursor { self.cursor = Canvas.Cursor(x: indent + cursor.x, y: lines.count + cursor.y) }
    lines += field.lines.indented(by: indent)
  }
}
