import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

/// Recorded runs with events that no run has, and with more of them than a row has cells.
@Suite struct HostileReplayTests {
  private let size = Size(width: 80, height: 24)

  /// A recorded run of ten items and two workers, with other events.
  private func run(_ kinds: [PoolEvent.Kind], items: Int = 10) -> RecordedRun {
    var knobs = Knobs()
    knobs.items = .numbers((0..<10).map(Double.init))
    knobs.processes = 2
    var run = FakeRun(RunRequest(task: .processInfo, knobs: knobs), at: 0).record
    run.events =
      [
        PoolEvent(time: 0, kind: .poolStarted(workers: 2)),
        PoolEvent(time: 0, kind: .workerStarted(worker: 0, pid: 6, host: "n1")),
        PoolEvent(time: 0, kind: .workerStarted(worker: 1, pid: 7, host: "n1")),
        PoolEvent(time: 1, kind: .mapStarted(map: 1, items: items, chunk: 1, schedule: .dynamic, detail: .chunks)),
      ] + kinds.enumerated().map { PoolEvent(time: UInt64($0) + 2, kind: $1) }
    return run
  }

  private func screen(_ run: RecordedRun, _ keys: Key...) -> ReplayScreen {
    var screen = ReplayScreen(run, title: "", speed: nil, glyphs: .utf8)
    for key in keys { _ = screen.update(.keys([key])) }
    return screen
  }

  @Test func `items and workers that the map doesn't have are left out`() {
    let most = 1 << 53
    let hostile: [PoolEvent.Kind] = [
      .chunkStarted(worker: 0, items: 0..<most), .chunkFinished(worker: 0, items: 0..<most),
      .chunkStarted(worker: 200, items: 1..<2), .chunkFinished(worker: 200, items: 1..<2),
      .chunkReturned(worker: 1, items: 5..<most), .workerEnded(worker: 255, pid: 1, end: .lost),
      .itemFailed(worker: 99, item: most, message: "\u{1B}[2J"), .itemFailed(worker: 1, item: most, message: "no"),
      .workerEnded(worker: 1, pid: 1, end: .lost), .chunkReturned(worker: 1, items: 3..<3),
    ]
    for size in [Size(width: 1, height: 1), Size(width: 13, height: 9), size, Size(width: 200, height: 60)] {
      var screen = screen(run(hostile))
      for key: Key in [.home, .right, .end, "e", "z", "Z", "m", .home, .end, "m", "9", " "] {
        _ = screen.update(.keys([key]))
        #expect(screen.view(size: size).size == size)
      }
    }
    #expect(ReplayTrack(run(hostile).events).chips.isEmpty)
  }

  @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)])
  func `a worker isn't said to wait where the rest was not recorded`(size: Size) {
    var run = run([.chunkStarted(worker: 0, items: 0..<1), .chunkFinished(worker: 0, items: 0..<1)])
    #expect(screen(run, .end).view(size: size).text.contains("it waits for the others"))
    run.report.events_left_out = 2_800_001
    for moment: Key in [.home, .end] {
      let text = screen(run, moment).view(size: size).text
      #expect(text.contains("not recorded") && !text.contains("waits for the others"), "\(text)")
      #expect(text.contains("events near the end not recorded") || text.contains("the rest was not recorded"))
    }
    #expect(screen(run, .end).view(size: size).text.contains("What it did after this was not recorded."))
  }

  @Test func `items that are done more than once are counted no more often than there are items`() {
    var kinds: [PoolEvent.Kind] = []
    let most = 1 << 53
    for _ in 0..<2000 {
      kinds += [.chunkStarted(worker: 0, items: 0..<most), .chunkFinished(worker: 0, items: 0..<most)]
    }
    let track = ReplayTrack(run(kinds, items: most).events)
    #expect(track.progress(after: track.steps.count).count == most)
  }

  @Test func `items that overlap with some that were given out before are marked`() {
    let track = ReplayTrack(
      run([
        .chunkStarted(worker: 0, items: 6..<8), .chunkReturned(worker: 0, items: 6..<8),
        .chunkReturned(worker: 0, items: 1..<3), .chunkReturned(worker: 0, items: 2..<4),
        .chunkStarted(worker: 0, items: 0..<1), .chunkStarted(worker: 0, items: 0..<2),
        .chunkStarted(worker: 0, items: 3..<6), .chunkStarted(worker: 0, items: 4..<6),
        .chunkStarted(worker: 0, items: 7..<10), .chunkStarted(worker: 0, items: 8..<10),
      ]).events)
    #expect(track.chips.map(\.isAgain) == [false, false, true, true, false, true, false])
  }

  @Test func `a worker's process is the one it has after a number of steps`() {
    let track = ReplayTrack(
      run([
        .chunkStarted(worker: 1, items: 0..<1), .workerEnded(worker: 1, pid: 7, end: .lost),
        .workerStarted(worker: 1, pid: 8, host: "n1"), .workerEnded(worker: 1, pid: 8, end: .lost),
        .workerStarted(worker: 1, pid: 9, host: "n1"),
      ]).events)
    #expect((0...5).map { track.process(of: 1, after: $0) } == [7, 7, nil, 8, nil, 9])
    #expect(track.losses == [1])
  }

  @Test func `of many chips in a cell, the last one is drawn`() {
    var kinds: [PoolEvent.Kind] = []
    for item in 0..<3000 {
      kinds.append(.chunkStarted(worker: 0, items: item..<item + 1))
      kinds.append(
        item == 2999 ? .workerEnded(worker: 0, pid: 6, end: .lost) : .chunkFinished(worker: 0, items: item..<item + 1))
    }
    let rows = screen(run(kinds, items: 3000), .end, "e").view(size: size).rows
    #expect(rows.contains { $0.contains("█\(Glyphs.utf8.lost)") }, "\(rows.joined(separator: "\n"))")
    #expect(rows.contains { $0.contains("2 999 of 3 000") })
  }
}
