import Experiments
import Glibc
import LessonFormat
import SeededRandom
import Testing
import WorkerPool

@testable import AnswerBook

struct RunFileTests {
  private func run(_ id: String, began: Double, experiment: String = "first-map") -> RecordedRun {
    var run = sampleRun(experiment, id: id, began: began)
    run.events = [
      PoolEvent(time: 0, kind: .poolStarted(workers: 4)), PoolEvent(time: 7, kind: .itemStarted(worker: 1, item: 2)),
    ]
    return run
  }

  @Test func `runs come back oldest first, their events when asked for`() throws {
    let folder = try TemporaryFolder()
    do {
      let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
      for (id, began) in [("b", 2.0), ("a", 3.0), ("c", 1.0)] { try opened.save(run(id, began: began)) }
      try opened.save(run("d", began: 4, experiment: "second-map"))
    }
    let (opened, book, notices) = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(notices == [])
    #expect(book.runs["first-map"]?.map(\.id) == ["c", "b", "a"] && book.runs["second-map"]?.count == 1)
    var expected = run("b", began: 2)
    #expect(try opened.events(ofRun: "b") == expected.events)
    expected.events = []
    #expect(book.runs["first-map"]?[1] == expected)
    #expect(throws: BookError.noSuchRun("x")) { try opened.events(ofRun: "x") }
    #expect(throws: BookError.noSuchRun("../answers")) { try opened.events(ofRun: "../answers") }
    #expect(throws: BookError.badFileName("../x")) { try opened.save(run("../x", began: 1)) }
  }

  @Test func `files that are no runs are left out with a notice, and stay`() throws {
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(run("good", began: 1))
    let runs = try #require(try Directory.open(folder.book + "/runs"))
    try runs.write("empty.jsonl", [])
    try runs.write("noise.jsonl", [0xff, 0, 10])
    try runs.write("renamed.jsonl", try #require(try runs.read("good.jsonl")).bytes)
    try runs.write("notes.txt", Array("mine".utf8))
    let good = try #require(try runs.read("good.jsonl")).bytes
    try runs.write("good.jsonl", good + Array("{torn".utf8))
    let (opened, book, notices) = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(book.runs["first-map"]?.count == 1)
    #expect(notices == ["runs/empty.jsonl and 2 more can't be read and are left out."])
    #expect(throws: BookError.self) { try opened.events(ofRun: "good") }
    #expect(try runs.names().count == 5)
  }

  @Test func `a link in the place of the runs is not followed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("answers.md", "")
    let elsewhere = folder.path + "/elsewhere"
    _ = try Directory.make(elsewhere)
    try #require(symlink(elsewhere, folder.book + "/runs") == 0)
    #expect(throws: BookError.symbolicLink(folder.book + "/runs")) {
      try BookFolder.open(folder.book, lesson: sampleLesson)
    }
  }

  @Test func `what a worker printed comes back whatever it was`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    var random = SeededRandom(seed: 8)
    var told = run("told", began: 1)
    told.events = (0..<200).map {
      PoolEvent(time: UInt64($0), kind: .workerOutput(worker: 0, text: nastyText(&random)))
    }
    try opened.save(told)
    let events = try opened.events(ofRun: "told")
    #expect(events.count == 200)
    for (event, original) in zip(events, told.events) {
      guard case .workerOutput(_, let text) = event.kind, case .workerOutput(_, let printed) = original.kind else {
        Issue.record("\(event)")
        continue
      }
      #expect(text.utf8.elementsEqual(printed.utf8))
    }
  }
}
