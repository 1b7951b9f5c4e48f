import Testing

@testable import Canvas

@Suite struct BusyLineTests {
  @Test func `each cell has its share of the time`() {
    #expect(busyShares([0..<1, 2..<2.5, 3.5..<9], length: 4, width: 4) == [1, 0, 0.5, 0.5])
    #expect(busyShares([0..<4], length: 4, width: 4, until: 1.25) == [1, 0.25, 0, 0])
    #expect(busyShares([0..<1], length: 0, width: 2) == [0, 0])
    #expect(busyShares([0..<1], length: 1, width: 0) == [])
  }

  @Test func `a bar shows whatever was busy, however short`() {
    #expect(busyLine([1, 0.5, 0.01, 0]) == "██▏ ")
    #expect(busyLine([1, 0.5, 0]) == "█▌ ")
    #expect(busyLine([1, 0.5, 0.01, 0], glyphs: .ascii) == "##| ")
  }

  @Test func `workers that share a row are as high as many of them were busy`() {
    #expect(busyProfile([[1, 1, 0, 0], [1, 0, 0, 0.01]]) == "█▄ ▁")
    #expect(busyProfile([[1, 0.1, 0]], glyphs: .ascii) == "#. ")
    #expect(busyProfile([]) == "")
  }

  @Test func `a gap has its name in it, or before it`() throws {
    let wide = try #require(namedGap("idle", from: 3, to: 13))
    #expect(wide.x == 3 && wide.text == "╰─ idle ─╯")
    let narrow = try #require(namedGap("idle", from: 8, to: 10))
    #expect(narrow.x == 3 && narrow.text == "idle ╰╯")
    #expect(namedGap("idle", from: 8, to: 9, glyphs: .ascii)?.text == "idle +")
    #expect(namedGap("idle", from: 2, to: 3) == nil && namedGap("idle", from: 8, to: 8) == nil)
  }
}
