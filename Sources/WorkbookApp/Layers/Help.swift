internal import Canvas

/// All keys, over the page.
struct Help: Layer {
  /// How many rows are above the window.
  var scroll = 0

  static let coversPage = true
  static let sections = [BindingSection("In this help", [move, page, ends, leave])]
  static let opening: Opening? = Opening(
    place: .anywhere,
    binding: Binding(["?"], also: [.key(.function(1))], "show every key", line: "help") { _, model, _ in
      model.open(Help())
      return []
    })

  private static let move = Binding<Help>([.up: -1, .down: 1], "scroll", line: "scroll") { help, model, step in
    help.scroll(by: step, &model)
  }

  private static let page = Binding<Help>(
    [.character(" "): 1, .character("b"): -1], also: [.pageDown: 1, .pageUp: -1], "a page down, a page up"
  ) { help, model, step in help.scroll(by: step * max(1, model.frame.page.height - 2), &model) }

  private static let ends = Binding<Help>([.home: -1, .end: 1], "the start, the end") { help, model, step in
    help.scroll(by: step * Help.lines(model).count, &model)
  }

  private static let leave = Binding<Help>(
    [.key(.escape)], also: [.key(.enter), "?", "q", .key(.control("c")), .key(.function(1))], "back to the page",
    line: "back to the page"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private mutating func scroll(by rows: Int, _ model: inout Model) {
    let before = scroll
    scroll = clamped(scroll + rows, model)
    if scroll == before { model.remark = rows > 0 ? "This is the end of the help." : "This is the start of the help." }
  }

  private func clamped(_ scroll: Int, _ model: Model) -> Int {
    min(max(0, scroll), max(0, Help.lines(model).count - model.frame.page.height))
  }

  // MARK: - Drawing

  /// Columns of the keys' names.
  private static let nameWidth = 22

  func draw(on canvas: inout Canvas, _ model: Model) {
    let frame = model.frame
    let area = frame.body
    canvas.fill(area)
    for (row, line) in Help.lines(model).dropFirst(clamped(scroll, model)).prefix(area.height).enumerated() {
      canvas.put(line, x: frame.page.x, y: area.y + row, in: area)
    }
  }

  /// The sections of all layers; one that several layers share is there once.
  static var keySections: [KeySection] {
    Layers.all.flatMap { $0.ownKeySections }.reduce(into: []) { sections, section in
      if !sections.contains(where: { $0.title == section.title }) { sections.append(section) }
    }
  }

  private static func lines(_ model: Model) -> Lines {
    let width = model.frame.page.width
    var lines: Lines = []
    for section in keySections {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(TextLine(section.title, .bold))
      for entry in section.entries { lines += rows(entry, width: width, ascii: model.glyphs.isASCII) }
    }
    let folder = model.surroundings.folder
    return lines + [.blank]
      + wrap(
        "Everything is saved automatically in \(folder.isEmpty ? "the lesson's folder" : folder); there is no key for it.",
        width: width)
  }

  private static func rows(_ entry: KeyEntry, width: Int, ascii: Bool) -> Lines {
    let names = wrap(entry.longName(ascii: ascii), width: nameWidth - 1)
    let words = wrap(entry.does, width: max(16, width - nameWidth - 2))
    return (0..<max(names.count, words.count)).map { row in
      let name = fit(row < names.count ? names[row].text : "", to: nameWidth)
      return TextLine(runs: [StyledRun(name, .bold)] + (row < words.count ? words[row].runs : []), indent: 2)
    }
  }
}
