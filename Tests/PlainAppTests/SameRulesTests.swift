import AnswerBook
import Canvas
import Experiments
import LessonFormat
import PlainApp
import SeededRandom
import Session
import Testing

@testable import WorkbookApp

/// The screen and the plain workbook decide alike, whatever is set, answered or asked for.
@Suite struct SameRulesTests {
  /// A workbook on the screen, driven by its keys.
  private struct ScreenDesk {
    var model: Model

    init(_ lesson: Lesson, at: String) {
      let machine = Machine(host: "n1", usableCores: 4, processor: "Test")
      model = Model(lesson: lesson, book: AnswerBook(), surroundings: Surroundings(machine: machine), at: at)
    }

    mutating func press(_ keys: Key...) { for key in keys { _ = update(&model, .keys([key])) } }

    /// Replaces what is in a field of one line.
    mutating func replace(_ old: String, with text: String) {
      press(.end)
      for _ in old { press(.backspace) }
      if !text.isEmpty { press(.paste(text)) }
    }

    /// Sets a knob of the experiment here; returns why not.
    mutating func set(_ knob: Knob, _ text: String) -> String? {
      press(.character("k"))
      guard let panel = model.layer as? KnobPanel, let row = panel.names.firstIndex(of: knob) else { return "closed" }
      for _ in 0..<row { press(.down) }
      replace(panel.settings.text(of: knob), with: text)
      var error: String?
      if let panel = model.layer as? KnobPanel { error = panel.error }
      press(.escape)
      return error
    }
  }

  private static let texts = [
    "", " ", "\t", "0", "-1", "1", "2", "4", "12", "256", "257", "+3", "3.0", "1e3", "1e8", "1e99", "1_000", "1 000",
    "٣", "１２", "½", "NaN", "nan", "inf", "auto", "none", "pid", "same", "two", "=", "1=2", "1,2,,4", "1,2,4,6", ",",
    "1,",
    "1,2,3,4,5,6,7,8,9,10,11,12", "1,2,3,4,5,6,7,8,9,10,11,12,13", "5,5,5,5", "0.5,1", "-1,2", "[1, 2]", "[\"a\"]", "[",
    "0..<10", "10..<0", "5..<5", "1..<5000000", "1..<1000001", "100..<200", "0..<1000000000001", "1...5", "..<", "1..<",
    "0.001", "0.0001", "3601", "18446744073709551615", "18446744073709551616", "a b  c", "“1”",
  ]

  private func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  @Test func `the same settings are accepted, and the same sentences refuse the others`() throws {
    var dice = SeededRandom(seed: 20_240_607)
    let specs = PlainDesk.lesson.experiments
    var desks: [String: (screen: ScreenDesk, plain: PlainDesk)] = [:]
    var accepted = 0
    for _ in 0..<600 {
      let spec = dice.pick(specs)
      let typed = Session.knobs(of: spec).filter { $0.choices == nil }
      let knob = dice.pick(typed)
      let text = dice.pick(Self.texts)
      var (screen, plain) =
        desks[spec.id] ?? (screen: ScreenDesk(PlainDesk.lesson, at: spec.id), plain: PlainDesk(at: spec.id))
      let refusal = screen.set(knob, text)
      let said = plain.type("\(knob.name)=\(text)")
      let settings = plain.workbook.session.settings(of: spec)
      #expect(screen.model.session.settings(of: spec) == settings, "\(spec.id) \(knob.name) “\(text)”")
      let sentence = refusal ?? "\(knob.name) is \(settings.text(of: knob)) now."
      #expect(words(said) == words(sentence), "\(spec.id) \(knob.name) “\(text)”")
      if refusal == nil { accepted += 1 }
      desks[spec.id] = (screen, plain)
    }
    #expect((50..<550).contains(accepted), "\(accepted) of 600")
  }

  @Test func `the same answers are recorded, and the same is said about them`() throws {
    var dice = SeededRandom(seed: 97)
    let questions = PlainDesk.lesson.questions.filter { $0.language == nil }
    let texts = [
      "", "0", "1", "2", "3", "9", "-", "x", "٢", "½", "4 workers", "3.2 s", "NaN", "1 000", "a word, “two”",
    ]
    for _ in 0..<200 {
      let question = dice.pick(questions)
      var text = dice.pick(texts)
      let field = try #require(question.fields.first)
      // The screen reads a choice key by key.
      if field.name == .choice { text = String(Int.random(in: 1...9, using: &dice)) }
      var screen = ScreenDesk(PlainDesk.lesson, at: question.id)
      var plain = PlainDesk(at: question.id)
      screen.press(.enter)
      if field.name == .choice, let key = text.first {
        screen.press(.character(key))
      } else if !text.isEmpty {
        screen.press(.paste(text))
      }
      let remark = screen.model.remark
      screen.press(.escape)
      let said = text.isEmpty ? plain.type("answer", field.name == .text ? "." : "") : plain.type("answer \(text)")
      let place = "\(question.id) “\(text)”"
      let (one, other) = (screen.model.session, plain.workbook.session)
      #expect(one.answer(to: question) == other.answer(to: question), "\(place)")
      #expect(one.remarks(on: question) == other.remarks(on: question), "\(place)")
      if let remark { #expect(words(said) == words(remark), "\(place)") }
    }
  }

  @Test func `hints and solutions open alike, and the same sentences refuse them`() throws {
    var dice = SeededRandom(seed: 4711)
    for question in PlainDesk.lesson.questions {
      var screen = ScreenDesk(PlainDesk.lesson, at: question.id)
      var plain = PlainDesk(at: question.id)
      for _ in 0..<8 {
        let key: Character = dice.pick(["h", "s"])
        // The key closes an open solution; the command shows it again.
        screen.model.openSolutions = []
        screen.press(.character(key))
        let said = plain.type(key == "h" ? "hint" : "solution")
        let (one, other) = (screen.model.session, plain.workbook.session)
        #expect(one.answer(to: question) == other.answer(to: question), "\(question.id)")
        if let remark = screen.model.remark { #expect(words(said).hasPrefix(remark), "\(question.id)") }
        if Bool.random(using: &dice), question.fields.first?.name == .text, question.language == nil {
          screen.press(.enter, .character("x"), .escape)
          plain.type("answer \(screen.model.session.answer(to: question).text)")
        }
      }
      let (one, other) = (screen.model.session.book.journal, plain.workbook.session.book.journal)
      #expect(one.map { "\($0.kind) \($0.id) \($0.text)" } == other.map { "\($0.kind) \($0.id) \($0.text)" })
    }
  }
}
