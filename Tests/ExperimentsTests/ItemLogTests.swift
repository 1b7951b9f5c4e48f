import Glibc
import Posix
import Testing
import WorkerPool

@testable import Experiments

/// A log in a folder of its own.
private final class LogFile {
  let path: String
  private let folder: String

  init() throws {
    folder = try makeTemporaryFolder("poolbook-log", in: "/tmp")
    path = folder + "/log"
  }

  deinit { removeFolder(folder) }

  var text: String { String(decoding: (try? readFile(path)) ?? [], as: UTF8.self) }
  var lines: [ItemLine] { text.split(separator: "\n").dropFirst().compactMap { ItemLine($0) } }

  func write(_ text: String) throws { try writeFile(text, to: path) }
}

private let items = ItemLog.shown(.values([.integer(5), .string("a\tb\u{1b}\u{202e}"), .array([.null])]))

private func line(_ number: Int, _ item: String, exit: Int = 0) -> String {
  "\(number)\t1.000\t0.100\tworker-1\t\(exit)\t\(item)\n"
}

@Suite(.serialized) struct ItemLogTests {
  @Test func `each item has a line with its start, duration, worker and exit code`() async throws {
    let log = try LogFile()
    let python = """
      import json, os, sys, time
      for line in sys.stdin:
        item = json.loads(line)
        if item == 3: sys.exit(7)
        if item == 4: os.kill(os.getpid(), 9)
        if item == 5: time.sleep(600)
        print("?" if item == 6 else item, flush=True)
      """
    let knobs = Knobs(
      processes: 2, chunk: .items(1), items: (0..<9).map(Double.init), limit: .seconds(15),
      command: ["python3", "-c", python])
    let began = SystemClock.wall
    let writer = try ItemLog(log.path, items: ItemLog.shown(knobs.items), isNew: true)
    let request = RunRequest(
      task: .command, knobs: knobs, policy: FailurePolicy(keepsGoing: true, retries: 1), reportsItems: true)
    _ = try await laboratory.perform(request) { writer.add($0) }
    #expect(log.text.hasPrefix("Seq\tStart\tDuration\tWorker\tExit\tItem\n"))
    // Each try has a line.
    let codes = Dictionary(grouping: log.lines, by: \.number).mapValues { $0.map(\.exit) }
    #expect(
      codes == [
        0: [0], 1: [0], 2: [0], 3: [7, 7], 4: [137, 137], 5: [124, 124], 6: [1, 1], 7: [0], 8: [0],
      ])
    for line in log.lines {
      #expect(line.item == "\(line.number)" && (1...2).contains(line.worker))
      #expect(line.start > began - 1 && line.start < SystemClock.wall + 1 && (0...60).contains(line.seconds))
      if line.exit == 124 { #expect(line.seconds > 2) }
    }
  }

  @Test func `a chunk's lines are written when it ends, and those of a worker that died by the next`() throws {
    let log = try LogFile()
    let writer = try ItemLog(log.path, items: items, numbers: [7, 8, 9], isNew: true)
    func add(_ kinds: PoolEvent.Kind...) { writer.add(kinds.map { PoolEvent(time: 1, kind: $0) }) }
    add(.chunkHandedOut(worker: 0, items: 0..<3), .itemStarted(worker: 0, item: 0), .itemFinished(worker: 0, item: 0))
    add(.itemStarted(worker: 0, item: 1), .itemFailed(worker: 0, item: 1, message: "no"))
    #expect(log.lines.isEmpty)
    add(.chunkReturned(worker: 0, items: 0..<3), .itemFailed(worker: 0, item: 2, message: "it took longer than 1 s"))
    #expect(log.lines.map(\.number) == [9] && log.lines.map(\.exit) == [124])
    add(.chunkHandedOut(worker: 1, items: 0..<2), .itemFinished(worker: 1, item: 0))
    add(.chunkFinished(worker: 1, items: 0..<2), .itemFailed(worker: 1, item: 1, message: "no"))
    #expect(log.lines.map(\.number) == [9, 7, 8] && log.lines.map(\.exit) == [124, 0, 1])
    #expect(log.lines.map(\.worker) == [1, 2, 2])
  }

  @Test func `items that were never done have no line`() async throws {
    let log = try LogFile()
    let python = """
      import sys
      for line in sys.stdin:
        if line == "1\\n": sys.exit(3)
        print(line, end="", flush=True)
      """
    let knobs = Knobs(
      processes: 1, chunk: .items(4), items: (0..<4).map(Double.init), command: ["python3", "-c", python])
    let writer = try ItemLog(log.path, items: ItemLog.shown(knobs.items), isNew: true)
    await #expect(throws: ExperimentError.self) {
      try await laboratory.perform(RunRequest(task: .command, knobs: knobs, reportsItems: true)) { writer.add($0) }
    }
    #expect(log.lines.map(\.number) == [0, 1] && log.lines.map(\.exit) == [0, 3], "\(log.text)")
  }

  @Test func `an item that was done in a chunk that is done again has no line before`() throws {
    let log = try LogFile()
    let writer = try ItemLog(log.path, items: items, isNew: true)
    func add(_ kinds: PoolEvent.Kind...) { writer.add(kinds.map { PoolEvent(time: 1, kind: $0) }) }
    add(.chunkHandedOut(worker: 0, items: 0..<3), .itemFinished(worker: 0, item: 2))
    add(.chunkReturned(worker: 0, items: 0..<3), .chunkHandedOut(worker: 1, items: 0..<3))
    add(.itemFinished(worker: 1, item: 0), .chunkFinished(worker: 1, items: 0..<3))
    add(.itemFailed(worker: 1, item: 1, message: "no"))
    #expect(log.lines.map(\.number) == [0, 1] && log.lines.map(\.exit) == [0, 1])
  }

  @Test func `control characters in items are shown, and no item makes a second column`() throws {
    #expect(items[0] == "5" && items[2] == "[null]")
    #expect(items[1].unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\u{202e}" })
    let read = try #require(ItemLine(line(1, items[1]).dropLast()))
    #expect(read.item == items[1])
  }

  @Test func `what is missing in a log is done, and what failed if asked for`() throws {
    let log = try LogFile()
    let header = ItemLine.header + "\n"
    for (text, missing, withFailed) in [
      ("", [0, 1, 2], [0, 1, 2]), ("Seq\tSta", [0, 1, 2], [0, 1, 2]), (header, [0, 1, 2], [0, 1, 2]),
      (header + line(2, items[2]), [0, 1], [0, 1]),
      (header + line(0, "5", exit: 3) + line(2, items[2]), [1], [0, 1]),
      (header + line(0, "5", exit: 3) + line(0, "5"), [1, 2], [1, 2]),
      // The last line is torn.
      (header + line(0, "5") + line(2, items[2]).dropLast(1), [1, 2], [1, 2]),
      (header + line(0, "5") + "2\t1.0", [1, 2], [1, 2]),
    ] {
      try log.write(text)
      #expect(try ItemLog.missing(in: log.path, of: items, failed: false) == missing, "\(text)")
      #expect(try ItemLog.missing(in: log.path, of: items, failed: true) == withFailed, "\(text)")
      // It can be continued.
      let writer = try ItemLog(log.path, items: ["5"], numbers: [0], isNew: false)
      writer.add([
        PoolEvent(time: 1, kind: .chunkHandedOut(worker: 0, items: 0..<1)),
        PoolEvent(time: 1, kind: .itemFinished(worker: 0, item: 0)),
        PoolEvent(time: 1, kind: .chunkFinished(worker: 0, items: 0..<1)),
      ])
      #expect(try ItemLog.missing(in: log.path, of: items, failed: true) == withFailed.filter { $0 != 0 }, "\(text)")
      #expect(log.text.hasPrefix(header))
    }
  }

  @Test(arguments: [
    (line(0, "6"), "is the log of another list: its item 0 is 6, and here it is 5."),
    (line(3, "6"), "is the log of another list: it has an item 3, and here are only 3 items."),
    ("hello\n", "has a line that isn't of a log of items: hello."),
  ])
  func `a log of another list is refused`(text: String, words: String) throws {
    let log = try LogFile()
    try log.write(ItemLine.header + "\n" + line(2, items[2]) + text)
    let error = #expect(throws: LogError.self) { try ItemLog.missing(in: log.path, of: items, failed: false) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    try log.write("Name,Age\n1,2\n")
    #expect(throws: LogError.self) { try ItemLog.missing(in: log.path, of: items, failed: false) }
    #expect(throws: LogError.self) { try ItemLog.missing(in: log.path + "/none", of: items, failed: false) }
  }

  @Test(arguments: [
    ("python3 exited with code 3 before it answered; run it by hand", 3), ("sh was killed by SIGTERM before it", 143),
    ("it took longer than 2 s", 124), ("x could not be started: No such file", 127), ("x answered “y”", 1),
    ("2 workers died on it, the last by SIGKILL", 1),
  ])
  func `the exit code of an item is what a shell would say`(message: String, code: Int) {
    #expect(ItemLine.exit(after: message) == code)
  }
}
