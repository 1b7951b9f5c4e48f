package import Canvas
internal import Exports
internal import HandIns
internal import LessonFormat
internal import Text

extension GradeScreen {
  /// The rows of the answer and the rubric.
  var bodyHeight: Int { max(1, size.height - 8) }

  /// Draws the answer, the rubric beside it, and the points.
  package func view(size: Size) -> Canvas {
    var canvas = Canvas(size: size)
    guard size.width >= 40, size.height >= 12 else {
      canvas.put("Enlarge the window.", x: 0, y: 0)
      return canvas
    }
    drawTitle(on: &canvas)
    let body = Rect(x: 1, y: 4, width: size.width - 2, height: bodyHeight)
    if showsHelp {
      drawHelp(on: &canvas, body)
    } else {
      drawBody(on: &canvas, body)
      drawPoints(on: &canvas)
    }
    KeyLine(hints: hints).draw(on: &canvas)
    return canvas
  }

  private func drawTitle(on canvas: inout Canvas) {
    let worth = most.map { ", \(counted($0, "point"))" } ?? ""
    let count = "\(graded) of \(rows.count) graded"
    let title = "Question \(question + 1), \(asked.id)\(worth)"
    canvas.put(
      truncate(title, to: size.width - cellWidth(of: count) - 4, ellipsis: glyphs.ellipsis), x: 1, y: 0, style: .bold)
    canvas.put(count, x: size.width - cellWidth(of: count) - 1, y: 0)
    canvas.put(String(repeating: String(glyphs.horizontal), count: size.width), x: 0, y: 1, style: .dim)
    let late = row.attempt?.isLate == true ? "  late" : ""
    let place = "\(student + 1)/\(rows.count)"
    let name = visible(row.shown, onOneLine: true)
    canvas.put(
      truncate(name + late, to: size.width - place.count - 4, ellipsis: glyphs.ellipsis), x: 1, y: 2, style: .bold)
    canvas.put(place, x: size.width - place.count - 1, y: 2, style: .dim)
  }

  private func drawBody(on canvas: inout Canvas, _ area: Rect) {
    let isWide = area.width >= 56
    let left = isWide ? area.width * 3 / 5 : area.width
    draw(
      answerLines(width: left), on: &canvas, Rect(x: area.x, y: area.y, width: left, height: area.height))
    guard isWide else { return }
    let (x, width) = (area.x + left + 3, area.width - left - 3)
    for index in 0..<area.height { canvas.put(String(glyphs.vertical), x: x - 2, y: area.y + index, style: .dim) }
    draw(sideLines(width: width), on: &canvas, Rect(x: x, y: area.y, width: width, height: area.height))
  }

  /// Draws rows from where they are scrolled to, and says how many are below.
  private func draw(_ lines: Lines, on canvas: inout Canvas, _ area: Rect) {
    let top = min(scroll, max(0, lines.count - area.height))
    for (index, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      canvas.put(line, x: area.x, y: area.y + index, in: area)
    }
    let hidden = lines.count - top - area.height
    guard hidden > 0 else { return }
    canvas.put("\(glyphs.ellipsis) \(counted(hidden, "more row"))", x: area.x, y: area.y + area.height, style: .dim)
  }

  /// The answer with the workbook's verdict, and what a teacher should look at.
  private func answerLines(width: Int) -> Lines {
    guard let report = row.attempt?.report, let answer = report.questions.first(where: { $0.id == asked.id }) else {
      return [TextLine("This hand-in doesn't have the question.", .dim)]
    }
    var lines: Lines = []
    if !answer.isAnswered { lines.append(TextLine("not answered", .dim)) }
    for field in answer.fields where field.isFilled || answer.isAnswered { lines += self.lines(field, width) }
    if let verdict = answer.verdict { lines += [.blank] + wrap(verdict, width: width, style: .bold) }
    if GradeReports.isStale(mark, row, asked.id) {
      lines += wrap("The answer has changed since these points were given.", width: width, style: .bold)
    }
    if answer.isChanged { lines += wrap("The lesson asks this differently now.", width: width) }
    var help: [String] = []
    if answer.hintsSeen > 0 { help.append(counted(answer.hintsSeen, "hint")) }
    if answer.solutionSeen { help.append("the solution") }
    if !help.isEmpty { lines += wrap("Has seen \(help.joined(separator: " and ")).", width: width, style: .dim) }
    if !row.flags.isEmpty { lines.append(.blank) }
    for flag in row.flags {
      lines += wrap("! " + visible(flag.sentence, onOneLine: true), width: width, style: .dim, hanging: 2)
    }
    return lines
  }

  private func lines(_ field: ReportedField, _ width: Int) -> Lines {
    switch field.value {
    case .choice(let options, let chosen):
      return options.enumerated().flatMap { index, option in
        wrap(
          [StyledRun(index == chosen ? "\(glyphs.done) " : "  ", .bold), StyledRun(visible(option, onOneLine: true))],
          width: width, hanging: 2)
      }
    case .number(let number, let unit):
      return wrap(visible(number, onOneLine: true) + (unit.map { " \($0)" } ?? ""), width: width)
    case .text(let text, let form):
      let shown = visible(String(text.prefix(20_000)))
      return shown.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        wrap(String(line).replacing("\t", with: "    "), width: width, hanging: form.language == nil ? 0 : 4)
      }
    }
  }

  /// The rubric and the solution, or else the question.
  private func sideLines(width: Int) -> Lines {
    let setter = ProseSetter(width: width, wholeWidth: width, glyphs: glyphs)
    var lines: Lines = []
    if !asked.rubric.isEmpty { lines += [TextLine("Rubric", .bold)] + setter.lines(asked.rubric) + [.blank] }
    if !asked.solution.isEmpty { lines += [TextLine("Solution", .bold)] + setter.lines(asked.solution) + [.blank] }
    return lines + [TextLine("Question", .bold)] + setter.lines(asked.prompt)
  }

  private func drawPoints(on canvas: inout Canvas) {
    let y = size.height - 3
    let points = entry.map { "\($0)_" } ?? mark.points.map(pointsText) ?? "\(glyphs.isASCII ? "-" : "–")"
    canvas.put("points  ", x: 1, y: y, style: .dim)
    canvas.put(points + (most.map { " of \($0)" } ?? ""), x: 10, y: y, style: .bold)
    canvas.put("comment ", x: 1, y: y + 1, style: .dim)
    if let comment {
      canvas.put(comment.visibleRows.first?.text ?? "", x: 10, y: y + 1)
      canvas.cursor = Canvas.Cursor(x: 10 + comment.visibleCursor.x, y: y + 1)
    } else {
      let text = visible(mark.comment, onOneLine: true)
      canvas.put(truncate(text, to: size.width - 12, ellipsis: glyphs.ellipsis), x: 10, y: y + 1)
    }
    if let remark {
      let text = truncate(remark, to: size.width - 28, ellipsis: glyphs.ellipsis)
      canvas.put(text, x: size.width - cellWidth(of: text) - 1, y: y, style: .bold)
    }
  }

  private func drawHelp(on canvas: inout Canvas, _ area: Rect) {
    let rows =
      Self.moving.map { ($0.entry.longName(ascii: glyphs.isASCII), $0.entry.does) }
      + Self.acting.map { ($0.keys, $0.does) } + [("q", "quit; every change is already saved")]
    for (index, row) in rows.prefix(area.height).enumerated() {
      canvas.put(truncate(row.0, to: 22, ellipsis: glyphs.ellipsis), x: area.x, y: area.y + index, style: .bold)
      canvas.put(
        truncate(row.1, to: area.width - 24, ellipsis: glyphs.ellipsis), x: area.x + 24, y: area.y + index)
    }
  }

  private var hints: [KeyHint] {
    if comment != nil {
      return [
        KeyHint("enter", "keep"), KeyHint(glyphs.isASCII ? "up down" : "↑↓", "earlier comments"),
        KeyHint("esc", "as it was"),
      ]
    }
    let moving = Self.moving.compactMap { binding in
      binding.line(self).map { KeyHint(binding.entry.shortName(ascii: glyphs.isASCII), $0, rank: binding.rank) }
    }
    let acting = Self.acting.compactMap { keys, _, line in
      line.map { KeyHint(glyphs.isASCII ? keys.replacing("…", with: "-") : keys, $0) }
    }
    return acting + moving + [KeyHint("?", "keys", rank: 2), KeyHint("q", "end", rank: 2)]
  }
}
