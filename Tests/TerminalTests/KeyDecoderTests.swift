import Canvas
import SeededRandom
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  /// The keys of bytes that arrive together, with nothing after them.
  private func keys(_ bytes: some Sequence<UInt8>, own: TerminalKeys = TerminalKeys()) -> [Key] {
    var decoder = KeyDecoder(own: own)
    return decoder.decode(bytes) + decoder.expire(at: .max)
  }

  private func keys(_ text: String) -> [Key] { keys(text.utf8) }

  private func typed(_ text: String) -> [Key] { text.unicodeScalars.map { .character(Character($0)) } }

  @Test func `escape, a moment after a string whose end was lost, is the key`() throws {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}]11;rgb:0".utf8, at: 0) == [])
    #expect(decoder.decode([0x1B], at: 1_000_000) == [])
    #expect(decoder.expire(at: try #require(decoder.due)) == [.escape])
    #expect(decoder.decode("q".utf8, at: 400_000_000) == [.character("q")])
  }

  @Test func `the end of a string may arrive in two pieces`() throws {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}]11;rgb:0\u{1B}".utf8, at: 0) == [])
    #expect(decoder.expire(at: 90_000_000) == [])
    #expect(decoder.decode("\\a".utf8, at: 90_000_000) == [.character("a")])
  }

  @Test func `a terminal with a Latin-1 locale can send Latin-1, and UTF-8, too`() {
    #expect(Encoding.sendsLatin1 { $0 == "LANG" ? "de_DE.ISO-8859-1" : nil })
    #expect(!Encoding.sendsLatin1 { $0 == "LANG" ? "de_DE.ISO-8859-1" : $0 == "LC_ALL" ? "C.UTF-8" : nil })
    func keys(_ bytes: [UInt8], isLatin1: Bool) -> [Key] {
      var decoder = KeyDecoder(isLatin1: isLatin1)
      return decoder.decode(bytes) + decoder.expire(at: .max)
    }
    let text: [UInt8] = [0x61, 0xE9, 0x1B, 0x4F, 0x74, 0x62, 0xC3, 0xA9, 0xFF, 0x63, 0xE4]
    #expect(keys(text, isLatin1: true) == typed("aé4béÿcä"))
    #expect(keys(text, isLatin1: false) == typed("a4béc"))
  }

  @Test func `scalars become characters, whatever the locale is`() {
    #expect(keys("aé日👍") == typed("aé日👍"))
  }

  @Test func `a byte that isn't UTF-8 costs only itself`() {
    #expect(keys([0x61, 0xE9, 0x62, 0xFF, 0xC3, 0x63, 0xE6, 0x97, 0x64]) == typed("abcd"))
  }

  @Test func `control characters become keys`() {
    #expect(
      keys("\u{0}\u{1}\u{3}\t\r\n\u{8}\u{7F}\u{1F}\u{1C}") == [
        .control(" "), .control("a"), .control("c"), .tab, .enter, .enter, .backspace, .backspace, .control("_"),
        .control("\\"),
      ])
  }

  @Test(arguments: [
    ("\u{1B}", [Key.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}b", [.alt("b")]),
    ("\u{1B}é", [.alt("é")]), ("\u{1B}\u{7F}", [.alt("\u{7F}")]), ("\u{1B}\u{8}", [.alt("\u{7F}")]),
    ("\u{1B}[", [.alt("[")]), ("\u{1B}O", [.alt("O")]), ("\u{1B}]", [.alt("]")]), ("\u{1B}_", [.alt("_")]),
    ("\u{1B}_\u{1B}_", [.alt("_"), .alt("_")]), ("\u{1B}\r", [.enter]), ("\u{1B}\u{3}", [.control("c")]),
    ("\u{1B}\u{1B}[A", [.paragraphUp]), ("\u{1B}\u{1B}OD", [.wordLeft]), ("\u{1B}\u{1B}[3~", [.alt("d")]),
    ("\u{1B}\u{1B}[6~", [.pageDown]), ("\u{1B}\u{1B}[15~", [.function(5)]), ("\u{1B}\u{1B}b", [.escape, .alt("b")]),
  ])
  func `an escape before a key is alt, and one alone is the escape key`(bytes: String, expected: [Key]) {
    #expect(keys(bytes) == expected)
  }

  @Test(arguments: [
    // xterm, in both modes of its arrows.
    ("[A", Key.up), ("OB", .down), ("[H", .home), ("OF", .end), ("[1~", .home), ("[4~", .end), ("[2~", .insert),
    ("[3~", .delete), ("[5~", .pageUp), ("[6~", .pageDown), ("[Z", .backTab), ("OP", .function(1)),
    ("[15~", .function(5)), ("[24~", .function(12)), ("[1;2P", .function(1)),
    ("[1;5C", .wordRight), ("[1;3D", .wordLeft), ("[1;2A", .up), ("[3;5~", .alt("d")), ("[3;3~", .alt("d")),
    // PuTTY, rxvt and the Linux console.
    ("[5D", .wordLeft), ("O5C", .wordRight), ("Od", .wordLeft), ("Oa", .paragraphUp), ("[7~", .home), ("[8^", .end),
    ("[3$", .delete), ("[3^", .alt("d")), ("[a", .up), ("[[A", .function(1)), ("[[E", .function(5)),
    // kitty and xterm's modifyOtherKeys.
    ("[97u", "a"), ("[97;5u", .control("a")), ("[97;6u", .control("a")), ("[98;3u", .alt("b")), ("[13;2u", .enter),
    ("[27u", .escape), ("[9;2u", .backTab), ("[127;5u", .alt("\u{7F}")), ("[233u", "é"), ("[97;2u", "A"),
    ("[97:65;2u", "A"), ("[57423u", .home), ("[57402u", "3"), ("[27;5;97~", .control("a")), ("[27;2;13~", .enter),
    ("[27;5;9~", .tab), ("[1;5:1C", .wordRight),
    // The number pad.
    ("Op", "0"), ("Oy", "9"), ("On", "."), ("Ok", "+"), ("Om", "-"), ("Oj", "*"), ("Oo", "/"), ("Ol", ","), ("OX", "="),
    ("OM", .enter),
  ])
  func `every terminal's sequence for a key is known`(bytes: String, expected: Key) {
    #expect(keys("\u{1B}" + bytes) == [expected])
    #expect(keys("a\u{1B}" + bytes + "b") == ["a", expected, "b"])
  }

  @Test(arguments: [
    "\u{1B}[<0;10;10M", "\u{1B}[<0;10;10m", "\u{1B}[M !!", "\u{1B}[32;10;10M", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?1;2c",
    "\u{1B}[24;80R", "\u{1B}[1;1R", "\u{1B}[?2026;2$y", "\u{1B}[38;5;1x", "\u{1B}[999;999;999~", "\u{1B}[201~",
    "\u{1B}[97;1:3u", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\",
    "\u{1B}P>|xterm(390)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^quit\u{1B}\\", "\u{1B}Xq\u{9C}",
    "\u{9D}0;q\u{9C}", "\u{9B}I", "\u{1B}]0;✜ q\u{7}", "\u{1B}[57441;2u", "\u{1B}[6;5\u{18}",
  ])
  func `what a terminal reports is no key`(bytes: String) {
    #expect(keys(bytes) == [])
    #expect(keys("a" + bytes + "b") == ["a", "b"])
  }

  @Test func `a sequence may begin with a single byte`() {
    #expect(keys([0x9B, 0x41]) == [.up])
    #expect(keys([0x9D] + "0;quit".utf8 + [0x9C, 0x61]) == ["a"])
    #expect(keys([0x90] + "q\r".utf8 + [0x07]) == [])
  }

  @Test func `an overlong sequence is no key`() {
    #expect(keys("\u{1B}[" + String(repeating: "1;", count: 500) + "~a") == ["a"])
  }

  @Test func `a control character breaks a sequence off and keeps its meaning`() {
    #expect(keys("\u{1B}[1;\r") == [.enter])
    #expect(keys("\u{1B}[1;\u{1B}[A") == [.up])
    #expect(keys("\u{1B}]0;title\u{1B}[A") == [.up])
  }

  @Test func `a paste is one key with line feeds between its lines, and without control characters`() {
    #expect(keys("\u{1B}[200~a\rb\r\nc\u{7}\t\u{1B}[31md\n\u{1B}[201~e") == [.paste("a\nb\nc\t[31md\n"), "e"])
    #expect(keys("\u{1B}[200~\u{1B}[201~") == [])
    #expect(keys(Array("\u{1B}[200~na".utf8) + [0xEF] + Array("ve ï\u{1B}[201~".utf8)) == [.paste("nave ï")])
  }

  @Test func `a paste is cut at its limit`() {
    let text = String(repeating: "x", count: PastedBytes.limit)
    #expect(keys("\u{1B}[200~" + text + "xxx\u{1B}[201~") == [.paste(text)])
  }

  @Test func `what is incomplete waits for its rest, and each for its own time`() {
    var decoder = KeyDecoder()
    #expect(decoder.due == nil)
    #expect(decoder.decode([0x1B], at: 1_000) == [])
    #expect(decoder.due == 25_001_000)
    #expect(decoder.expire(at: 25_000_999) == [])
    #expect(decoder.decode("[1;".utf8, at: 25_000_999) == [])
    #expect(decoder.expire(at: 400_000_000) == [])
    #expect(decoder.decode("5C".utf8, at: 400_000_000) == [.wordRight])
    #expect(decoder.due == nil)
    #expect(decoder.decode("\u{1B}]11;".utf8, at: 0) == [])
    #expect(decoder.expire(at: 1_900_000_000) == [])
    #expect(decoder.decode("q\u{7}".utf8, at: 1_900_000_000) == [])
    #expect(decoder.decode("\u{1B}[200~lost end".utf8, at: 0) == [])
    #expect(decoder.expire(at: 2_000_000_000) == [.paste("lost end")])
  }

  @Test func `the terminal's own keys come first where they differ`() {
    let own = TerminalKeys([
      (Array("\u{1B}A".utf8), .up), (Array("\u{1B}[A".utf8), .up), (Array("\u{1B}[M".utf8), .function(1)),
      ([0x0B], .up),
      ([0x7F], .delete),
    ])
    #expect(keys("\u{1B}A\u{B}\u{7F}".utf8, own: own) == [.up, .up, .backspace])
    #expect(keys("\u{1B}[M".utf8, own: own) == [.function(1)])
    #expect(keys("\u{1B}[B\u{1B}b\u{1B}".utf8, own: own) == [.down, .alt("b"), .escape])
  }

  // MARK: - Any bytes

  private static let pieces: [[UInt8]] =
    [
      "\u{1B}", "[", "O", "]", "P", "_", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}\\", "\u{7}", "M", "~", "u", ";", "1",
      "27",
      "A", "q", "\r", "é", "👍", "\u{9B}", "\u{9C}", "e\u{301}", "$", "<", "?", "\u{18}", " ", "\u{0}",
    ].map { Array($0.utf8) } + [[0x9B], [0x9C], [0x9D], [0xC3], [0xF0, 0x9F], [0xFF], [0x80]]

  @Test func `the same bytes give the same keys, however they are split`() {
    var dice = SeededRandom(seed: 42)
    for _ in 0..<4000 {
      let bytes = (0..<Int.random(in: 1...20, using: &dice)).flatMap { _ in
        Self.pieces.randomElement(using: &dice) ?? [UInt8.random(in: 0...255, using: &dice)]
      }
      var decoder = KeyDecoder()
      var split: [Key] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &dice)
        split += decoder.decode(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      split += decoder.expire(at: .max)
      #expect(split == keys(bytes), "\(bytes)")
    }
  }

  @Test func `nothing inside a string becomes a key`() {
    var dice = SeededRandom(seed: 7)
    for introducer in ["\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}^", "\u{1B}X"] {
      for end in ["\u{7}", "\u{1B}\\"] {
        let text = (0..<50).map { _ in UInt8.random(in: 0x20..<0x7F, using: &dice) }
        #expect(keys(Array(introducer.utf8) + text + Array(end.utf8)) == [])
      }
    }
  }

  // MARK: - Bursts

  @Test func `text that arrived at once is one key`() {
    #expect(join(keys("a line\rand another")) == [.burst("a line\nand another")])
    #expect(join(keys("e\u{301}日\u{301}")) == ["é", "日\u{301}"])
    #expect(join(keys("nnnr")) == ["n", "n", "n", "r"])
    #expect(join(keys("\rsome words here\r")) == [.enter, .burst("some words here\n")])
    #expect(join(keys("some words here\u{1B}[Ax")) == [.burst("some words here"), .up, "x"])
  }
}
