import LessonFormat

/// Blocks of prose as Markdown again, one string a line.
func markdown(_ blocks: [Block]) -> [String] {
  var lines: [String] = []
  for block in blocks {
    if !lines.isEmpty { lines.append("") }
    lines += markdown(block)
  }
  return lines
}

private func markdown(_ block: Block) -> [String] {
  switch block {
  case .heading(let level, let inlines):
    // A question's own heading has level 3: headings within its prompt stand below it.
    [String(repeating: "#", count: min(6, max(4, level))) + " " + oneLine(markdown(inlines))]
  case .paragraph(let inlines): split(markdown(inlines))
  case .list(let start, let tight, let items): list(start, tight, items)
  case .table(let columns, let header, let rows):
    [row(header), "|" + columns.map { " \(rule(for: $0)) |" }.joined()] + rows.map(row)
  case .code(let language, let text): fenced(text, language: language ?? "")
  case .quote(let blocks): markdown(blocks).map { $0.isEmpty ? ">" : "> " + $0 }
  case .rule: ["---"]
  }
}

/// Inlines as Markdown; soft breaks are kept as newlines.
func markdown(_ inlines: [Inline]) -> String {
  inlines.reduce(into: "") { text, inline in
    switch inline {
    case .text(let words): text += escaped(words, afterNewline: text.isEmpty || text.hasSuffix("\n"))
    case .softBreak: text += "\n"
    case .lineBreak: text += "\\\n"
    case .code(let code): text += codeSpan(code)
    case .emphasis(let inner): text += "*\(markdown(inner))*"
    case .strong(let inner): text += "**\(markdown(inner))**"
    case .strikethrough(let inner): text += "~~\(markdown(inner))~~"
    case .link(let inner, let target): text += "[\(markdown(inner))](<\(destination(target))>)"
    case .image(let alternative, let target): text += "![\(escaped(alternative))](<\(destination(target))>)"
    case .math(let formula): text += escaped(formula)
    }
  }
}

/// A text in a fence that nothing in it can close.
func fenced(_ text: String, language: String) -> [String] {
  let fence = String(repeating: "`", count: max(3, longestFence(in: Array(text.utf8)) + 1))
  var lines = split(text)
  if lines.last == "" { lines.removeLast() }
  return [fence + language] + lines + [fence]
}

/// A text whose every sign means itself in Markdown.
func escaped(_ text: String, afterNewline: Bool = true) -> String {
  var result = String.UnicodeScalarView()
  var isFirst = afterNewline
  for scalar in text.unicodeScalars {
    let isSign =
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", "~", "|", "&": true
      case "#", "+", "-", ">", "=": isFirst
      // `1.` and `1)` begin a list only at the start of a line, and only after digits.
      case ".", ")": isFirst == false && afterNewline && beginsWithNumber(result)
      default: false
      }
    if isSign { result.append("\\") }
    result.append(scalar)
    isFirst = false
  }
  return String(result)
}

private func beginsWithNumber(_ text: String.UnicodeScalarView) -> Bool {
  text.count <= 9 && text.allSatisfy { ("0"..."9").contains($0) }
}

/// Code within a line, between as many backticks as it takes.
func codeSpan(_ code: String) -> String {
  var longest = 0
  var run = 0
  for scalar in code.unicodeScalars {
    run = scalar == "`" ? run + 1 : 0
    longest = max(longest, run)
  }
  let ticks = String(repeating: "`", count: longest + 1)
  let isPadded = code.unicodeScalars.first == "`" || code.unicodeScalars.last == "`"
  return ticks + (isPadded ? " \(code) " : code) + ticks
}

/// A text on one line.
func oneLine(_ text: String) -> String {
  text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
}

private func split(_ text: String) -> [String] {
  text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}

private func destination(_ target: String) -> String {
  target.unicodeScalars.reduce(into: "") { text, scalar in
    switch scalar {
    case "<", ">", "\\": text += "\\" + String(scalar)
    case "\n", "\r": break
    default: text.unicodeScalars.append(scalar)
    }
  }
}

private func list(_ start: Int?, _ tight: Bool, _ items: [[Block]]) -> [String] {
  var lines: [String] = []
  for (index, item) in items.enumerated() {
    if index > 0, !tight { lines.append("") }
    let sign = start.map { "\($0 + index). " } ?? "- "
    let margin = String(repeating: " ", count: sign.count)
    let inner = tight ? item.flatMap(markdown) : markdown(item)
    lines += inner.enumerated().map { $0 == 0 ? sign + $1 : $1.isEmpty ? "" : margin + $1 }
    if inner.isEmpty { lines.append(sign) }
  }
  return lines
}

private func row(_ cells: [[Inline]]) -> String { "|" + cells.map { " \(oneLine(markdown($0))) |" }.joined() }

private func rule(for alignment: Block.ColumnAlignment) -> String {
  switch alignment {
  case .left: "---"
  case .center: ":---:"
  case .right: "---:"
  }
}
