internal import Canvas

/// Turns the input from curses into keys: joins scalars into characters, escape and a letter into alt, and everything
/// between paste brackets into one paste.
struct KeyDecoder {
  /// The maximum number of scalars in a paste; the rest is dropped.
  static let pasteLimit = 4 << 20

  private var paste: String.UnicodeScalarView?
  private var pasteCount = 0

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { paste != nil }

  /// Decodes everything that arrived together. An escape with nothing after it is the escape key.
  mutating func keys(_ input: [TerminalInput]) -> [Key] {
    var keys: [Key] = []
    var index = 0
    while index < input.count {
      if paste != nil {
        readPaste(input[index], into: &keys)
        index += 1
        continue
      }
      switch input[index] {
      case .code(KeySequences.pasteBegin): paste = String.UnicodeScalarView()
      case .code(let code): if let key = KeySequences.key(code) { keys.append(key) }
      case .scalar("\u{1B}"):
        index = readEscape(input, at: index, into: &keys)
        continue
      case .scalar(let scalar): append(scalar, to: &keys)
      }
      index += 1
    }
    return keys
  }

  /// Ends a paste whose closing bracket was lost.
  mutating func endPaste() -> [Key] {
    guard let text = paste else { return [] }
    paste = nil
    pasteCount = 0
    return text.isEmpty ? [] : [.paste(String(text))]
  }

  private mutating func readPaste(_ input: TerminalInput, into keys: inout [Key]) {
    switch input {
    case .code(KeySequences.pasteEnd): keys += endPaste()
    case .code: break
    case .scalar(let scalar):
      guard pasteCount < KeyDecoder.pasteLimit else { return }
      // Line ends arrive as CR or CR LF. Other control characters don't belong in an answer.
      let isSecondOfTwo = scalar == "\n" && lastWasReturn
      lastWasReturn = scalar == "\r"
      if isSecondOfTwo { return }
      let plain: Unicode.Scalar = scalar == "\r" ? "\n" : scalar
      if plain.value < 0x20 && plain != "\n" && plain != "\t" || (0x7F..<0xA0).contains(plain.value) { return }
      paste?.append(plain)
      pasteCount += 1
    }
  }

  private var lastWasReturn = false

  /// Decodes what follows an escape, and returns the index after it.
  private func readEscape(_ input: [TerminalInput], at escape: Int, into keys: inout [Key]) -> Int {
    guard escape + 1 < input.count else {
      keys.append(.escape)
      return escape + 1
    }
    switch input[escape + 1] {
    case .code(let code):
      // Alt with an arrow key, from terminals that send an escape before the key.
      switch KeySequences.key(code) {
      case .left: keys.append(.wordLeft)
      case .right: keys.append(.wordRight)
      case .up: keys.append(.paragraphUp)
      case .down: keys.append(.paragraphDown)
      case nil: keys.append(.escape)
      case .some(let key): keys += [.escape, key]
      }
      if code == KeySequences.pasteBegin { return escape + 1 }
      return escape + 2
    case .scalar("["), .scalar("O"):
      return endOfUnknownSequence(input, at: escape, into: &keys)
    case .scalar("\u{7F}"), .scalar("\u{8}"):
      keys.append(.alt("\u{7F}"))
      return escape + 2
    case .scalar(let scalar) where scalar.value >= 0x20:
      var character: [Key] = []
      append(scalar, to: &character)
      if case .character(let letter)? = character.first { keys.append(.alt(letter)) }
      return escape + 2
    case .scalar:
      keys.append(.escape)
      return escape + 1
    }
  }

  /// Skips an unknown control sequence (`ESC [ … letter`), so that it isn't typed into an answer.
  private func endOfUnknownSequence(_ input: [TerminalInput], at escape: Int, into keys: inout [Key]) -> Int {
    var index = escape + 2
    let isShort = input[escape + 1] == .scalar("O")
    while index < input.count, index < escape + 40, case .scalar(let scalar) = input[index] {
      if (0x40...0x7E).contains(scalar.value) { return index + 1 }
      guard !isShort, (0x20..<0x40).contains(scalar.value) else { break }
      index += 1
    }
    if index == escape + 2 { keys.append(.alt(isShort ? "O" : "[")) }
    return index
  }

  private func append(_ scalar: Unicode.Scalar, to keys: inout [Key]) {
    switch scalar.value {
    case 0: keys.append(.control(" "))
    case 8, 0x7F: keys.append(.backspace)
    case 9: keys.append(.tab)
    case 10, 13: keys.append(.enter)
    case 27: keys.append(.escape)
    case 1...26: keys.append(.control(Character(Unicode.Scalar(UInt8(scalar.value + 0x60)))))
    case 28...31: keys.append(.control(Character(Unicode.Scalar(UInt8(scalar.value + 0x40)))))
    case 0x80..<0xA0: break
    default:
      // Combining marks and joiners belong to the character before them.
      if case .character(let before)? = keys.last {
        let joined = String(before) + String(Character(scalar))
        if joined.count == 1, let character = joined.first {
          keys[keys.count - 1] = .character(character)
          return
        }
      }
      keys.append(.character(Character(scalar)))
    }
  }
}
