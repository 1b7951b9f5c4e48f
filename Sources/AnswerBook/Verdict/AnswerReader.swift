/// Reads a typed answer as a teacher does:
///
///     answer     = { word | label | remark } equation { word | remark }
///     label      = symbols ( "=" | "≈" | ":" )                      S =, T1/T4 =, S(4):
///     equation   = sum { ( "=" | "≈" ) sum | "(" sum ")" }           63.7/45.4 = 1.40
///     sum        = product { "+" product }
///     product    = operand { ( "/" | ":" | "×" ) operand }
///     operand    = "(" sum ")" [ unit ] | quantity
///     quantity   = [ "×" ] number [ unit ] [ "±" number [ unit ] ]   3.23 ± 0.02 s, 1 min 30 s
///
/// Words have to fit the question. What can't be read is reported and never ignored.
struct AnswerReader {
  let scalars: [Unicode.Scalar]
  let tokens: [Token]
  let asked: Asked
  /// The next token.
  var index = 0
  /// The sums of the answer's equation, which should all be equal; empty until a number was found.
  var equation: [Amount] = []
  /// Where the equation is in the text.
  var place = 0..<0
  /// Words that fit, in their order.
  var words: [String] = []
  /// The tokens that can't be read.
  var unread: [Int] = []
  /// The token of the figure's own name if the number follows it, as in `3.23 s, imbalance 1.50`; times before it are
  /// no answers.
  private var name: Int?
  /// Whether such a time was skipped, so that remarks on it may follow.
  private var hasSkippedTime = false

  /// Reads an answer to a question.
  init(_ text: String, _ asked: Asked) {
    scalars = Array(text.unicodeScalars)
    tokens = Token.tokens(of: scalars)
    self.asked = asked
    name = tokens.indices.dropLast().first { index in
      guard case .word(let word) = tokens[index].kind, word == asked.name, case .number = tokens[index + 1].kind else {
        return false
      }
      return true
    }
    read(skippingRemarks: true)
    guard equation.isEmpty else { return }
    // What looked like a remark is all there is.
    (index, words, unread, hasSkippedTime) = (0, [], [], false)
    read(skippingRemarks: false)
  }

  /// The kind of the next token; `nil` at the end.
  var next: Token.Kind? { index < tokens.count ? tokens[index].kind : nil }

  /// The kind of a later token.
  func kind(_ offset: Int) -> Token.Kind? {
    tokens.indices.contains(index + offset) ? tokens[index + offset].kind : nil
  }

  /// Whether the next token follows the one before it without a space.
  var touches: Bool {
    index > 0 && index < tokens.count && tokens[index].range.lowerBound == tokens[index - 1].range.upperBound
  }

  /// The text of some tokens as it was typed.
  func text(_ tokens: Range<Int>) -> String {
    guard let first = tokens.first, let last = tokens.last else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[self.tokens[first].range.lowerBound..<self.tokens[last].range.upperBound])
    return String(text)
  }

  /// The parts that can't be read, as they were typed.
  var unreadTexts: [String] {
    var runs: [Range<Int>] = []
    for index in unread {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs.map(text)
  }

  private mutating func read(skippingRemarks: Bool) {
    while let kind = next {
      if skippingRemarks, skipRemark() { continue }
      if equation.isEmpty {
        if skipLabel() || skipTime() { continue }
        let start = index
        if let read = readEquation() {
          (equation, place) = (read, start..<index)
          continue
        }
      }
      if !equation.isEmpty, let sum = readBracketed() {
        equation.append(sum)
        continue
      }
      switch kind {
      case .word(let word) where asked.fits(word): words.append(word)
      case .sign(.punctuation), .sign(.approximately), .sign(.equals), .sign(.colon), .sign(.open), .sign(.close): break
      case .sign(.minus), .sign(.divide), .sign(.times):
        // A dash or dot between parts of a line, and `max/mean`.
        if case .number? = self.kind(1) { unread.append(index) }
      default: unread.append(index)
      }
      index += 1
    }
  }

  /// Skips a label before a number: `S =`, `T1/T4 =`, `S(4):`.
  private mutating func skipLabel() -> Bool {
    let start = index
    var hasName = false
    scan: while let kind = next {
      switch kind {
      case .word(let word) where asked.fits(word) || isSymbol(word): hasName = true
      case .sign(.divide) where hasName, .sign(.minus) where hasName: break
      case .sign(.open) where hasName:
        guard isName(1), self.kind(2) == .sign(.close) else { break scan }
        index += 2
      default: break scan
      }
      index += 1
    }
    guard hasName, next == .sign(.equals) || next == .sign(.approximately) || next == .sign(.colon) else {
      index = start
      return false
    }
    index += 1
    return true
  }

  /// Whether a later token can be in the brackets of a label, as in `S(4)` and `T(n)`.
  private func isName(_ offset: Int) -> Bool {
    switch kind(offset) {
    case .number: true
    case .word(let word): isSymbol(word) || asked.fits(word)
    default: false
    }
  }

  /// Whether a word can name a quantity: a letter with an index, such as `S`, `T4` or `t_pool`.
  private func isSymbol(_ word: String) -> Bool {
    let rest = word.dropFirst()
    return rest.hasPrefix("_") ? rest.count <= 12 : rest.allSatisfy { $0.isNumber }
  }

  /// Skips a time before the name of the figure.
  private mutating func skipTime() -> Bool {
    guard let name, index < name else { return false }
    let start = index
    guard let sum = readSum(), sum.dimension == .time else {
      index = start
      return false
    }
    hasSkippedTime = true
    return true
  }

  /// Skips a remark with a number that is not the answer.
  private mutating func skipRemark() -> Bool {
    for note in Note.all where note.isRemark(for: asked, afterNumber: !equation.isEmpty || hasSkippedTime) {
      let start = index
      if note.parts.allSatisfy({ skip($0) }) { return true }
      index = start
    }
    return false
  }

  /// Skips a part of a remark, and punctuation before it.
  private mutating func skip(_ part: Token.Kind?) -> Bool {
    let isPunctuation = next == .sign(.punctuation) || (next == .sign(.colon) && part != .sign(.colon))
    if isPunctuation, index > 0, part != next { index += 1 }
    guard let part else { return readSum() != nil }
    guard next == part else { return false }
    index += 1
    return true
  }
}
