import FoundationEssentials
import Testing
import WorkerPool

@testable import Experiments

@Suite struct RecordTests {
  /// A run with something in every field.
  static let run = RecordedRun(
    id: "20260131-120459-123-4107", experiment: "first-map", group: "g", began: 1_769_860_000.5,
    machine: Machine(host: "n1", usableCores: 2, processor: "A “quoted” one"),
    knobs: Knobs(processes: 2, chunk: .items(2), items: [5, 5, 0, 1, 2, 3]),
    report: RunReport(
      task: .processInfo, processes: 2, schedule: .dynamic, chunk: 2, items: 6, parent: ParentReport(pid: 40),
      workers: [
        WorkerReport(
          name: "worker-1", pid: 41, host: "n1", items: 4, chunks: 2, busy_s: 0.1, idle_s: 0,
          ended: [
            LostProcess(pid: 39, end: .signalled(signal: 9), run: 1, givenAgain: [4..<6]),
            LostProcess(pid: 40, end: .exited(code: 3), run: 2),
          ])
      ],
      assignment: [[0, 0], [1, 0]], runs_s: [0.1, 0.3], mean_s: 0.2, stddev_s: 0.1, startup_s: 0.006,
      result: .processInfo([.init(item: 5, worker: "worker-1", pid: 41)])),
    events: sampleEvents.map { PoolEvent(time: $0.time - 1000, kind: $0.kind) })

  @Test func `a recorded run is read back as it was written`() throws {
    #expect(try RecordedRun.read(Self.run.fileText()) == Self.run)
  }

  @Test func `a run recorded before there was an imbalance is read, too`() throws {
    let old = Self.run.fileText().replacing(#""imbalance":1,"#, with: "")
    #expect(old != Self.run.fileText())
    #expect(try RecordedRun.read(old).report.imbalance == nil)
  }

  @Test func `what a record leaves out is counted in its first line`() throws {
    var run = Self.run
    #expect(!run.fileText().contains("left_out"))
    run.report = RunReport(
      task: .processInfo, processes: 1, schedule: .dynamic, chunk: 1, items: 20_000, parent: ParentReport(pid: 40),
      workers: [], assignment: nil, runs_s: [1], mean_s: 1, stddev_s: 0, startup_s: 0, events_left_out: 3,
      result: .processInfo([]))
    #expect(run.report.assignment_left_out == 20_000)
    #expect(run.fileText().contains(#""events_left_out":3"#))
    #expect(try RecordedRun.read(run.fileText()).report == run.report)
  }

  @Test func `the events of a map that are too many are counted, and its end is saved`() {
    let journal = RunJournal()
    journal.add([PoolEvent(time: 0, kind: .poolStarted(workers: 1))])
    for map in 1...2 {
      journal.add([
        PoolEvent(time: 1, kind: .mapStarted(map: map, items: 1, chunk: 1, schedule: .dynamic, detail: .chunks))
      ])
      let event = PoolEvent(time: 2, kind: .chunkHandedOut(worker: 0, items: 0..<1))
      journal.add(Array(repeating: event, count: RunJournal.mostEvents + 4))
      journal.add([PoolEvent(time: 3, kind: .mapFinished(map: map))])
    }
    let (_, events, leftOut) = journal.kept
    #expect(leftOut == 5)
    #expect(events.count == RunJournal.mostEvents + 2)
    #expect(events.last?.kind == .mapFinished(map: 2))
  }

  @Test func `one event takes one line`() {
    #expect(Self.run.fileText().utf8.count { $0 == 10 } == Self.run.events.count + 1)
  }

  @Test func `the first line has everything except the events`() throws {
    var expected = Self.run
    expected.events = []
    let first = Self.run.fileText().split(separator: "\n")[0]
    #expect(try RecordedRun.readHeader(firstLine: String(first)) == expected)
  }

  @Test func `times count from the creation of the pool`() throws {
    var late = Self.run
    late.events = sampleEvents
    #expect(try RecordedRun.read(late.fileText()) == Self.run)
  }

  @Test(arguments: [
    #"{"t":99999999999999999,"e":"workerReady","w":0}"#, #"{"t":1,"e":"workerReady","w":256}"#,
    #"{"t":1,"e":"workerReady","w":-1}"#, #"{"t":-1,"e":"poolEnded"}"#, #"{"t":1,"e":"chunkStarted","w":0}"#,
    #"{"t":1,"e":"chunkStarted","w":0,"items":[3,2]}"#, #"{"t":1,"e":"chunkStarted","w":0,"items":[3]}"#,
    #"{"t":1,"e":"chunkStarted","w":0,"items":[0,9223372036854775807]}"#, #"{"t":1,"e":"dance","w":0}"#,
    #"{"t":1,"e":"poolStarted","n":257}"#, "[]", "\u{0}", "{",
  ])
  func `a line that is no event is named`(line: String) {
    let text = Self.run.fileText() + line + "\n"
    let error = #expect(throws: RecordingError.self) { try RecordedRun.read(text) }
    #expect(error?.description.contains("\(Self.run.events.count + 2)") == true)
  }

  @Test(arguments: [
    (#""mean_s":0.2"#, #""mean_s":-1"#), (#""processes":2"#, #""processes":99999"#), (#""items":6"#, #""items":-6"#),
    ("[[0,0]", "[[0]"), ("[[0,0]", "[[0,999]"), (#""poolbook":1"#, #""poolbook":2"#),
    (#""processes":"2""#, #""processes":"0""#), (#""imbalance":1"#, #""imbalance":0.5"#),
    (#""imbalance":1"#, #""imbalance":1e300"#), ("[[4,6]]", "[[6,4]]"), ("[[4,6]]", "[[-4,6]]"),
    ("[[4,6]]", "[[4]]"),
  ])
  func `figures that no run can have are refused`(right: String, wrong: String) {
    let text = Self.run.fileText()
    #expect(text.contains(right))
    #expect(throws: RecordingError.self) { try RecordedRun.read(text.replacing(right, with: wrong)) }
  }

  @Test func `a plain line says the same as it does to the decoder, and a damaged one never more`() throws {
    func read(_ line: [UInt8]) -> PoolEvent?? { line.withUnsafeBufferPointer { EventLine(plain: $0).map { $0.event } } }
    func decode(_ line: [UInt8]) -> PoolEvent?? {
      (try? JSONDecoder().decode(EventLine.self, from: Data(line))).map { $0.event }
    }
    let lines = Self.run.fileText().utf8.split(separator: 10).dropFirst().map(Array.init)
    #expect(lines.count { read($0) != nil } > lines.count / 2)
    var numbers = SplitMix(state: 12)
    for line in lines {
      #expect(decode(line) != nil)
      for _ in 0..<200 {
        var damaged = line
        let place = Int(numbers.next() % UInt64(line.count))
        switch numbers.next() % 3 {
        case 0: damaged[place] = Array("0123456789-.,:[]{}\"eE \\twn\n".utf8)[Int(numbers.next() % 27)]
        case 1: damaged.remove(at: place)
        default: damaged.insert(damaged[Int(numbers.next() % UInt64(line.count))], at: place)
        }
        if let event = read(damaged) {
          #expect(decode(damaged) == event, "\(String(decoding: damaged, as: UTF8.self))")
        }
      }
      if let event = read(line) { #expect(decode(line) == event) }
    }
  }

  @Test func `garbage is refused, whatever it is`() {
    var numbers = SplitMix(state: 11)
    let text = Array(Self.run.fileText().utf8)
    for _ in 0..<300 {
      var damaged = text
      for _ in 0..<3 { damaged[Int(numbers.next() % UInt64(text.count))] = UInt8(truncatingIfNeeded: numbers.next()) }
      guard let run = try? RecordedRun.read(String(decoding: damaged, as: UTF8.self)) else { continue }
      var lanes = Lanes()
      lanes.apply(run.events)
    }
    #expect(throws: RecordingError.self) { try RecordedRun.read("") }
    #expect(throws: RecordingError.self) { try RecordedRun.read("\n\n") }
  }
}
