import Canvas
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.keys(text.unicodeScalars.map(TerminalInput.scalar))
  }

  private func code(_ key: Key) throws -> TerminalInput {
    .code(KeySequences.firstCode + Int32(try #require(KeySequences.all.firstIndex { $0.key == key })))
  }

  @Test func `scalars become characters, and combining marks join the character before them`() {
    #expect(keys("ae\u{301}日") == [.character("a"), .character("e\u{301}"), .character("日")])
  }

  @Test func `control characters become keys`() {
    #expect(
      keys("\u{0}\u{1}\u{3}\t\r\n\u{8}\u{7F}\u{1F}\u{1C}") == [
        .control(" "), .control("a"), .control("c"), .tab, .enter, .enter, .backspace, .backspace, .control("_"),
        .control("\\"),
      ])
  }

  @Test func `an escape alone is the escape key, and before a letter it is alt`() {
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}b") == [.alt("b")])
    #expect(keys("\u{1B}\u{7F}") == [.alt("\u{7F}")])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}[") == [.alt("[")])
  }

  @Test func `an unknown control sequence is skipped`() {
    #expect(keys("a\u{1B}[38;5;1mb\u{1B}Opc") == [.character("a"), .character("b"), .character("c")])
  }

  @Test func `a paste is one key with newlines as line feeds`() throws {
    var decoder = KeyDecoder()
    let first = decoder.keys(
      [.code(KeySequences.pasteBegin)] + "a\rb\r\nc\u{7}\t".unicodeScalars.map(TerminalInput.scalar))
    #expect(first.isEmpty)
    #expect(decoder.isPasting)
    let rest = decoder.keys([
      .scalar("\u{1B}"), try code(.up), .scalar("d"), .code(KeySequences.pasteEnd), .scalar("e"),
    ])
    #expect(rest == [.paste("a\nb\nc\td"), .character("e")])
  }

  @Test func `a paste is cut at its limit`() {
    var decoder = KeyDecoder()
    let long = [TerminalInput](repeating: .scalar("x"), count: KeyDecoder.pasteLimit + 5)
    let keys = decoder.keys([.code(KeySequences.pasteBegin)] + long + [.code(KeySequences.pasteEnd)])
    #expect(keys == [.paste(String(repeating: "x", count: KeyDecoder.pasteLimit))])
  }

  @Test func `an escape before an arrow moves by words`() throws {
    var decoder = KeyDecoder()
    #expect(decoder.keys([.scalar("\u{1B}"), try code(.left)]) == [.wordLeft])
  }

  @Test func `no sequence means two things`() {
    var meanings: [String: Key] = [:]
    for (bytes, key) in KeySequences.all {
      #expect(meanings[bytes] == nil || meanings[bytes] == key, "\(bytes.debugDescription)")
      meanings[bytes] = key
    }
  }
}
