internal import AnswerBook
internal import Canvas

/// A list over the page of what the student did: every answer, run, hint and solution with its time, newest first.
struct Journal: ScrollingLayer {
  var scroll = 0

  static let name = "the journal"
  static let sections = [BindingSection("In the journal", keys(alsoClosing: ["j", "q"]))]
  static let opening: Opening? = Opening(
    place: .anywhere,
    binding: Binding(["j"], "show the journal: what you did, and when", line: "journal", rank: 6) { _, model, _ in
      model.open(Journal())
      return []
    })

  func rows(_ model: Model) -> Lines {
    let context = model.paneContext
    let entries = model.book.journal
    if entries.isEmpty {
      return wrap("Nothing yet: your answers, runs and hints will be listed here.", width: context.width, style: .dim)
    }
    let nameWidth = min(24, entries.map { cellWidth(of: $0.id) }.max() ?? 0)
    var lines: Lines = []
    var day = ""
    for entry in entries {
      if context.day(entry.time) != day {
        day = context.day(entry.time)
        lines += (lines.isEmpty ? [] : [.blank]) + [TextLine(day, .bold)]
      }
      let (ellipsis, time) = (context.glyphs.ellipsis, context.time(entry.time))
      let runs = [
        StyledRun("  \(time)  ", .dim), StyledRun(fit(entry.kind.rawValue, to: 10)),
        StyledRun(fit(entry.id, to: nameWidth, ellipsis: ellipsis) + "  ", .dim), StyledRun(entry.text),
      ]
      lines.append(TextLine(runs: truncate(runs, to: context.width, ellipsis: ellipsis)))
    }
    return lines
  }
}
