import Testing

@testable import Canvas

@Suite struct DotPictureTests {
  private let rows = [
    [true, true, false, false, true],
    [true, true, false, false],
    [true, true],
    [true, true, false, true],
    [false, true],
  ]

  @Test func `eight dots are one braille character`() {
    #expect(DotPicture(rows).canvas().rows == ["⣿⢀⠁", "⠈"])
  }

  @Test func `in ASCII a character says how many of its dots are set`() {
    #expect(DotPicture(rows).canvas(glyphs: .ascii).rows == ["#::", ":"])
  }

  @Test func `a picture without dots takes no cells`() {
    #expect(DotPicture([]).canvas().size == Size(width: 0, height: 0))
    #expect(DotPicture([[], []]).size == Size(width: 0, height: 1))
  }
}
