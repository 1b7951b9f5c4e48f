import Glibc
import Testing

@testable import WorkerPool

/// The loop without processes: what it deals, and how it takes messages that come in pieces, late, or not at all.
@Suite struct LoopTests {
  private let ones = MapOptions(chunk: .items(1))

  @Test func `a map is dealt to the workers that are ready and ends when every item has its result`() throws {
    let desk = try LoopDesk(workers: 2, ready: false)
    let map = desk.map(5, MapOptions(chunk: .items(2)))
    #expect(desk.worker(0).held.isEmpty && desk.worker(1).held.isEmpty)
    desk.worker(1).becomeReady()
    desk.settle()
    #expect(desk.worker(1).held == [FakeWorker.SentChunk(map: 1, items: 0..<2)])
    #expect(desk.worker(1).messages == [.begin, .openMap, .chunk])
    desk.worker(0).becomeReady()
    desk.settle()
    #expect(desk.worker(0).held.first?.items == 2..<4)
    while !map.hasEnded {
      for index in 0..<2 where !desk.worker(index).held.isEmpty { desk.worker(index).finishChunk() }
      desk.settle()
    }
    #expect(map.results == [0, 2, 4, 6, 8])
  }

  @Test(arguments: [1, 3, 7, 64]) func `a message may come in pieces of any size`(size: Int) throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(20, MapOptions(chunk: .items(20)))
    desk.worker(0).finishChunk(failing: [3: "three", 19: "nineteen"], inPiecesOf: size)
    desk.settle()
    #expect(map.failure(of: 19)?.reason == .threw(message: "nineteen"))
    #expect(map.results?.compactMap { $0 }.reduce(0, +) == 2 * (190 - 3 - 19))
  }

  @Test func `a connection may take messages in pieces of any size`() throws {
    let desk = try LoopDesk(workers: 1)
    desk.worker(0).room = 0
    let map = desk.map(2, ones)
    #expect(desk.worker(0).messages == [.begin])
    var rounds = 0
    while desk.worker(0).held.isEmpty, rounds < 200 {
      desk.worker(0).room = 3
      desk.settle()
      rounds += 1
    }
    #expect(rounds > 10 && desk.worker(0).held.first?.items == 0..<1)
    desk.worker(0).room = .max
    for _ in 0..<2 {
      desk.settle()
      desk.worker(0).finishChunk()
    }
    desk.settle()
    #expect(map.results == [0, 2])
  }

  @Test func `results of a process that was replaced are ignored`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(1, ones)
    let old = desk.worker(0)
    old.die()
    desk.settle()
    #expect(desk.worker(0) !== old && old.isClosed)
    old.finishChunk()
    old.die()
    desk.settle()
    #expect(!map.hasEnded && desk.launcher.processes[0].count == 2)
    desk.worker(0).becomeReady()
    desk.settle()
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0])
  }

  @Test func `results that a worker sent before it died count`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(1, ones)
    desk.worker(0).finishChunk()
    // The end is reported first, as it may be.
    desk.launcher.reports = []
    desk.worker(0).die()
    desk.settle()
    #expect(map.results == [0])
  }

  @Test func `an answer to a chunk that a worker was not given is its fault`() throws {
    let desk = try LoopDesk(workers: 1)
    _ = desk.map(1, ones)
    desk.worker(0).skip(FakeWorker.SentChunk(map: 1, items: 0..<1))
    desk.settle()
    #expect(desk.worker(0).signals == [SIGKILL])
    #expect(desk.loop.workers[0].fault?.contains("answer to a chunk") == true)
  }

  @Test func `a worker that holds back its reports is asked for them after 2 ms`() throws {
    let desk = try LoopDesk(workers: 1)
    _ = desk.map(2, MapOptions(chunk: .items(2)))
    desk.worker(0).begin(0, at: desk.now)
    desk.advance(.microseconds(1_500))
    #expect(desk.worker(0).gauge.reportRequests == 0)
    desk.advance(.milliseconds(1))
    #expect(desk.worker(0).gauge.reportRequests == 1)
    desk.advance(.milliseconds(10))
    #expect(desk.worker(0).gauge.reportRequests == 1)
  }

  @Test func `chunks behind a long one are given to an idle worker, also if that can't be decided at once`() throws {
    let desk = try LoopDesk(workers: 2, ready: false)
    desk.worker(0).becomeReady()
    desk.settle()
    let map = desk.map(40, ones)
    // Short chunks, so that several are in flight.
    for _ in 0..<4 {
      desk.worker(0).finishChunk()
      desk.settle()
    }
    let held = desk.worker(0).held
    #expect(held.count > 2)
    desk.worker(1).becomeReady()
    desk.settle()
    while !desk.worker(1).held.isEmpty {
      desk.worker(1).finishChunk()
      desk.settle()
    }
    let first = desk.loop.workers[0].inFlight.all.first?.number ?? 0
    desk.worker(0).gauge.takeBackAnswers = [nil, first + 1]
    desk.advance(.milliseconds(4))
    #expect(desk.worker(0).gauge.takeBackAnswers.isEmpty)
    let moved = desk.worker(1).held.map(\.items)
    #expect(!moved.isEmpty && held.dropFirst().map(\.items).reversed().starts(with: moved))
    desk.worker(0).finishChunk()
    for chunk in held.dropFirst() { desk.worker(0).skip(chunk) }
    desk.settle()
    #expect(desk.worker(0).gauge.timesGivenAgain == 1)
    while !map.hasEnded {
      for index in 0..<2 where !desk.worker(index).held.isEmpty { desk.worker(index).finishChunk() }
      desk.settle()
    }
    #expect(map.results == (0..<40).map { 2 * $0 })
  }

  @Test func `a worker on another machine reports its process id when it is ready, and its times are translated`()
    throws
  {
    let desk = try LoopDesk(
      workers: 1, ready: false,
      onLaunch: { worker in
        worker.pid = nil
        worker.host = "there"
        worker.clockOffset = 1_000
      })
    #expect(!desk.keeper.kinds.contains { if case .workerStarted = $0 { true } else { false } })
    desk.worker(0).becomeReady(pid: 77, at: 4)
    desk.settle()
    let map = desk.map(1, ones)
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0])
    #expect(
      desk.keeper.events.contains(PoolEvent(time: 1_004, kind: .workerStarted(worker: 0, pid: 77, host: "there"))))
    #expect(desk.keeper.events.contains(PoolEvent(time: 1_004, kind: .workerReady(worker: 0))))
    #expect(desk.keeper.events.contains(PoolEvent(time: 1_005, kind: .chunkStarted(worker: 0, items: 0..<1))))
    #expect(desk.keeper.events.contains(PoolEvent(time: 1_006, kind: .chunkFinished(worker: 0, items: 0..<1))))
  }

  @Test func `a pool that ends dismisses idle workers and stops the others`() throws {
    let desk = try LoopDesk(workers: 2)
    let map = desk.map(1, ones)
    let busy = desk.worker(0).held.isEmpty ? 1 : 0
    desk.loop.handle(Request.close {})
    #expect(map.error == .closed)
    #expect(desk.worker(1 - busy).isDismissed && desk.worker(1 - busy).signals.isEmpty)
    #expect(desk.worker(busy).signals == [SIGTERM])
    desk.worker(1 - busy).die(.exited(code: 0))
    desk.settle()
    #expect(!desk.loop.hasEnded)
    desk.advance(.milliseconds(250))
    #expect(desk.worker(busy).signals == [SIGTERM, SIGKILL])
    desk.worker(busy).die()
    desk.settle()
    #expect(desk.loop.hasEnded)
  }
}
