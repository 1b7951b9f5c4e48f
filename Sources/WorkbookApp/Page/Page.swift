internal import Canvas
internal import LessonFormat

/// A section as rows, more than may fit on the screen.
struct Page: Sendable, Equatable {
  /// All rows.
  private(set) var lines: Lines = []
  /// The rows of each part of the section, without the blank row after it.
  private(set) var parts: [Range<Int>] = []
  /// The cursor while something is being typed: a row of the page and a column of its text.
  private(set) var cursor: Canvas.Cursor?
  /// Rows that are to stay in sight with the cursor: what is said about its line.
  private(set) var companion: Range<Int>?
  /// The rows of what came of a code cell, by the part that it is.
  private(set) var results: [Int: Range<Int>] = [:]

  /// Lays out the section being read.
  init(_ model: Model) {
    let section = model.section
    let context = model.paneContext
    lines = wrap(section.title, width: context.width, style: .bold)
    if section.isOptional { lines.append(TextLine("optional: you can skip any of it", .dim)) }
    for (index, part) in section.parts.enumerated() {
      lines.append(.blank)
      let start = lines.count
      var result: Range<Int>?
      switch part {
      case .prose:
        lines += model.layouts.parts[safe: index] ?? []
      case .experiment(let spec):
        add(ExperimentPane(experiment: model.state(of: spec), context: context).part)
      case .job(let spec): add(JobPane(state: model.state(of: spec), context: context).part)
      case .question(let question):
        let prompt = model.layouts.parts[safe: index] ?? []
        let part = QuestionPane(state: model.state(of: question), prompt: prompt, context: context).part
        add(part)
        result = part.result
      }
      parts.append(start..<lines.count)
      if let rows = result { results[index] = start + rows.lowerBound..<start + rows.upperBound }
    }
    if section.showsFigures {
      let machine = model.surroundings.machine
      lines += [.blank] + ClosingTable(rows: model.session.figures, machine: machine, context: context).lines
    }
  }

  private mutating func add(_ part: PagePart) {
    if let cursor = part.cursor { self.cursor = Canvas.Cursor(x: cursor.x, y: lines.count + cursor.y) }
    if let rows = part.companion { companion = lines.count + rows.lowerBound..<lines.count + rows.upperBound }
    lines += part.lines
  }
}

/// The rows of an experiment or a question.
struct PagePart: Sendable, Equatable {
  /// The rows.
  var lines: Lines = []
  /// The cursor among them while something is being typed here.
  var cursor: Canvas.Cursor?
  /// Rows that are to stay in sight with the cursor.
  var companion: Range<Int>?
  /// Rows that say what came of a code cell.
  var result: Range<Int>?

  /// Adds the rows of a field, indented.
  mutating func add(_ field: FieldView, indent: Int) {
    if let cursor = field.cursor { self.cursor = Canvas.Cursor(x: indent + cursor.x, y: lines.count + cursor.y) }
    lines += field.lines.indented(by: indent)
  }
}
