import Glibc
import Testing

@testable import WorkerPool

/// The loop without processes: workers that die, hang, talk nonsense, or never start.
@Suite struct LoopFaultTests {
  private let pairs = MapOptions(chunk: .items(2))

  @Test func `the item that a worker was working on when it died goes out alone`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(2, pairs)
    desk.worker(0).begin(1, at: desk.now)
    desk.worker(0).die(.exited(code: 3))
    desk.settle()
    #expect(desk.keeper.kinds.contains(.chunkReturned(worker: 0, items: 0..<2)))
    desk.worker(0).becomeReady()
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [1..<2])
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [0..<1])
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0, 2])
  }

  @Test func `an item at which two workers died fails and the others have their results`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(2, pairs)
    for end in [WorkerEnd.signalled(signal: SIGSEGV), .exited(code: 4)] {
      desk.worker(0).begin(1, at: desk.now)
      desk.worker(0).die(end)
      desk.settle()
      desk.worker(0).becomeReady()
      desk.settle()
    }
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0, nil])
    #expect(map.failure(of: 1)?.reason == .killedWorkers(count: 2, end: .exited(code: 4)))
  }

  @Test func `the first item that fails ends a map that doesn't keep failures`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(4, pairs, keepsFailures: false)
    desk.worker(0).finishChunk(failing: [1: "no"])
    desk.settle()
    #expect(map.error?.itemFailure?.item == 1)
    #expect(desk.worker(0).gauge.stoppedMaps == [1])
  }

  @Test func `items that fail after another has ended the map are reported, too`() throws {
    let desk = try LoopDesk(workers: 2)
    _ = desk.map(4, pairs, keepsFailures: false)
    for worker in 0..<2 {
      let items = try #require(desk.worker(worker).held.first?.items)
      desk.worker(worker).finishChunk(failing: [items.lowerBound: "no"])
      desk.settle()
      #expect(desk.keeper.kinds.contains(.itemFailed(worker: worker, item: items.lowerBound, message: "no")))
    }
  }

  @Test func `an item that takes too long ends its worker, politely at first, and fails`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(2, MapOptions(chunk: .items(2), itemLimit: .milliseconds(100)))
    desk.worker(0).begin(0, at: desk.now)
    desk.advance(.milliseconds(99))
    #expect(desk.worker(0).signals.isEmpty)
    desk.advance(.milliseconds(2))
    #expect(desk.worker(0).signals == [SIGTERM])
    desk.advance(.milliseconds(200))
    #expect(desk.worker(0).signals == [SIGTERM, SIGKILL])
    desk.worker(0).die()
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [1..<2])
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [nil, 2])
    #expect(map.failure(of: 0)?.reason == .tookTooLong(limit: .milliseconds(100)))
  }

  @Test func `a worker that sends half a message and no more is killed`() throws {
    let desk = try LoopDesk(workers: 1)
    _ = desk.map(2, pairs)
    desk.worker(0).send(bytes: [200, 0, 0, 0, WorkerMessage.results.rawValue, 1, 2])
    desk.settle()
    desk.advance(.milliseconds(4_900))
    #expect(desk.worker(0).signals.isEmpty)
    desk.advance(.milliseconds(200))
    #expect(desk.worker(0).signals == [SIGKILL])
    #expect(desk.loop.workers[0].fault == "sent half a message")
  }

  @Test func `of a worker that misbehaved at an unknown item, every item goes out alone`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(4, pairs)
    desk.worker(0).send(bytes: [0xff, 0xff, 0xff, 0xff, WorkerMessage.results.rawValue])
    desk.settle()
    #expect(desk.worker(0).signals == [SIGKILL])
    desk.worker(0).die()
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    var sizes: [Int] = []
    while !map.hasEnded {
      #expect(desk.worker(0).held.count == 1)
      sizes.append(desk.worker(0).held.first?.items.count ?? 0)
      desk.worker(0).finishChunk()
      desk.settle()
    }
    #expect(sizes == [1, 1, 2])
    #expect(map.results == [0, 2, 4, 6])
  }

  @Test func `a worker that a signal has stopped is killed if nobody lets it go on`() throws {
    let desk = try LoopDesk(workers: 1)
    _ = desk.map(2, pairs)
    desk.worker(0).isStopped = true
    desk.advance(.seconds(4))
    #expect(desk.worker(0).signals.isEmpty)
    desk.worker(0).isStopped = false
    desk.advance(.seconds(4))
    desk.worker(0).isStopped = true
    desk.advance(.seconds(4))
    #expect(desk.worker(0).signals.isEmpty)
    desk.advance(.seconds(4))
    #expect(desk.worker(0).signals.first == SIGKILL)
    #expect(desk.loop.workers[0].fault == "had been stopped by a signal for 5 s")
  }

  @Test func `a worker that closes its connection and lives on is killed after its grace`() throws {
    let desk = try LoopDesk(workers: 1) { $0.onWorkerDeath = .fail }
    let map = desk.map(2, pairs)
    desk.worker(0).hangUp()
    desk.settle()
    #expect(desk.worker(0).signals.isEmpty)
    desk.advance(.milliseconds(250))
    #expect(desk.worker(0).signals == [SIGKILL])
    desk.worker(0).die()
    desk.settle()
    #expect(map.error?.code == .workerDied)
    #expect(map.error?.death?.fault == "closed its connection")
  }

  @Test func `a worker that is never ready ends the pool with an error`() throws {
    let desk = try LoopDesk(workers: 2, ready: false) { $0.startLimit = .seconds(3) }
    let map = desk.map(2, pairs)
    desk.worker(1).becomeReady()
    desk.settle()
    desk.advance(.milliseconds(2_990))
    #expect(desk.worker(0).signals.isEmpty)
    desk.advance(.milliseconds(20))
    #expect(desk.worker(0).signals == [SIGKILL] && desk.worker(1).signals.isEmpty)
    desk.worker(0).die()
    desk.settle()
    #expect(map.error?.code == .workerDidNotStart)
    #expect(map.error?.description.contains("was not ready after 3 s, and was killed by SIGKILL") == true)
    #expect(desk.launcher.processes[0].count == 1)
  }

  @Test func `a worker may be replaced three times in five seconds, and again later`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(2, pairs)
    func dieOnce() {
      desk.worker(0).die()
      desk.settle()
      if desk.loop.broken == nil { desk.worker(0).becomeReady() }
      desk.settle()
    }
    for _ in 0..<3 { dieOnce() }
    #expect(!map.hasEnded)
    desk.advance(.seconds(6))
    for _ in 0..<3 { dieOnce() }
    #expect(!map.hasEnded)
    dieOnce()
    #expect(map.error?.code == .tooManyDeaths)
    #expect(map.error?.description.contains("replaced 3 times in 5 s") == true)
  }

  @Test func `a worker that has used up its CPU time is not replaced`() throws {
    let desk = try LoopDesk(workers: 2)
    let map = desk.map(20, pairs)
    desk.worker(0).die(.signalled(signal: SIGXCPU))
    desk.settle()
    #expect(map.error?.code == .workerDied)
    #expect(map.error?.description.contains("raise the limit with ulimit -t") == true)
    #expect(desk.launcher.processes[0].count == 1)
  }

  @Test func `a worker that can't be replaced ends the pool with the launcher's error`() throws {
    let desk = try LoopDesk(workers: 2)
    let map = desk.map(20, pairs)
    desk.launcher.refusal = .cannotStart(worker: 0, call: "exec", code: EAGAIN)
    desk.worker(0).die()
    desk.settle()
    #expect(map.error == .cannotStart(worker: 0, call: "exec", code: EAGAIN))
    #expect(desk.map(3, pairs).error?.code == .cannotStart)
  }

  @Test func `a worker that can't be launched leaves none of those that were`() {
    var launched: [FakeWorker] = []
    let refused = PoolError.cannotStart(worker: 1, call: "exec", code: EAGAIN)
    #expect(throws: refused) {
      let launcher = FakeLauncher(workers: 2)
      launcher.onLaunch = { worker in
        launched.append(worker)
        launcher.refusal = refused
      }
      let loop = PoolLoop(
        options: PoolOptions(workers: 2), launcher: launcher, mailbox: try RequestMailbox(), clock: { 1 }, events: nil)
      try loop.launchAll()
    }
    #expect(launched.map(\.isClosed) == [true])
  }

  @Test func `a worker is replaced after as many items as it may have`() throws {
    let desk = try LoopDesk(workers: 1) { $0.itemsPerWorker = 2 }
    let map = desk.map(4, pairs)
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(desk.worker(0).isDismissed && desk.worker(0).held.isEmpty)
    desk.worker(0).die(.exited(code: 0))
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0, 2, 4, 6])
    #expect(desk.loop.deaths == [[]])
  }
}
