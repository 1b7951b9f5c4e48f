import AnswerBook
import Canvas
import Testing

@testable import WorkbookApp

@Suite struct ReadingTests {
  @Test(arguments: [Size(width: 60, height: 20), Size(width: 140, height: 45)])
  func `the down key alone shows every row of a section`(size: Size) {
    for section in Desk.lesson.sections {
      var desk = Desk(at: section.id, width: size.width, height: size.height)
      let page = desk.model.page
      var seen = Set<Int>()
      for _ in 0..<(page.lines.count + section.stops.count) {
        seen.formUnion(desk.model.place.scroll..<(desk.model.place.scroll + desk.model.frame.page.height))
        desk.press(.down)
      }
      #expect(seen.isSuperset(of: page.lines.indices), "\(section.id)")
      #expect(desk.model.place.stop == section.stops.last, "\(section.id)")
    }
  }

  @Test func `the outline shows that a question is answered while it has the focus`() {
    var desk = Desk(at: "distinct", width: 140, height: 45)
    func row(_ desk: Desk) -> String { desk.canvas.rows.first { $0.prefix(30).contains(" distinct") } ?? "" }
    #expect(row(desk).contains("●"))
    desk.press(.enter)
    desk.type("4")
    desk.press(.escape)
    #expect(row(desk).contains("✓") && !row(desk).prefix(30).contains("●"))
    let entry = desk.model.outline(unfoldingAll: false).first { $0.isCurrent }
    #expect(entry?.state == .done)
  }

  @Test func `the up key goes all the way back`() {
    var desk = Desk(at: "process-investigation")
    for _ in 0..<150 { desk.press(.down) }
    for _ in 0..<150 { desk.press(.up) }
    #expect(desk.model.place.scroll == 0)
  }

  @Test func `tab goes from stop to stop and back`() {
    var desk = Desk(at: "process-investigation")
    desk.press(.home)
    var ids: [String] = []
    for _ in 0..<8 {
      if !ids.isEmpty || desk.model.place.stop == nil { desk.press(.tab) }
      ids.append(desk.model.currentExperiment?.id ?? desk.model.currentQuestion?.id ?? "")
    }
    #expect(
      ids == [
        "first-map", "first-map-python", "container", "distinct", "shares", "predict", "second-map", "compare",
      ])
    desk.press(.backTab)
    #expect(desk.model.currentExperiment?.id == "second-map")
  }

  @Test func `n and p go through the sections and stop at the ends`() {
    var desk = Desk()
    desk.press(.character("p"))
    #expect(desk.model.section.id == "welcome")
    for _ in 0..<20 { desk.press(.character("n")) }
    let ids = Desk.lesson.sections.map(\.id)
    #expect(desk.model.section.id == ids.last)
    desk.press(.character("p"))
    #expect(desk.model.section.id == ids.dropLast().last)
  }

  @Test func `the workbook opens where the student left it, or at a given place`() {
    let left = Desk(book: AnswerBook(position: "shares"))
    #expect(left.model.currentQuestion?.id == "shares")
    let told = Desk(book: AnswerBook(position: "shares"), at: "primes-scale")
    #expect(told.model.currentExperiment?.id == "primes-scale")
    let lost = Desk(at: "nowhere")
    #expect(lost.sentence.contains("nowhere"))
  }

  @Test func `the key line always fits, with help and quit`() {
    for size in [Size(width: 60, height: 20), Size(width: 80, height: 24)] {
      var desk = Desk(width: size.width, height: size.height)
      for entry in desk.model.outline(unfoldingAll: true).indices {
        desk.press(.character("o"), .home)
        for _ in 0..<entry { desk.press(.down) }
        desk.press(.enter)
        #expect(desk.keyLine.contains("? help"))
        #expect(desk.keyLine.contains("q quit"))
        #expect(desk.keyLine.count <= size.width)
      }
    }
  }

  @Test func `a notice stays until it is dismissed`() {
    var desk = Desk(notices: ["The record was damaged and read back from the journal."])
    desk.press(.down, .character("n"))
    #expect(desk.sentence.contains("damaged"))
    desk.press(.escape)
    #expect(!desk.sentence.contains("damaged"))
  }

  @Test func `a window that is too small says which size is needed`() {
    for size in [
      Size(width: 59, height: 20), Size(width: 60, height: 19), Size(width: 1, height: 1), Size(width: 0, height: 0),
    ] {
      var desk = Desk()
      desk.send(.resized(size))
      let text = desk.screen
      if size.width > 40 { #expect(text.contains("the workbook needs 60 by 20")) }
      desk.send(.resized(Size(width: 80, height: 24)))
      #expect(desk.screen.contains("Welcome"))
    }
  }

  @Test func `a new size keeps the place`() {
    var desk = Desk(at: "predict", width: 140, height: 45)
    for size in [Size(width: 60, height: 20), Size(width: 100, height: 30), Size(width: 80, height: 24)] {
      desk.send(.resized(size))
      #expect(desk.model.currentQuestion?.id == "predict")
      let rows = desk.model.page.parts[desk.model.place.stop ?? 0]
      #expect(rows.overlaps(desk.model.place.scroll..<(desk.model.place.scroll + desk.model.frame.page.height)))
    }
  }

  @Test func `quitting stops a run and saves first`() {
    var desk = Desk(at: "first-map")
    desk.finishesRuns = false
    desk.send(.edited(question: "shares", text: "Three each."))
    desk.press(.character("r"), .character("q"))
    let effects = Array(desk.effects.suffix(3))
    #expect(effects.first == .stopRun(token: 1) && effects.last == .quit)
    guard case .save(let request) = effects[1] else { return #expect(Bool(false)) }
    #expect(request.book?.answers["shares"]?.text == "Three each.")
  }

  @Test func `reading alone doesn't change the record`() {
    var desk = Desk()
    desk.press(.character("n"), .down, .down, .character("n"), .end)
    #expect(desk.model.session.revision == 0)
    #expect(desk.screen.contains("saved"))
  }

  @Test func `moving remembers the place`() {
    var desk = Desk()
    desk.go(to: "shares")
    #expect(desk.model.book.position == "shares")
  }

  @Test(arguments: [80, 140])
  func `an optional section says so, and its questions are counted separately`(width: Int) {
    var desk = Desk(at: "hand-in", width: width)
    #expect(desk.canvas.rows[0].contains(" 0/\(desk.model.lesson.requiredQuestions.count) answered"))
    desk.press(.character("n"))
    #expect(desk.canvas.rows[0].contains(" 0/\(desk.model.lesson.requiredQuestions.count) answered"))
    desk.press(.character("n"))
    #expect(desk.canvas.rows[0].contains(" 0/\(desk.model.lesson.optionalQuestions.count) optional answered"))
    #expect(desk.screen.contains("optional: you can skip any of it"))
    if width >= 96 { #expect(desk.screen.contains("(optional)")) }
    desk.press(.character("o"))
    #expect(desk.screen.contains("Chunks and imbalance (optional)"))
  }
}
