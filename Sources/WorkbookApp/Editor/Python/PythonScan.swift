internal import Canvas

/// A Python text as far as an editor needs it: what is string and comment, which brackets belong together, and where
/// statements begin.
struct PythonScan: Sendable, Equatable {
  /// A line of the text.
  struct Line: Sendable, Equatable {
    /// A byte for each grapheme: ASCII as it is, and `Code` for everything else.
    var codes: [UInt8] = []
    /// Whether a statement can begin here: not within brackets or a string, and not after a backslash.
    var beginsStatement = true
    /// The innermost bracket that is open where the line begins: an index of `brackets`.
    var bracket: Int?
  }

  /// A bracket outside strings and comments.
  struct Bracket: Sendable, Equatable {
    var position: EditorPosition
    /// Its character.
    var code: UInt8
    /// The bracket that belongs to it: an index of `brackets`; `nil` if it has none.
    var partner: Int?
  }

  /// What is wrong with a string or a bracket.
  enum Fault: Sendable, Equatable {
    case openString(isLong: Bool)
    case openBracket
    case unexpectedBracket
    /// The bracket is closed by another kind of bracket.
    case mismatch(EditorPosition)
  }

  /// Bytes for what isn't ASCII or isn't code.
  enum Code {
    static let string: UInt8 = 1
    static let comment: UInt8 = 2
    static let letter: UInt8 = 3
    static let other: UInt8 = 4
    /// A character that Python refuses outside of strings and comments, such as a typographic quote.
    static let refused: UInt8 = 5
  }

  /// The lines.
  private(set) var lines: [Line] = []
  /// The brackets in the order of the text.
  private(set) var brackets: [Bracket] = []
  /// The faults, with their places and the lines in which they are noticed, in the order in which they are noticed.
  private(set) var faults: [(fault: Fault, at: EditorPosition, noticedIn: Int)] = []
  /// The first line from which on the versions of Python read the text differently.
  private(set) var doubt: Int?
  /// Whether the end of the text is within a string or a comment.
  private(set) var endsInString = false
  private(set) var endsInComment = false
  /// The open brackets at the end, the innermost last.
  private(set) var open: [Int] = []

  private var quote: Quote?

  /// A string that isn't closed yet.
  private struct Quote: Equatable {
    var code: UInt8
    var isLong: Bool
    var isFormatted: Bool
    var start: EditorPosition
    /// Braces that are open in a formatted string.
    var depth = 0
  }

  static func == (a: PythonScan, b: PythonScan) -> Bool { a.lines == b.lines }

  /// Scans a text.
  init(_ text: some Sequence<some Collection<Character>>) {
    var isContinued = false
    for characters in text {
      let number = lines.count
      var line = Line(codes: characters.map(\.pythonCode))
      line.beginsStatement = quote == nil && open.isEmpty && !isContinued
      line.bracket = open.last
      isContinued = false
      endsInComment = false
      scan(&line.codes, number, &isContinued)
      lines.append(line)
    }
    endsInString = quote != nil
    let last = lines.count - 1
    if let quote { faults.append((.openString(isLong: quote.isLong), quote.start, last)) }
    if let outermost = open.first { faults.append((.openBracket, brackets[outermost].position, last)) }
  }

  /// The bracket at a position, or else the one before it.
  func bracket(near position: EditorPosition) -> Int? {
    let before = EditorPosition(line: position.line, column: position.column - 1)
    return brackets.firstIndex { $0.position == position } ?? brackets.firstIndex { $0.position == before }
  }

  // MARK: - Scanning

  private mutating func scan(_ codes: inout [UInt8], _ number: Int, _ isContinued: inout Bool) {
    var index = 0
    while index < codes.count {
      if quote != nil {
        index = scanString(&codes, index, number)
        continue
      }
      let code = codes[index]
      switch code {
      case UInt8(ascii: "#"):
        for place in index..<codes.count { codes[place] = Code.comment }
        endsInComment = true
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let prefix = PythonScan.prefix(codes, before: index)
        let isFormatted = codes[prefix..<index].contains { "fFtT".utf8.contains($0) }
        let isLong = PythonScan.isTriple(codes, index, code)
        quote = Quote(
          code: code, isLong: isLong, isFormatted: isFormatted, start: EditorPosition(line: number, column: index))
        let end = index + (isLong ? 3 : 1)
        for place in prefix..<end { codes[place] = Code.string }
        index = end
        if index == codes.count { endLine(isContinued: false, number) }
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(brackets.count)
        brackets.append(Bracket(position: EditorPosition(line: number, column: index), code: code))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        close(code, EditorPosition(line: number, column: index))
      case UInt8(ascii: "\\"):
        if index == codes.count - 1 { isContinued = true }
      default: break
      }
      index += 1
    }
  }

  /// Scans one step of a string; returns the index after it.
  private mutating func scanString(_ codes: inout [UInt8], _ index: Int, _ number: Int) -> Int {
    guard let open = quote else { return index + 1 }
    let code = codes[index]
    var end = index + 1
    var isContinued = false
    if code == UInt8(ascii: "\\") {
      isContinued = end == codes.count
      end = min(codes.count, index + 2)
    } else if code == open.code, !open.isLong || PythonScan.isTriple(codes, index, code) {
      end = index + (open.isLong ? 3 : 1)
      // Since 3.12, quotes within braces belong to what is inserted.
      if open.depth > 0 { doubt = doubt ?? number }
      quote = nil
    } else if open.isFormatted, code == UInt8(ascii: "{") {
      if open.depth == 0, end < codes.count, codes[end] == code { end += 1 } else { quote?.depth += 1 }
    } else if open.isFormatted, code == UInt8(ascii: "}"), open.depth > 0 {
      quote?.depth -= 1
    }
    for place in index..<end { codes[place] = Code.string }
    if end == codes.count { endLine(isContinued: isContinued, number) }
    return end
  }

  /// Ends a short string with its line.
  private mutating func endLine(isContinued: Bool, _ number: Int) {
    guard let open = quote, !open.isLong, !isContinued else { return }
    if open.depth > 0 { doubt = doubt ?? number }
    faults.append((.openString(isLong: false), open.start, number))
    quote = nil
  }

  private mutating func close(_ code: UInt8, _ position: EditorPosition) {
    let index = brackets.count
    brackets.append(Bracket(position: position, code: code))
    guard let top = open.last else {
      faults.append((.unexpectedBracket, position, position.line))
      return
    }
    guard let match = open.lastIndex(where: { PythonScan.closer(of: brackets[$0].code) == code }) else {
      faults.append((.mismatch(position), brackets[top].position, position.line))
      return
    }
    if open[match] != top { faults.append((.mismatch(position), brackets[top].position, position.line)) }
    brackets[open[match]].partner = index
    brackets[index].partner = open[match]
    open.removeSubrange(match...)
  }

  /// The bracket that closes an opening one.
  static func closer(of code: UInt8) -> UInt8 {
    code == UInt8(ascii: "(") ? UInt8(ascii: ")") : code == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
  }

  private static func isTriple(_ codes: [UInt8], _ index: Int, _ code: UInt8) -> Bool {
    index + 2 < codes.count && codes[index + 1] == code && codes[index + 2] == code
  }

  /// Where the prefix of a string begins, such as `rb`; the quote itself if it has none.
  private static func prefix(_ codes: [UInt8], before quote: Int) -> Int {
    var start = quote
    while start > 0, codes[start - 1].isPythonWord { start -= 1 }
    let isPrefix = quote - start <= 2 && codes[start..<quote].allSatisfy { "rRbBuUfFtT".utf8.contains($0) }
    return isPrefix ? start : quote
  }
}

extension UInt8 {
  /// Whether it is part of a name or a number.
  var isPythonWord: Bool {
    (0x61...0x7A).contains(self) || (0x41...0x5A).contains(self) || isPythonDigit || self == 0x5F
      || self == PythonScan.Code.letter
  }

  /// Whether it is a digit.
  var isPythonDigit: Bool { (0x30...0x39).contains(self) }

  /// Whether it is a blank of an indent.
  var isPythonBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0C }
}

extension Character {
  /// The byte of an ASCII character, and a stand-in for any other.
  fileprivate var pythonCode: UInt8 {
    if let byte = printableASCII { return byte }
    if self == "\t" { return 0x09 }
    if self == "\u{0C}" { return 0x0C }
    // A mark after a quote is in its grapheme, and Python sees the quote.
    if let ascii = unicodeScalars.last(where: { $0.isASCII }) { return UInt8(ascii: ascii) }
    if isLetter || isNumber { return PythonScan.Code.letter }
    // These few symbols can be part of names.
    guard let scalar = unicodeScalars.first, ![0xB7, 0x387, 0x2118, 0x212E].contains(scalar.value) else {
      return PythonScan.Code.other
    }
    switch scalar.properties.generalCategory {
    case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .dashPunctuation,
      .otherPunctuation, .mathSymbol, .otherSymbol, .currencySymbol, .spaceSeparator:
      return PythonScan.Code.refused
    default: return PythonScan.Code.other
    }
  }
}
