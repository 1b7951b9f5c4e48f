internal import Canvas

/// Turns the bytes of a terminal into keys, whatever the locale and TERM say.
///
/// It keeps what is incomplete between two reads, so a sequence may arrive in pieces: the same bytes give the same keys,
/// however they are split. Only `expire` decides, after a pause, what an incomplete sequence was.
/// Sources: ECMA-48, xterm's ctlseqs, console_codes(4), kitty's keyboard protocol, and the tables of rxvt and PuTTY.
struct KeyDecoder {
  /// How long to wait for the rest of what has begun, in nanoseconds.
  struct Patience: Sendable {
    /// After an escape, which may be the key.
    var escape: UInt64 = 25_000_000
    /// After the beginning of a sequence, which a slow line may deliver in pieces.
    var sequence: UInt64 = 500_000_000
    /// After an escape in a string. It begins the string's end, or it is the key, and the end was lost.
    var stringEscape: UInt64 { 4 * escape }
    /// Within a string or a paste, whose end may have been lost.
    var text: UInt64 = 2_000_000_000
  }

  private enum State {
    case ground
    /// The first bytes of a scalar in UTF-8, after an escape or not.
    case scalar([UInt8], alt: Bool)
    /// One escape, or two.
    case escape(Int)
    case sequence(ControlSequence)
    /// A report of the mouse in X10's form, with as many bytes to come.
    case mouse(Int)
    case string(ControlString)
    case paste(PastedBytes)
    /// The beginning of a key that only this terminal has.
    case own([UInt8])
  }

  private var state = State.ground
  private var lastInput: UInt64 = 0
  private let own: TerminalKeys
  private let patience: Patience
  /// Whether bytes that aren't UTF-8 are Latin-1, because the locale says so. Otherwise they are dropped.
  private let isLatin1: Bool

  /// Makes a decoder.
  ///
  /// - Parameter own: The keys that only this terminal has.
  init(own: TerminalKeys = TerminalKeys(), patience: Patience = Patience(), isLatin1: Bool = false) {
    self.own = own
    self.patience = patience
    self.isLatin1 = isLatin1
  }

  /// Decodes bytes that arrived together.
  ///
  /// - Parameter now: The time, in nanoseconds of any clock that only moves forward.
  mutating func decode(_ bytes: some Sequence<UInt8>, at now: UInt64 = 0) -> [Key] {
    lastInput = now
    var keys: [Key] = []
    for byte in bytes { take(byte, into: &keys) }
    return keys
  }

  /// When to call `expire` if no more input has arrived until then; `nil` if nothing is incomplete.
  var due: UInt64? {
    switch state {
    case .ground: nil
    case .escape: lastInput + patience.escape
    case .own(let bytes): lastInput + (bytes.count == 1 ? patience.escape : patience.sequence)
    case .scalar where isLatin1: lastInput + patience.escape
    case .scalar, .sequence, .mouse: lastInput + patience.sequence
    case .string(let string) where string.hasEscape: lastInput + patience.stringEscape
    case .string(let string): lastInput + (string.isEmpty ? patience.sequence : patience.text)
    case .paste: lastInput + patience.text
    }
  }

  /// Decides what the incomplete input was, if its time is over.
  mutating func expire(at now: UInt64) -> [Key] {
    guard let due, now >= due else { return [] }
    let ended = state
    state = .ground
    switch ended {
    case .ground, .mouse: return []
    case .scalar(let bytes, let alt): return latin1(bytes, alt: alt)
    case .escape(let count): return Array(repeating: .escape, count: count)
    // Nothing but its beginning: someone held alt and pressed this character.
    case .sequence(let sequence): return sequence.isEmpty ? sequence.introducer.map { [.alt($0)] } ?? [] : []
    case .string(let string):
      return (string.isEmpty ? string.introducer.map { [.alt($0)] } ?? [] : []) + (string.hasEscape ? [.escape] : [])
    case .paste(let paste): return paste.keys
    case .own(let bytes):
      var keys: [Key] = []
      replay(bytes, into: &keys)
      // The bytes have waited long enough already.
      return keys + expire(at: .max)
    }
  }

  private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
    switch state {
    case .ground: start(byte, into: &keys)
    case .scalar(let bytes, let alt): continueScalar(bytes, byte, alt: alt, into: &keys)
    case .escape(let count): continueEscape(count, byte, into: &keys)
    case .sequence(var sequence):
      state = .ground
      switch sequence.take(byte) {
      case .more: state = .sequence(sequence)
      case .mouse: state = .mouse(3)
      case .pasteBegins: state = .paste(PastedBytes())
      case .key(let key): if let key { keys.append(key) }
      case .broken: start(byte, into: &keys)
      }
    case .mouse(let left): state = left > 1 ? .mouse(left - 1) : .ground
    case .string(var string):
      // The bytes of a string may be many, so only what has to be known of them is kept.
      state = .ground
      switch string.take(byte) {
      case .more: state = .string(string)
      case .ended: break
      case .broken:
        if string.isEmpty, let character = string.introducer { keys.append(.alt(character)) }
        start(0x1B, into: &keys)
        if byte != 0x1B { take(byte, into: &keys) }
      }
    case .paste(var paste):
      state = .ground
      if paste.take(byte) { keys += paste.keys } else { state = .paste(paste) }
    case .own(let bytes):
      state = .ground
      continueOwn(bytes + [byte], into: &keys)
    }
  }
}

extension KeyDecoder {
  private mutating func start(_ byte: UInt8, into keys: inout [Key]) {
    if own.begins(with: [byte]) { return continueOwn([byte], into: &keys) }
    startStandard(byte, into: &keys)
  }

  private mutating func startStandard(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case 0x1B: state = .escape(1)
    case 0x00..<0x20, 0x7F: keys.append(controlKey(byte))
    case 0x20..<0x7F: keys.append(.character(Character(Unicode.Scalar(byte))))
    case 0xC2..<0xF5: state = .scalar([byte], alt: false)
    case 0xA0... where isLatin1: keys += latin1([byte], alt: false)
    // A lone byte of the upper half is no text in UTF-8. From an old terminal, it can begin a sequence.
    default: startC1(byte)
    }
  }

  /// Begins what the controls above 0x7F begin; all others mean nothing here.
  private mutating func startC1(_ code: UInt8) {
    switch code {
    case 0x8F: state = .sequence(ControlSequence(kind: .singleShift, introducer: nil))
    case 0x9B: state = .sequence(ControlSequence(kind: .control, introducer: nil))
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: state = .string(ControlString(introducer: nil))
    default: break
    }
  }

  private mutating func continueScalar(_ bytes: [UInt8], _ byte: UInt8, alt: Bool, into keys: inout [Key]) {
    state = .ground
    guard byte & 0xC0 == 0x80 else {
      // The bytes before it are no text, and only they.
      keys += latin1(bytes, alt: alt)
      return start(byte, into: &keys)
    }
    let bytes = bytes + [byte]
    let length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
    if bytes.count < length {
      state = .scalar(bytes, alt: alt)
    } else if let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first {
      if (0x80..<0xA0).contains(scalar.value) {
        startC1(UInt8(scalar.value))
      } else {
        keys.append(alt ? .alt(Character(scalar)) : .character(Character(scalar)))
      }
    } else {
      keys += latin1(bytes, alt: alt)
    }
  }

  /// The characters that bytes are in Latin-1, if the locale says that the terminal sends them; otherwise none.
  private func latin1(_ bytes: [UInt8], alt: Bool) -> [Key] {
    guard isLatin1 else { return [] }
    return bytes.filter { $0 >= 0xA0 }.map { Character(Unicode.Scalar($0)) }.map { alt ? .alt($0) : .character($0) }
  }

  private mutating func continueEscape(_ count: Int, _ byte: UInt8, into keys: inout [Key]) {
    state = .ground
    switch byte {
    case 0x1B where count == 1: state = .escape(2)
    case 0x1B:
      keys.append(.escape)
      state = .escape(2)
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      let kind: ControlSequence.Kind = byte == UInt8(ascii: "[") ? .control : .singleShift
      state = .sequence(
        ControlSequence(kind: kind, introducer: Character(Unicode.Scalar(byte)), modifiers: count == 2 ? .alt : []))
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      if count == 2 { keys.append(.escape) }
      state = .string(ControlString(introducer: Character(Unicode.Scalar(byte))))
    default:
      if count == 2 { keys.append(.escape) }
      var rest: [Key] = []
      startStandard(byte, into: &rest)
      keys += rest.map { $0.withAlt }
      if case .scalar(let bytes, _) = state { state = .scalar(bytes, alt: true) }
    }
  }

  private mutating func continueOwn(_ bytes: [UInt8], into keys: inout [Key]) {
    if let key = own.key(bytes) {
      keys.append(key)
    } else if own.begins(with: bytes) {
      state = .own(bytes)
    } else {
      replay(bytes, into: &keys)
    }
  }

  /// Decodes bytes that turned out to be no key of the terminal's own.
  private mutating func replay(_ bytes: [UInt8], into keys: inout [Key]) {
    state = .ground
    if let first = bytes.first { startStandard(first, into: &keys) }
    for byte in bytes.dropFirst() { take(byte, into: &keys) }
  }
}

extension Key {
  /// The key with alt held, or with an escape before it.
  var withAlt: Key {
    switch self {
    case .character(let character): .alt(character)
    case .backspace: .alt("\u{7F}")
    // The letter that deletes the word after the cursor.
    case .delete: .alt("d")
    case .left: .wordLeft
    case .right: .wordRight
    case .up: .paragraphUp
    case .down: .paragraphDown
    default: self
    }
  }
}

/// The key of a control character.
func controlKey(_ byte: UInt8) -> Key {
  switch byte {
  case 0: .control(" ")
  case 8, 0x7F: .backspace
  case 9: .tab
  case 10, 13: .enter
  case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
  default: .control(Character(Unicode.Scalar(byte + 0x40)))
  }
}
