import AnswerBook
import Experiments
import LessonFormat
import Session
import Testing

/// When what is saved, and what is said about it.
@Suite struct SavingTests {
  private var session = Sample.session()
  private let full = "The disk is full."
  private let start: UInt64 = 10_000_000_000

  init() { session.tick(start) }

  private mutating func answer(_ text: String) throws {
    let question = try #require(session.question("predict"))
    try session.record(text, as: .text, of: question)
  }

  private func run(_ id: String) throws -> RecordedRun {
    let spec = try #require(session.experiment("first-map"))
    let report = RunReport(
      task: spec.task, processes: 1, schedule: .dynamic, chunk: 1, items: 1, parent: ParentReport(pid: 100),
      workers: [], assignment: nil, runs_s: [1], mean_s: 1, stddev_s: 0, startup_s: 0.01, seeds: nil,
      result: .sleep(seconds: 1))
    return RecordedRun(
      id: id, experiment: spec.id, group: nil, began: 1, machine: Machine(host: "n1", usableCores: 4),
      knobs: spec.knobs, report: report, events: [])
  }

  /// Lets seconds pass since the start.
  private mutating func wait(until seconds: Double) { session.tick(start + UInt64(seconds * 1e9)) }

  private mutating func fail(_ request: SaveRequest, record: Bool = true, runs: Bool = true) {
    var outcome = SaveOutcome(of: request)
    if record, outcome.revision != nil { outcome.failure = full }
    if runs { for run in outcome.runs { outcome.runFailures[run] = full } }
    session.note(outcome)
  }

  private mutating func succeed(_ request: SaveRequest) { session.note(SaveOutcome(of: request)) }

  /// Hands over everything unsaved; fails if there is nothing.
  private mutating func saveNow() throws -> SaveRequest {
    let request = session.saveNow()
    return try #require(request)
  }

  /// Hands over what is due; fails if nothing is.
  private mutating func saveIfDue() throws -> SaveRequest {
    let request = session.saveIfDue()
    return try #require(request)
  }

  // MARK: - When

  @Test func `a record without changes is saved and is never due`() {
    #expect(session.saving.status == .saved)
    #expect(session.saving.due == nil)
    #expect(session.unsaved == nil)
  }

  @Test mutating func `a change is written at the first pause`() throws {
    try answer("a")
    #expect(session.saving.status == .saving)
    #expect(session.saving.due == start + Saving.pause)
    wait(until: 0.15)
    #expect(!session.saving.isDue)
    try answer("ab")
    wait(until: 0.35)
    #expect(!session.saving.isDue)
    wait(until: 0.4)
    let request = try saveIfDue()
    #expect(request.book?.answers["predict"]?.text == "ab")
    #expect(session.saving.status == .saving)
    succeed(request)
    #expect(session.saving.status == .saved)
  }

  @Test mutating func `someone who never pauses waits at most the longest time`() throws {
    for step in 0..<10 {
      wait(until: Double(step) * 0.1)
      try answer(String(repeating: "a", count: step + 1))
    }
    #expect(session.saving.due == start + Saving.longestWait)
  }

  @Test mutating func `what changes while a request is carried out is written afterwards`() throws {
    try answer("a")
    let first = try saveNow()
    try answer("ab")
    #expect(session.saving.due == nil)
    let early = session.saveNow()
    #expect(early == nil)
    succeed(first)
    #expect(session.saving.status == .saving)
    let second = try saveIfDue()
    #expect(second.book?.answers["predict"]?.text == "ab")
  }

  @Test mutating func `everything that may not be on the disk can be had while a request is carried out`() throws {
    session.add(try run("one"), to: "first-map")
    _ = try saveNow()
    try answer("a")
    let unsaved = try #require(session.unsaved)
    #expect(unsaved.book?.answers["predict"]?.text == "a")
    #expect(unsaved.runs.map(\.id) == ["one"])
  }

  @Test func `in a folder that someone else has open there is never anything to save`() throws {
    var session = Sample.session(readOnly: "Pid 12 has the folder open.")
    session.add(try run("one"), to: "first-map")
    #expect(session.unsaved == nil)
    #expect(session.saving.loss == nil)
  }

  // MARK: - After a failure

  @Test mutating func `a run that can't be written stays unsaved and is tried again until it is written`() throws {
    session.add(try run("one"), to: "first-map")
    fail(try saveNow(), record: false)
    #expect(session.saving.status == .notSaved)
    #expect(session.saving.failure == full)
    #expect(session.saving.due == start + Saving.retryInterval)
    wait(until: 3)
    let second = try saveIfDue()
    #expect(second.book == nil)
    #expect(second.runs.map(\.id) == ["one"])
    #expect(session.saving.status == .notSaved)
    fail(second)
    wait(until: 6)
    succeed(try saveIfDue())
    #expect(session.saving.status == .saved)
    #expect(session.saving.due == nil)
  }

  @Test mutating func `the next change is an attempt, too`() throws {
    try answer("a")
    fail(try saveNow())
    try answer("ab")
    #expect(session.saving.due == start + Saving.pause)
  }

  @Test mutating func `a record that is written doesn't hide that a run isn't`() throws {
    session.add(try run("one"), to: "first-map")
    fail(try saveNow())
    try answer("a")
    let request = try saveNow()
    #expect(request.runs.map(\.id) == ["one"])
    fail(request, record: false)
    #expect(!session.saving.isRecordUnsaved)
    #expect(session.saving.status == .notSaved)
  }

  @Test mutating func `an outcome that comes late doesn't take back what is saved`() throws {
    session.add(try run("one"), to: "first-map")
    let first = try saveNow()
    try answer("a")
    succeed(try #require(session.unsaved))
    fail(first)
    #expect(session.saving.status == .saved)
    #expect(session.unsaved == nil)
  }

  // MARK: - At the end

  @Test mutating func `the end says what is lost, and why`() throws {
    #expect(session.saving.loss == nil)
    session.add(try run("one"), to: "first-map")
    fail(try saveNow(), record: false)
    #expect(session.saving.loss == "1 run is not saved: The disk is full.")
    session.add(try run("two"), to: "first-map")
    fail(try saveNow())
    #expect(session.saving.loss == "Your latest changes and 2 runs are not saved: The disk is full.")
    succeed(try #require(session.unsaved))
    #expect(session.saving.loss == nil)
  }

  @Test mutating func `the student may leave once warned of exactly what isn't saved`() throws {
    #expect(session.saving.mayLeave)
    try answer("a")
    fail(try saveNow())
    #expect(!session.saving.mayLeave)
    session.warnOfLoss(rescueCopy: "/tmp/copy")
    #expect(session.saving.mayLeave)
    #expect(
      session.saving.loss == "Your latest changes are not saved: The disk is full. A copy is in /tmp/copy.")
    try answer("ab")
    #expect(!session.saving.mayLeave)
    session.warnOfLoss(rescueCopy: nil)
    #expect(
      session.saving.loss
        == "Your latest changes are not saved: The disk is full. No copy could be written anywhere else.")
    succeed(try #require(session.unsaved))
    #expect(session.saving.mayLeave)
  }
}
