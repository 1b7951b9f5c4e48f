import AnswerBook
import Experiments
import LessonFormat
import Testing

@testable import PlainApp

@Suite struct PlainWorkbookTests {
  @Test func `a knob says which values it often has`() {
    var desk = PlainDesk(at: "pi-alone")
    desk.workbook.measured(samples: 2_000_000_000)
    #expect(desk.type("samples").contains("samples is 2000000000."))
    #expect(desk.type("samples").contains("100 000 000 is the number behind the lesson's own times."))
    #expect(desk.type("samples 1e8").contains("samples is 100000000 now."))
  }

  @Test func `the commands of this workbook take the place of the screen's keys`() {
    let desk = PlainDesk(at: "welcome")
    let text = desk.lines.joined(separator: "\n")
    for line in PlainHelp.lines { #expect(text.contains(line)) }
    #expect(!text.contains("| key"))
    var there = PlainDesk(at: "same-seed")
    #expect(there.type("next").contains("use the knobs (type knobs)"))
  }

  @Test func `Enter alone goes through the whole lesson and says where it ends`() {
    var desk = PlainDesk()
    for _ in 0..<120 { desk.type("") }
    #expect(desk.lines.joined(separator: " ").contains("This is the end of the lesson. You have answered"))
    #expect(desk.effects.isEmpty)
  }

  @Test func `an experiment runs at all its sizes, and each run is added to the record`() throws {
    var desk = PlainDesk(at: "primes-scale")
    let spec = try #require(desk.workbook.session.experiment("primes-scale"))
    let said = desk.type("run")
    #expect(desk.workbook.session.book.runs["primes-scale"]?.count == spec.sizes.count)
    #expect(said.contains("With 1 process:"))
    #expect(said.contains("speedup"))
    #expect(desk.workbook.prompt == "experiment primes-scale")
  }

  @Test func `a locked experiment says which question to answer first`() {
    var desk = PlainDesk(at: "second-map")
    #expect(desk.type("run").hasPrefix("Locked: answer question"))
    #expect(!desk.effects.contains { if case .startRun = $0 { true } else { false } })
    #expect(desk.type("go predict", "answer four fives").contains("The experiment second-map is unlocked now."))
    desk.type("run second-map")
    #expect(desk.workbook.session.book.runs["second-map"]?.count == 1)
  }

  @Test func `a command in the middle of an answer is part of it, and that is said`() {
    var desk = PlainDesk(at: "shares")
    desk.type("answer", "Not evenly.")
    #expect(desk.type("solution").contains("“solution” is now part of your answer."))
    #expect(desk.type("three each").isEmpty)
    desk.type(".")
    #expect(desk.workbook.session.book.answers["shares"]?.text == "Not evenly.\nsolution\nthree each")
  }

  @Test func `a choice asks for its reason, and a full stop ends it`() {
    var desk = PlainDesk(at: "container")
    desk.type("1")
    #expect(desk.workbook.prompt == "1")
    desk.type("Because.", "It prints so.")
    #expect(desk.workbook.prompt == "3")
    #expect(desk.type(".").contains("Answered."))
    #expect(desk.workbook.session.book.answers["container"]?.text == "Because.\nIt prints so.")
  }

  @Test func `leaving in the middle of an answer records what was typed`() {
    var desk = PlainDesk(at: "predict")
    desk.type("answer", "four results")
    desk.perform(desk.workbook.leave())
    #expect(desk.workbook.session.book.answers["predict"]?.text == "four results")
    #expect(desk.effects.count { if case .save = $0 { true } else { false } } == 1)
  }

  @Test func `every change of the record asks for a save, and nothing else does`() {
    var desk = PlainDesk(at: "predict")
    desk.type("show", "help", "list", "processes 2")
    #expect(desk.effects.isEmpty)
    desk.type("answer four")
    guard case .save(let request)? = desk.effects.last else { return #expect(Bool(false)) }
    #expect(desk.effects.count == 1)
    #expect(request.book?.answers["predict"]?.text == "four")
  }

  @Test func `what can't be saved is said once, stays in the prompt, and is tried again`() {
    var desk = PlainDesk(at: "first-map")
    desk.saveFailure = "The disk is full."
    #expect(desk.type("run").contains("Not saved: The disk is full."))
    #expect(desk.workbook.prompt == "experiment first-map, not saved")
    #expect(desk.wait(seconds: 4).isEmpty)
    #expect(desk.workbook.prompt == "experiment first-map, not saved")
    desk.saveFailure = nil
    #expect(desk.wait(seconds: 4) == "Everything is saved now.")
    #expect(desk.workbook.prompt == "experiment first-map")
  }

  @Test func `the first quit warns of what would be lost, and the second one leaves`() {
    var desk = PlainDesk(at: "first-map")
    desk.saveFailure = "The disk is full."
    desk.type("run", "quit")
    #expect(desk.effects.last == .quit)
    #expect(!desk.workbook.session.saving.mayLeave)
    let reply = desk.workbook.warnOfLoss(rescueCopy: "/tmp/copy").lines.joined(separator: " ")
    #expect(reply.hasSuffix("A copy is in /tmp/copy. Type quit again to leave."))
    #expect(desk.workbook.session.saving.mayLeave)
  }

  @Test func `newer answers in the journal are offered at the start, and restore uses them`() {
    var book = AnswerBook(answers: ["shares": Answer(text: "old")])
    book.newerAnswers = ["shares": Answer(text: "new")]
    var desk = PlainDesk(book: book)
    #expect(desk.lines.joined(separator: " ").contains("question 3, shares. Type restore to use it."))
    #expect(desk.type("restore") == "Your answers are now those of the journal.")
    #expect(desk.workbook.session.book.answers["shares"]?.text == "new")
    #expect(desk.type("restore") == "The journal has no newer answers.")
  }

  @Test func `an editor opens only at a terminal`() {
    var desk = PlainDesk(at: "predict")
    #expect(desk.type("edit").contains("needs a terminal"))
    desk = PlainDesk(at: "predict", isInteractive: true)
    desk.type("edit")
    #expect(desk.effects == [.openEditor(text: "", fileName: "predict.md")])
    desk.perform(desk.workbook.edited("four\n"))
    #expect(desk.workbook.session.book.answers["predict"]?.text == "four")
  }

  @Test func `an editor doesn't open for an answer without text`() {
    var desk = PlainDesk(at: "first-map", isInteractive: true)
    desk.type("go seconds", "edit")
    let question = desk.workbook.lesson.questions.first { $0.field(.text) == nil }
    if let question {
      #expect(desk.type("go \(question.id)", "edit").hasSuffix("This answer has no text to write in an editor."))
    }
    #expect(!desk.effects.contains { if case .openEditor = $0 { true } else { false } })
  }

  @Test func `a speedup is said once the question about it has an answer`() {
    var desk = PlainDesk(at: "pi-alone")
    desk.type("run", "go pi-pooled")
    #expect(!desk.type("run").contains("times as fast"))
    #expect(!desk.type("go speedup").contains("times as fast"))
    desk.type("answer 1", ".")
    #expect(desk.type("go pi-pooled", "run").contains("This is 1.00 times as fast as pi-alone (1.00 s / 1.00 s)"))
  }

  @Test func `a key in prose becomes the command, and paragraphs about the screen are left out`() throws {
    let source = """
      ---
      format: 1
      id: keys
      version: 1
      title: Keys
      ---

      # Keys {#keys}

      | key | what it does |
      | :-- | :-- |
      | `r` | run |

      Start it (`r`), or press `t`.

      On the screen, `x` shows a cursor.

      The end.
      """
    let desk = PlainDesk(try Lesson.parse(source, file: "keys.md"))
    #expect(desk.lines.contains("Start it (type run), or press timeline."))
    #expect(desk.lines.contains("The end."))
    #expect(!desk.lines.contains { $0.contains("cursor") })
  }

  @Test func `the last section shows what was measured`() {
    var desk = PlainDesk(at: "pi-alone")
    #expect(desk.type("go closing").contains("Nothing measured yet"))
    desk.type("go pi-alone", "run", "run")
    desk.type("go closing")
    #expect(desk.lines.contains { $0.hasPrefix("pi-alone ") && $0.hasSuffix(" 2") })
  }

  @Test func `a number's prompt says what to type`() {
    let desk = PlainDesk(at: "speedup")
    #expect(desk.lines.joined(separator: " ").contains("Type a factor, such as 2.5."))
  }

  @Test func `only a kill is handled during a run`() {
    var desk = PlainDesk(isInteractive: true)
    #expect(desk.workbook.handleDuringRun("hint") == nil)
    let reply = desk.workbook.handleDuringRun("kill 2")
    #expect(reply?.effects == [.killWorker(1)])
  }

  @Test func `quit ends the program`() {
    var desk = PlainDesk()
    desk.type("quit")
    #expect(desk.effects == [.quit])
  }

  @Test(
    arguments: [
      ("processes 2", PlainCommand.set(.processes, "2")), ("processes=2", .set(.processes, "2")),
      ("processes", .ask(.processes)), ("processes=", .set(.processes, "")), ("range 1..<5", .set(.range, "1..<5")),
      ("items=1, 2", .set(.items, "1, 2")), ("", .next), ("R first-map", .run("first-map")),
      ("kill x", .other("kill x")),
    ] as [(String, PlainCommand)])
  func `lines are read as commands`(line: String, command: PlainCommand) {
    #expect(PlainCommand(line) == command)
  }

  @Test func `the farewell names the folder's new place after it was renamed`() {
    var desk = PlainDesk(at: "distinct")
    desk.newFolder = "./renamed"
    desk.type("answer", "4", "")
    desk.perform(desk.workbook.leave())
    desk.perform(desk.workbook.farewell())
    #expect(desk.lines.last?.hasSuffix("Everything is saved in ./renamed.") == true, "\(desk.lines.suffix(3))")
  }
}
