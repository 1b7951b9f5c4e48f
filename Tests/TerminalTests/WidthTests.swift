import Canvas
import Glibc
import Testing

@testable import Terminal

@Suite struct WidthTests {
  @Test func `the canvas and the C library agree on the width of common text`() throws {
    _ = try #require(setlocale(LC_CTYPE, "C.UTF-8"))
    let ranges: [(ClosedRange<UInt32>)] = [
      0x21...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x377, 0x391...0x3A1, 0x3A3...0x3FF, 0x400...0x482,
      0x5D0...0x5EA, 0x2010...0x2027, 0x2190...0x2319, 0x2500...0x25FC, 0x2800...0x28FF, 0x3041...0x3096,
      0x30A1...0x30FF, 0x4E00...0x9FEF, 0xAC00...0xD7A3, 0xFF01...0xFF5E, 0x1F600...0x1F64F, 0x20000...0x2A6D6,
    ]
    var differing: [String] = []
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var drawn: [wchar_t] = []
      WideText(isUTF8: true).append(Character(scalar), width: cellWidth(of: Character(scalar)), to: &drawn)
      if drawn != [wchar_t(bitPattern: value)] { differing.append("U+" + String(value, radix: 16)) }
    }
    #expect(differing == [])
  }

  @Test func `a glyph that the C library measures differently is replaced by one of the same width`() {
    _ = setlocale(LC_CTYPE, "C.UTF-8")
    let text = WideText(isUTF8: true)
    var characters: [wchar_t] = []
    text.append("a", width: 1, to: &characters)
    text.append("日", width: 2, to: &characters)
    text.append("é", width: 1, to: &characters)
    text.append("日", width: 1, to: &characters)
    text.append("\r\n", width: 1, to: &characters)
    #expect(characters == [0x61, 0x65E5, 0xE9, 0xFFFD, 0x3F])
    characters = []
    let ascii = WideText(isUTF8: false)
    ascii.append("日", width: 2, to: &characters)
    ascii.append("é", width: 1, to: &characters)
    #expect(characters == [0x3F, 0x20, 0x65])
  }
}
