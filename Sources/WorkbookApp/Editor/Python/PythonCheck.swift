/// Something in a Python text that Python is certain to refuse.
struct PythonFinding: Sendable, Equatable {
  /// The line, counted from 0.
  var line: Int
  /// The graphemes of the line that are underlined.
  var columns: Range<Int>
  /// What is wrong and how to fix it.
  var sentence: String
  /// The lines in which the cursor means that it is still being written.
  var writtenIn: ClosedRange<Int>
}

/// A check of a Python text for a few mistakes that can't be anything else. Where there is doubt, it says nothing.
struct PythonCheck {
  private let scan: PythonScan
  /// The findings in the statements, in their order.
  private var found: [PythonFinding] = []
  /// The indents of the open blocks, as Python counts them: tabs as eight columns, and as one.
  private var indents: [Indent] = [Indent(columns: 0, other: 0)]
  /// The last line of the statement before, if that ends with a colon.
  private var header: Int?

  /// The indent of a block.
  private struct Indent {
    var columns: Int, other: Int
    /// The first word of the block's last statement.
    var word: String?
  }

  /// The first mistake in a text; `nil` if there is none that is certain.
  static func finding(in scan: PythonScan) -> PythonFinding? {
    var check = PythonCheck(scan)
    return check.first()
  }

  private init(_ scan: PythonScan) { self.scan = scan }

  private mutating func first() -> PythonFinding? {
    let limit = scan.doubt ?? scan.lines.count
    var last = limit
    var candidates: [PythonFinding] = []
    if let fault = scan.faults.first, fault.noticedIn < limit || scan.doubt == nil {
      candidates.append(finding(for: fault.fault, at: fault.at))
      // What follows a string without an end can't be judged.
      last = min(last, fault.noticedIn + 1)
    }
    var line = 0
    while line < last, found.isEmpty {
      var end = line + 1
      while end < scan.lines.count, !scan.lines[end].beginsStatement { end += 1 }
      if end <= limit { checkStatement(line..<end) }
      line = end
    }
    return (found + candidates).min { ($0.line, $0.columns.lowerBound) < ($1.line, $1.columns.lowerBound) }
  }

  private func finding(for fault: PythonScan.Fault, at place: EditorPosition) -> PythonFinding {
    let character = Self.character(scan.brackets.first { $0.position == place }?.code ?? 0)
    let last = max(place.line, scan.lines.count - 1)
    switch fault {
    case .openString(let isLong):
      let end = isLong ? place.column + 3 : scan.lines[place.line].codes.count
      let words =
        isLong
        ? "This string has no end: it needs three quotes there, too." : "This string has no end: a quote is missing."
      return make(place.line, place.column..<end, words, writtenIn: place.line...(isLong ? last : place.line))
    case .openBracket:
      return make(
        place.line, place.column..<place.column + 1, "This \(character) is never closed.", writtenIn: place.line...last)
    case .unexpectedBracket:
      return make(place.line, place.column..<place.column + 1, "This \(character) closes nothing that is open.")
    case .mismatch(let other):
      let closer = Self.character(scan.brackets.first { $0.position == other }?.code ?? 0)
      let where_ = other.line == place.line ? "" : " in line \(other.line + 1)"
      return make(
        place.line, place.column..<place.column + 1, "This \(character) isn't closed before the \(closer)\(where_).")
    }
  }

  private static func character(_ code: UInt8) -> String { String(Character(Unicode.Scalar(code))) }

  private func make(_ line: Int, _ columns: Range<Int>, _ sentence: String, writtenIn: ClosedRange<Int>? = nil)
    -> PythonFinding
  {
    PythonFinding(line: line, columns: columns, sentence: sentence, writtenIn: writtenIn ?? line...line)
  }

  // MARK: - Statements

  private mutating func checkStatement(_ lines: Range<Int>) {
    let first = scan.lines[lines.lowerBound].codes
    let indent = first.prefix { $0.isPythonBlank }.count
    guard indent < first.count, first[indent] != PythonScan.Code.comment else { return }
    checkIndent(lines.lowerBound, indent)
    guard found.isEmpty else { return }
    let tokens = PythonTokens(scan, lines)
    header = tokens.endsWithColon ? lines.upperBound - 1 : nil
    let start = EditorPosition(line: lines.lowerBound, column: indent)
    if let strange = tokens.strange { add(strange, "Python doesn't know this character outside of strings.") }
    if tokens.beginsOddly { add(start, "A line can't begin with this.") }
    checkBlock(tokens, at: start)
    if let pair = tokens.pair {
      add(pair, "Something is missing after this, such as a comma or an operator.")
    }
    if let word = tokens.firstWord, PythonNames.headers.contains(word), !tokens.hasColon, let end = tokens.end {
      add(end, "A line with `\(word)` needs a colon at its end: `:`.")
    } else if let trailing = tokens.trailing, let end = tokens.end {
      found.append(
        make(
          end.line, max(0, end.column + 1 - trailing.utf8.count)..<end.column + 1,
          "Something is missing after the `\(trailing)`."))
    }
  }

  /// Notes a mistake at a character.
  private mutating func add(_ place: EditorPosition, _ sentence: String) {
    found.append(make(place.line, place.column..<place.column + 1, sentence))
  }

  /// Checks whether the words of a block and its colon can be where they are.
  private mutating func checkBlock(_ tokens: PythonTokens, at start: EditorPosition) {
    let word = tokens.firstWord
    if let word, let owners = PythonNames.owners[word], !owners.contains(indents.last?.word ?? "") {
      found.append(
        make(
          start.line, start.column..<start.column + word.utf8.count,
          "This `\(word)` belongs to no line above it that has the same indent."))
    }
    indents[indents.count - 1].word = word
    let isBlock = word.map { PythonNames.headers.contains($0) || PythonNames.softKeywords.contains($0) } ?? false
    if tokens.endsWithColon, !isBlock, let end = tokens.end {
      add(end, "Only a line that begins a block ends with a colon.")
    }
  }

  private mutating func checkIndent(_ line: Int, _ count: Int) {
    var columns = 0
    var other = 0
    for code in scan.lines[line].codes.prefix(count) {
      switch code {
      case 0x09: (columns, other) = ((columns / 8 + 1) * 8, other + 1)
      case 0x0C: (columns, other) = (0, 0)
      default: (columns, other) = (columns + 1, other + 1)
      }
    }
    let range = 0..<max(1, count)
    let tabs = "This line has tabs and spaces in its indent, and the lines around it have others."
    guard var top = indents.last else { return }
    if let header {
      guard columns > top.columns else {
        return found.append(
          make(
            line, range, "This line has to be indented: line \(header + 1), before it, ends with a colon.",
            writtenIn: header...line))
      }
      if other <= top.other { return found.append(make(line, range, tabs)) }
      return indents.append(Indent(columns: columns, other: other))
    }
    if columns > top.columns {
      return found.append(
        make(line, range, "This line is indented, and the line before it doesn't end with a colon."))
    }
    while columns < top.columns, indents.count > 1 {
      indents.removeLast()
      top = indents[indents.count - 1]
    }
    if columns != top.columns {
      found.append(make(line, range, "The indent of this line is that of no line before it."))
    } else if other != top.other {
      found.append(make(line, range, tabs))
    }
  }
}
