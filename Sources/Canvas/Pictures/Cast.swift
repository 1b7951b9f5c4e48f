internal import Text

/// A terminal session as asciinema plays it: a file of asciicast, version 2, made of canvases and their times.
package struct Cast: Sendable {
  /// The text of the file.
  package private(set) var text: String
  /// The time of the last line, seconds.
  package private(set) var length = 0.0
  private let size: Size
  private var shown: Canvas?

  /// Begins a recording of a terminal of this size.
  package init(size: Size, title: String) {
    self.size = size
    text =
      "{\"version\": 2, \"width\": \(size.width), \"height\": \(size.height), \"title\": \(json(title)),"
      + " \"env\": {\"TERM\": \"xterm-256color\"}}\n"
  }

  /// Shows a canvas from a time on, in seconds; only the cells that changed are written.
  package mutating func add(_ canvas: Canvas, at seconds: Double) {
    let changes = changes(to: canvas)
    if !changes.isEmpty { write(changes, at: seconds) }
    shown = canvas
  }

  /// Shows the last canvas until a time, in seconds: a player would otherwise end with its first moment.
  package mutating func hold(until seconds: Double) { write("", at: seconds) }

  private mutating func write(_ output: String, at seconds: Double) {
    length = max(length, seconds.isFinite ? seconds : 0)
    let micros = Int((length * 1e6).rounded())
    let fraction = String(micros % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    text += "[\(micros / 1_000_000).\(zeros)\(fraction), \"o\", \(json(output))]\n"
  }

  /// What a terminal must be sent to show the canvas.
  private func changes(to canvas: Canvas) -> String {
    // Without a cursor, and with colours and screen as they are at the start.
    var output = shown == nil ? "\u{1B}[?25l\u{1B}[0m\u{1B}[2J" : ""
    let before = shown ?? Canvas(size: size)
    var style = Style.plain
    for y in 0..<min(size.height, canvas.size.height) where !canvas.row(y, equals: before) {
      var written: Int?
      for x in 0..<min(size.width, canvas.size.width) where !canvas[x, y].isContinuation {
        let isWide = canvas[x + 1, y].isContinuation
        guard canvas[x, y] != before[x, y] || (isWide && canvas[x + 1, y] != before[x + 1, y]) else { continue }
        if written != x { output += "\u{1B}[\(y + 1);\(x + 1)H" }
        if canvas[x, y].style != style {
          style = canvas[x, y].style
          output += Cast.code(style)
        }
        output.append(isWide && x + 1 >= size.width ? " " : canvas[x, y].glyph)
        written = x + (isWide ? 2 : 1)
      }
    }
    return style == .plain ? output : output + Cast.code(.plain)
  }

  /// The escape sequence that sets a style.
  private static func code(_ style: Style) -> String {
    var codes = ["0"]
    if style.bold { codes.append("1") }
    if style.dim || style.ink == .comment { codes.append("2") }
    if style.italic { codes.append("3") }
    if style.underline { codes.append("4") }
    if style.reverse { codes.append("7") }
    if let color = InkColors.xterm(style.ink) { codes.append("38;5;\(color)") }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}

/// A string of JSON.
private func json(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case _ where scalar.picture != nil && scalar.value < 0x10000:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
