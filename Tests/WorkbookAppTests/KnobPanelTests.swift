import Testing

@testable import WorkbookApp

@Suite struct KnobPanelTests {
  @Test func `knobs are checked while they are typed, kept on enter, and reset`() {
    var desk = Desk(at: "first-map")
    desk.press(.character("k"), .backspace, .character("0"))
    #expect(desk.screen.contains("processes is a whole number from 1 to 256"))
    desk.press(.enter)
    #expect(!desk.model.isReading)
    desk.press(.backspace, .character("2"), .enter)
    #expect(desk.model.isReading)
    desk.press(.character("r"))
    #expect(desk.model.book.runs["first-map"]?.last?.report.processes == 2)
    desk.press(.character("k"), .control("x"), .enter, .character("r"))
    #expect(desk.model.book.runs["first-map"]?.last?.report.processes == 4)
  }

  @Test func `ctrl-t changes between the machine's number of samples and the one for comparing`() {
    var desk = Desk(at: "pi-alone")
    desk.send(.samplesMeasured(2_000_000_000))
    desk.press(.character("k"), .control("t"))
    #expect(desk.sentence.contains("no usual values"))
    desk.press(.down, .control("t"))
    #expect(desk.screen.contains("100 000 000 is the number behind"))
    desk.press(.enter, .character("r"))
    #expect(desk.model.book.runs["pi-alone"]?.last?.knobs.samples == 100_000_000)
    desk.press(.character("k"), .down, .control("t"), .enter, .character("r"))
    #expect(desk.model.book.runs["pi-alone"]?.last?.knobs.samples == 2_000_000_000)
  }

  @Test func `the processes of a scale are a list`() {
    var desk = Desk(at: "primes-scale")
    desk.press(.character("k"), .control("u"))
    desk.type("1,3")
    desk.press(.enter, .character("r"))
    #expect(desk.model.book.runs["primes-scale"]?.map(\.report.processes) == [1, 3])
  }
}
