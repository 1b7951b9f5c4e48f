internal import Canvas
internal import LessonFormat
internal import Text

/// Writes prose as lines that make sense when they are read aloud.
///
/// If a lesson has a table of the screen's keys, its prose mentions keys as well. Each of them becomes the command that
/// does the same, the table of keys becomes the table of commands, and paragraphs about the screen are left out.
struct PlainProse: Sendable {
  /// Whether keys in code spans become commands.
  private let hasKeys: Bool

  /// Prepares for the prose of a lesson.
  init(of lesson: Lesson) {
    hasKeys = lesson.sections.flatMap(\.parts).contains { part in
      if case .prose(let block) = part { PlainKeys.isTable(block) } else { false }
    }
  }

  /// The lines of some blocks, an empty line between two.
  func lines(_ blocks: [Block], indent: Int = 0) -> [String] {
    var lines: [String] = []
    for block in blocks where !(hasKeys && PlainKeys.isAboutScreen(block)) {
      let inner = self.lines(of: block, indent: indent)
      guard !inner.isEmpty else { continue }
      if !lines.isEmpty { lines.append("") }
      lines += inner
    }
    return lines
  }

  /// Running text with the targets of its links.
  func text(_ inlines: [Inline]) -> String {
    inlines.indices.map { index in
      switch inlines[index] {
      case .code(let code): command(for: code, at: index, of: inlines) ?? code
      case .text(let text): text
      case .math(let tex): unicodeFormula(tex)
      case .softBreak: " "
      case .lineBreak: "\n"
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): text(inner)
      case .link(let inner, let target): link(text(inner), target)
      case .image(let alternative, let target): link("picture: \(alternative)", target)
      }
    }.joined()
  }

  /// The command for a key; in parentheses it needs a verb: `the timeline (type timeline)`.
  private func command(for key: String, at index: Int, of inlines: [Inline]) -> String? {
    guard hasKeys, let command = PlainKeys.commands[key] else { return nil }
    if index > 0, case .text(let before) = inlines[index - 1], before.hasSuffix("("), index + 1 < inlines.count,
      case .text(let after) = inlines[index + 1], after.hasPrefix(")")
    {
      return "type \(command)"
    }
    return command
  }

  /// The lines of a program with their numbers, which the student uses to change them.
  static func numbered(_ code: String) -> [String] {
    let lines = expandingTabs(code, every: tabWidth).split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.last == "" ? lines.dropLast() : lines[...]
    let width = String(shown.count).count
    return shown.enumerated().map { index, line in fit(String(index + 1), to: width, .right) + "  " + line }
  }

  private func link(_ words: String, _ target: String) -> String {
    target.isEmpty || target == words ? words : "\(words) (\(target))"
  }

  private func lines(of block: Block, indent: Int) -> [String] {
    switch block {
    case .paragraph(let inlines) where Self.formula(inlines) != nil:
      return (Self.formula(inlines) ?? []).map { Self.blanks(indent) + $0 }
    case .heading(_, let inlines), .paragraph(let inlines):
      return wrapped(text(inlines), indent: indent, hanging: indent)
    case .list(let start, let tight, let items): return list(items, start: start, tight: tight, indent: indent)
    case .table where PlainKeys.isTable(block): return PlainHelp.lines.map { Self.blanks(indent) + $0 }
    case .table(let columns, let header, let rows):
      return Self.table(header.map(text), rows.map { $0.map(text) }, columns).map { Self.blanks(indent) + $0 }
    case .code(_, let code):
      let lines = expandingTabs(code, every: tabWidth).split(separator: "\n", omittingEmptySubsequences: false)
      return (lines.last == "" ? lines.dropLast() : lines[...]).map { $0.isEmpty ? "" : Self.blanks(indent + 4) + $0 }
    case .quote(let blocks): return self.lines(blocks, indent: indent + 2)
    case .rule: return []
    }
  }

  /// The rows of a formula that has a paragraph of its own and more than one row.
  private static func formula(_ inlines: [Inline]) -> [String]? {
    guard case .math(let tex)? = inlines.first, inlines.count == 1 else { return nil }
    let rows = formulaLines(tex)
    return rows.count > 1 ? rows : nil
  }

  private func list(_ items: [[Block]], start: Int?, tight: Bool, indent: Int) -> [String] {
    var lines: [String] = []
    for (index, item) in items.enumerated() {
      let mark = start.map { "\($0 + index). " } ?? "- "
      var inner = self.lines(item, indent: indent + mark.count)
      if tight { inner.removeAll(where: \.isEmpty) }
      let first = inner.first.map { String($0.dropFirst(indent + mark.count)) } ?? ""
      if !lines.isEmpty, !tight { lines.append("") }
      lines.append(Self.blanks(indent) + mark + first)
      lines += inner.dropFirst()
    }
    return lines
  }

  /// A table as aligned columns. If it is too wide for that, each cell has the name of its column before it.
  static func table(
    _ header: [String], _ rows: [[String]], _ columns: [Block.ColumnAlignment] = []
  ) -> [String] {
    let count = max(header.count, rows.map(\.count).max() ?? 0)
    let all = (header.isEmpty ? [] : [header]) + rows
    let widths = (0..<count).map { column in all.map { column < $0.count ? cellWidth(of: $0[column]) : 0 }.max() ?? 0 }
    guard widths.reduce(0, +) + 2 * max(0, count - 1) <= plainWidth else {
      return rows.flatMap { row in
        let cells = row.enumerated().map { column, cell in
          column < header.count && !header[column].isEmpty ? "\(header[column]): \(cell)" : cell
        }
        return wrapped("- " + cells.joined(separator: "; "), hanging: 2)
      }
    }
    return all.map { row in
      var line = ""
      for column in 0..<count {
        let alignment: Alignment =
          switch column < columns.count ? columns[column] : .left {
          case .left: .left
          case .center: .center
          case .right: .right
          }
        line += (column > 0 ? "  " : "") + fit(column < row.count ? row[column] : "", to: widths[column], alignment)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

/// The width of running text, in columns.
let plainWidth = 76

/// Wraps a text at `plainWidth`. No line has spaces at its end.
func wrapped(_ text: String, indent: Int = 0, hanging: Int = 0) -> [String] {
  wrap(text, width: plainWidth, indent: indent, hanging: hanging).map { line in
    let words = line.text
    return words.isEmpty ? "" : String(repeating: " ", count: line.indent) + words
  }
}
