import Experiments
import Testing
import WorkerPool

@testable import PythonCells

/// What events and pages of workers become, without a process.
struct FoldTests {
  private let start: [TraceEvent] = [
    .own("pool", 10) { ($0.n, $0.end, $0.kind) = (2, 20, "Pool") },
    .worker("worker", 201, 12), .worker("ready", 201, 13), .worker("worker", 202, 14), .worker("ready", 202, 15),
  ]

  private func program(_ events: [TraceEvent], _ pages: [PageBytes]) -> TracedProgram {
    TracedProgram(events: start + events, pages: pages.compactMap { WorkerPage($0.bytes) })
  }

  private func lanes(_ program: TracedProgram, _ index: Int = 0) throws -> Lanes {
    let events = try #require(MapEvents(program.maps[index], of: program)).events()
    var lanes = Lanes()
    lanes.apply(events)
    return lanes
  }

  @Test func `a map becomes chunks of its workers, and every item is counted`() throws {
    var (first, second) = (PageBytes(pid: 201), PageBytes(pid: 202))
    first.add(30..<40, chunk: 0, first: 0)
    first.add(40..<50, chunk: 0, first: 1, count: 2)
    second.add(31..<45, chunk: 1, count: 3)
    let program = program(
      [
        .own("map", 25) { ($0.job, $0.n, $0.chunk, $0.how) = (0, 6, 3, "map") },
        .own("mapEnded", 60) { ($0.job, $0.ok) = (0, true) },
      ], [first, second])
    let lanes = try lanes(program)
    #expect(lanes.itemsDone == 6)
    #expect(lanes.lanes.map(\.taken) == [[0, 1, 2], [3, 4, 5]])
    #expect(lanes.lanes.map(\.busy) == [20, 14])
    #expect(lanes.elapsed(at: 0) == 35e-9)
    #expect(program.maps[0].atOnce == 2)
  }

  @Test func `a record that was never finished isn't counted, and its item is the one that the worker had`() throws {
    var page = PageBytes(pid: 201)
    page.add(30..<40, chunk: 0)
    page.add(40..<50, chunk: 1, count: 0)
    page.hold(chunk: 1, since: 40)
    let program = program(
      [
        .own("map", 25) { ($0.job, $0.n, $0.chunk) = (0, 4, 1) },
        .own("ended", 55) { ($0.pid, $0.code) = (201, -9) },
        .own("mapEnded", 60) { ($0.job, $0.ok) = (0, false) },
      ], [page])
    let held = try #require(program.held(by: program.pages[0]))
    #expect(held.items == 1..<2)
    let lanes = try lanes(program)
    #expect(lanes.lanes[0].taken == [0])
    #expect(lanes.lanes[0].lost.map(\.end) == [.signalled(signal: 9)])
    #expect(lanes.lanes[0].spans.map(\.items) == [0..<1, 1..<2])
    #expect(program.maps[0].atOnce == 1)
  }

  @Test func `single calls are a map whose items are numbered in their order`() throws {
    var (first, second) = (PageBytes(pid: 201), PageBytes(pid: 202))
    first.add(30..<31, job: 5, chunk: 0)
    second.add(30..<32, job: 6, chunk: 0)
    first.add(34..<36, job: 8, chunk: 0)
    let program = program(
      [
        .own("calls", 25) { $0.n = 0 },
        .own("map", 28) { ($0.job, $0.n, $0.chunk) = (7, 0, 1) },
        .own("calls", 25) { ($0.n, $0.end, $0.ok) = (3, 40, true) },
      ], [first, second])
    let index = try #require(program.maps.firstIndex { $0.how == "calls" })
    #expect(try lanes(program, index).lanes.map(\.taken) == [[0, 2], [1]])
    #expect(program.maps[index].items == 3)
  }

  @Test func `an executor's map has a job for each chunk`() throws {
    var page = PageBytes(pid: 201)
    page.add(30..<31, job: 4, chunk: 0, count: 4)
    page.add(32..<33, job: 6, chunk: 0, count: 3)
    let program = program(
      [.own("map", 25) { ($0.job, $0.n, $0.chunk, $0.works) = (4, 11, 4, 3) }], [page])
    #expect(program.maps[0].parts.map(\.items) == [0..<4, 8..<11])
  }

  @Test func `an item that fails is named with its exception`() throws {
    var page = PageBytes(pid: 201)
    page.add(30..<31, chunk: 1, count: 1)
    page.add(31..<32, chunk: 1, first: 1, kind: 1)
    var failed = TraceEvent.worker("failed", 201, 32)
    (failed.job, failed.chunk, failed.first, failed.text) = (0, 1, 1, "ValueError: no")
    let program = program(
      [.own("map", 25) { ($0.job, $0.n, $0.chunk) = (0, 4, 2) }, failed], [page])
    let events = try #require(MapEvents(program.maps[0], of: program)).events()
    #expect(events.map(\.kind).contains(.itemFailed(worker: 0, item: 3, message: "ValueError: no")))
  }

  @Test func `a process that replaces another gets its lane`() throws {
    let program = program(
      [
        .own("map", 25) { ($0.job, $0.n, $0.chunk) = (0, 4, 1) },
        .own("ended", 40) { ($0.pid, $0.code) = (202, 1) }, .worker("worker", 203, 42),
      ], [])
    let events = try #require(MapEvents(program.maps[0], of: program))
    #expect(events.lanes == [201: 0, 202: 1, 203: 1])
  }

  @Test func `a map of a million items is a few chunks`() throws {
    var page = PageBytes(pid: 201)
    page.add(30..<9_000, chunk: 0, count: 500_000)
    page.add(9_000..<20_000, chunk: 0, first: 500_000, count: 500_000)
    let program = program(
      [
        .own("map", 25) { ($0.job, $0.n, $0.chunk) = (0, 1_000_000, 1_000_000) },
        .own("mapEnded", 20_001) { ($0.job, $0.ok) = (0, true) },
      ], [page])
    #expect(try lanes(program).itemsDone == 1_000_000)
  }

  @Test func `pages that are cut off or damaged are read as far as they go`() {
    var page = PageBytes(pid: 201)
    page.add(30..<40, chunk: 0)
    page.hold(job: .max - 1, chunk: .max, first: .max, count: .max, since: .max)
    for length in stride(from: 0, through: page.bytes.count, by: 7) {
      let read = WorkerPage(Array(page.bytes.prefix(length)))
      #expect((read == nil) == (length < WorkerPage.headBytes))
      _ = TracedProgram(
        events: start + [.own("map", .max) { ($0.job, $0.n, $0.chunk) = (.max, .min, .max) }],
        pages: read.map { [$0] } ?? [])
    }
    page.add(50..<50, job: .max, chunk: .max, first: .max, count: .max)
    let program = program([.own("map", 25) { ($0.job, $0.n, $0.chunk) = (4_294_967_295, 1, .max) }], [page])
    #expect(MapEvents(program.maps[0], of: program)?.events().isEmpty == false)
  }
}
