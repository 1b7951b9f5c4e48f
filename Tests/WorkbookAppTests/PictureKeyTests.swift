import Testing

@testable import WorkbookApp

/// The key that keeps a screen as a picture.
@Suite struct PictureKeyTests {
  @Test func `F2 keeps the screen as it is, whatever is open, and says where`() {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.press("r", "t", .home)
    let before = desk.canvas
    desk.press(.function(2))
    #expect(desk.effects.last == .keepPicture(before, title: "A Short Lesson: First map"))
    desk.send(.reported("The screen is in pictures/x.svg."))
    #expect(desk.sentence.contains("pictures/x.svg"))
    desk.press(.right)
    #expect(!desk.screen.contains("pictures/x.svg"))
  }
}
