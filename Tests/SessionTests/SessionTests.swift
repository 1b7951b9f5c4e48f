import AnswerBook
import Experiments
import LessonFormat
import Lessons
import Session
import Testing

@Suite struct SessionTests {
  private var session = Sample.session()

  private func spec(_ id: String) throws -> ExperimentSpec { try #require(session.experiment(id)) }
  private func question(_ id: String) throws -> Question { try #require(session.question(id)) }

  // MARK: - Settings

  @Test(arguments: [
    "", " ", "1,2,,4", "1,", ",", "0", "1,257", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
    "1,2,1",
    "one",
  ])
  mutating func `an invalid list of pool sizes is refused and changes nothing`(text: String) throws {
    let scale = try spec("scale")
    #expect(throws: KnobError.self) { try session.set(.processes, to: text, of: scale) }
    #expect(session.settings(of: scale).sizes == [1, 2, 4])
  }

  @Test mutating func `a scale takes up to sixteen pool sizes`() throws {
    let scale = try spec("scale")
    try session.set(.processes, to: "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", of: scale)
    #expect(session.requests(for: scale, now: 1).map(\.knobs.processes) == Array(1...16))
  }

  @Test mutating func `a range too long for its task is refused before the run`() throws {
    let uneven = try spec("uneven")
    #expect(throws: KnobError.self) { try session.set(.range, to: "1..<5000000", of: uneven) }
    #expect(session.settings(of: uneven).text(of: .range) == "1..<1001")
  }

  @Test mutating func `a knob that the task doesn't have is refused`() throws {
    let map = try spec("first-map")
    #expect(throws: KnobError.self) { try session.set(.samples, to: "100", of: map) }
  }

  @Test mutating func `reset goes back to the lesson's settings`() throws {
    let map = try spec("first-map")
    try session.set(.processes, to: "2", of: map)
    session.reset(map)
    #expect(session.settings(of: map) == ExperimentSettings(map))
  }

  @Test func `only the runs of a scale have a group`() throws {
    #expect(session.requests(for: try spec("first-map"), now: 5).map(\.group) == [nil])
    #expect(Set(session.requests(for: try spec("scale"), now: 5).map(\.group)) == ["scale-5000"])
  }

  // MARK: - Answers

  @Test mutating func `a question locks its experiment until it has an answer`() throws {
    let uneven = try spec("uneven")
    let predict = try question("predict")
    #expect(
      session.lock(of: uneven)?.sentence(way: "enter") == "Locked: answer question 2 first (enter takes you there).")
    #expect(session.unlockNote(of: predict) == "Your answer unlocks uneven.")
    try session.record("  \n", as: .text, of: predict)
    #expect(session.lock(of: uneven) != nil)
    try session.record("It will be uneven.", as: .text, of: predict)
    #expect(session.lock(of: uneven) == nil)
    #expect(session.unlockNote(of: predict) == nil)
  }

  @Test(arguments: ["0", "4", "-1", "", " ", "two", "1,2", "٢"])
  mutating func `a choice that isn't one of the numbers is refused`(text: String) throws {
    let kind = try question("kind")
    #expect(throws: Refused("A choice is a number from 1 to 3.")) { try session.choose(text, for: kind) }
    #expect(session.answer(to: kind) == Answer())
    #expect(session.revision == 0)
  }

  @Test mutating func `a verdict follows a choice, and a missing reason is mentioned`() throws {
    let kind = try question("kind")
    try session.choose(" 2 ", for: kind)
    #expect(session.remarks(on: kind).map(\.kind) == [.verdict(.right), .missing])
    try session.record("It prints with brackets.", as: .text, of: kind)
    #expect(session.remarks(on: kind).map(\.kind) == [.verdict(.right)])
  }

  @Test mutating func `a changed answer increases the revision, and the same answer again does not`() throws {
    let many = try question("many")
    try session.record("4", as: .number, of: many)
    try session.record("4", as: .number, of: many)
    #expect(session.revision == 1)
  }

  @Test mutating func `the newline at the end of an editor's text is part of a file, but not of free text`() throws {
    let predict = try question("predict")
    let job = try question("job")
    #expect(try session.setEdited("one\ntwo\n", for: predict) == "one\ntwo")
    #expect(try session.setEdited(session.text(of: job), for: job) == nil)
    #expect(try session.setEdited("#!/bin/bash\ntrue\n", for: job) == "#!/bin/bash\ntrue\n")
  }

  @Test func `nothing is recorded in a folder that someone else has open`() throws {
    var session = Sample.session(readOnly: "Pid 12 has the folder open.")
    let many = try question("many")
    #expect(throws: Refused("Pid 12 has the folder open.")) { try session.record("4", as: .number, of: many) }
    #expect(session.book.isUntouched)
    #expect(session.revision == 0)
  }

  @Test func `only an answer with a text can be edited in an editor`() throws {
    #expect(try session.editorRefusal(for: question("predict")) == nil)
    let refused = Refused("This answer has no text to write in an editor.")
    #expect(try session.editorRefusal(for: question("many")) == refused)
    var session = session
    #expect(throws: refused) { try session.setEdited("4", for: question("many")) }
    let other = Sample.session(readOnly: "Pid 12 has the folder open.")
    #expect(try other.editorRefusal(for: question("predict")) == Refused("Pid 12 has the folder open."))
  }

  @Test func `an empty field says what to write into it`() throws {
    let lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md")
    func placeholder(_ id: String) -> String? { lesson.questions.first { $0.id == id }?.fields.first?.placeholder }
    #expect(placeholder("speedup") == "a factor, such as 2.5")
    #expect(placeholder("distinct") == "a number")
    #expect(placeholder("container") == "a number from 1 to 4")
  }

  @Test mutating func `a speedup is withheld until the question about it has an answer`() throws {
    let lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md")
    var session = Session(lesson: lesson, book: AnswerBook())
    let alone = Sample.run("pi-alone", of: .quarterCircle, processes: 1, seconds: 4, startUp: 1)
    let pooled = Sample.run("pi-pooled", of: .quarterCircle, processes: 4, seconds: 1, startUp: 1)
    session.add(alone, to: "pi-alone")
    session.add(pooled, to: "pi-pooled")
    #expect(session.asksForSpeedup(of: "pi-pooled"))
    #expect(session.comparison(of: pooled, in: "pi-pooled") == nil)
    try session.record("4", as: .number, of: try #require(session.question("speedup")))
    let comparison = try #require(session.comparison(of: pooled, in: "pi-pooled"))
    #expect(comparison.experiment == "pi-alone")
    #expect(comparison.speedup.ratio == 4)
    #expect(comparison.speedup.ratioWithStartUp == 2.5)
    #expect(session.comparison(of: alone, in: "pi-alone") == nil)
  }

  // MARK: - Hints and solutions

  @Test mutating func `hints come one by one until there are no more`() throws {
    let kind = try question("kind")
    #expect(try session.showNextHint(of: kind) == 0)
    #expect(try session.showNextHint(of: kind) == 1)
    #expect(throws: Refused("There are no more hints for this question.")) { try session.showNextHint(of: kind) }
    #expect(session.answer(to: kind).hintsShown == 2)
    let many = try question("many")
    #expect(throws: Refused("This question has no hints.")) { try session.showNextHint(of: many) }
  }

  @Test mutating func `a solution can be shown once there is an answer`() throws {
    let predict = try question("predict")
    #expect(throws: Refused("The solution opens once you have answered the question.")) {
      try session.openSolution(of: predict)
    }
    try session.record("Uneven.", as: .text, of: predict)
    try session.openSolution(of: predict)
    #expect(session.answer(to: predict).solutionSeen)
    let many = try question("many")
    #expect(throws: Refused("This question has no solution.")) { try session.openSolution(of: many) }
  }
}
