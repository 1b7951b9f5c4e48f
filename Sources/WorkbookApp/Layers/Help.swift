internal import Canvas

/// All keys, over the page.
struct Help: ScrollingLayer {
  var scroll = 0

  static let name = "the help"
  static let sections = [
    BindingSection("In this help", keys(alsoClosing: [.key(.enter), "?", "q", .key(.function(1))]))
  ]
  static let opening: Opening? = Opening(
    place: .anywhere,
    binding: Binding(["?"], also: [.key(.function(1))], "show every key", line: "help") { _, model, _ in
      model.open(Help())
      return []
    })

  /// Columns of the keys' names.
  private static let nameWidth = 22

  /// The sections of all layers; a section that several layers share appears once.
  static var keySections: [KeySection] {
    Layers.all.flatMap { $0.ownKeySections }.reduce(into: []) { sections, section in
      if !sections.contains(where: { $0.title == section.title }) { sections.append(section) }
    }
  }

  func rows(_ model: Model) -> Lines {
    let width = model.frame.page.width
    var lines: Lines = []
    for section in Help.keySections {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(TextLine(section.title, .bold))
      for entry in section.entries { lines += Help.rows(entry, width: width, ascii: model.glyphs.isASCII) }
    }
    let folder = model.session.newFolder ?? model.surroundings.folder
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
