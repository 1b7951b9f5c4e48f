/// What a statement is made of, as far as the check needs it.
struct PythonTokens {
  /// The first word; `nil` if it begins with something else. `async` doesn't count.
  private(set) var firstWord: String?
  /// Whether there is a colon outside brackets.
  private(set) var hasColon = false
  /// Whether it ends with such a colon.
  private(set) var endsWithColon = false
  /// The place of its last character that isn't a comment.
  private(set) var end: EditorPosition?
  /// The operator or the word that it ends with, if something has to follow that.
  private(set) var trailing: String?
  /// A value that another value follows, with nothing between them.
  private(set) var pair: EditorPosition?
  /// Whether it begins with an operator that nothing can begin with.
  private(set) var beginsOddly = false
  /// A character that Python doesn't know.
  private(set) var strange: EditorPosition?

  private enum Last { case value, string, other }

  private var depth = 0
  private var last = Last.other
  private var lastStart = EditorPosition()
  private var lastWord = ""
  private var isFirst = true

  /// Reads the lines of a statement.
  init(_ scan: PythonScan, _ lines: Range<Int>) {
    for line in lines {
      let codes = scan.lines[line].codes
      var index = 0
      while index < codes.count {
        let start = index
        let code = codes[index]
        while index < codes.count, code.isPythonWord ? codes[index].isPythonWord : index == start { index += 1 }
        guard !code.isPythonBlank, code != PythonScan.Code.comment, code != UInt8(ascii: "\\") else { continue }
        let place = EditorPosition(line: line, column: start)
        if code.isPythonWord {
          read(word: String(decoding: codes[start..<index], as: UTF8.self), at: place)
        } else {
          read(code, next: index < codes.count ? codes[index] : 0, at: place)
        }
        end = EditorPosition(line: line, column: index - 1)
        isFirst = false
      }
    }
  }

  private mutating func read(word: String, at place: EditorPosition) {
    if isFirst || firstWord == "async" && lastWord == "async" { firstWord = word }
    let isKeyword = PythonNames.keywords.contains(word) || PythonNames.softKeywords.contains(word)
    let isNumber = word.utf8.first?.isPythonDigit == true
    // `1if` is a number and a keyword.
    let isOdd = isNumber && word.utf8.contains { !"0123456789abcdefABCDEF_xXoOjJ".utf8.contains($0) }
    if isKeyword || isOdd {
      last = .other
    } else {
      if last != .other { pair = pair ?? lastStart }
      last = .value
    }
    lastStart = place
    lastWord = word
    endsWithColon = false
    trailing = PythonNames.needValue.contains(word) ? word : nil
  }

  private mutating func read(_ code: UInt8, next: UInt8, at place: EditorPosition) {
    defer { lastWord = "" }
    if isFirst, "=:,;%&|^/<>".utf8.contains(code) || code == UInt8(ascii: ".") && next != code { beginsOddly = true }
    endsWithColon = false
    trailing = nil
    switch code {
    case PythonScan.Code.string:
      if last == .value { pair = pair ?? lastStart }
      if last != .string { lastStart = place }
      last = .string
      return
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth -= 1
      lastStart = place
      last = .value
      return
    case UInt8(ascii: ":") where depth == 0 && next != UInt8(ascii: "="):
      hasColon = true
      endsWithColon = true
    case UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "`"), PythonScan.Code.refused: strange = strange ?? place
    case UInt8(ascii: "!") where next != UInt8(ascii: "="): strange = strange ?? place
    default:
      if "=+-|&^/%<>".utf8.contains(code) { trailing = String(Character(Unicode.Scalar(code))) }
    }
    last = .other
  }
}
