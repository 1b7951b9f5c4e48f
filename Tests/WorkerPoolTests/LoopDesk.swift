import Posix
import Synchronization

@testable import WorkerPool

/// A pool's loop on the test's own thread, with a fake launcher and a clock that the test sets.
final class LoopDesk {
  let launcher: FakeLauncher
  let loop: PoolLoop
  let keeper = EventKeeper()
  private let clock = Clock()

  private final class Clock {
    var now: UInt64 = 1_000_000_000
  }

  /// Launches the workers, and makes them ready if wanted.
  init(
    workers: Int, ready: Bool = true, _ change: (inout PoolOptions) -> Void = { _ in },
    onLaunch: @escaping (FakeWorker) -> Void = { _ in }
  ) throws {
    var options = PoolOptions(workers: workers)
    change(&options)
    launcher = FakeLauncher(workers: workers)
    launcher.onLaunch = onLaunch
    loop = PoolLoop(
      options: options, launcher: launcher, mailbox: try RequestMailbox(), clock: { [clock] in clock.now },
      events: keeper.sink)
    try loop.launchAll()
    if ready {
      for index in 0..<workers { worker(index).becomeReady() }
      settle()
    }
  }

  /// Nanoseconds of the loop's clock.
  var now: UInt64 { clock.now }

  /// The newest process of a worker.
  func worker(_ index: Int) -> FakeWorker { launcher.processes[index][launcher.processes[index].count - 1] }

  /// Lets the loop handle everything that has been reported; no time passes.
  func settle() {
    repeat { loop.step() } while !launcher.reports.isEmpty
    // What has gathered is passed on a little later.
    loop.log.flush(now)
  }

  /// Lets time pass, and stops wherever the loop has something to do.
  func advance(_ duration: Duration) {
    let end = now + nanoseconds(duration)
    while now < end {
      clock.now = min(end, max(now + 1_000, loop.nextCheck))
      settle()
    }
  }

  /// Starts a map that doubles the numbers from 0 on.
  func map(_ count: Int, _ options: MapOptions, keepsFailures: Bool = true) -> MapInTest {
    let ending = MapInTest.Ending()
    guard
      let job = try? OrderedJob<Int, Int>(
        task: PoolTask(name: "double") { number, _ in 2 * number }, inputs: [], range: 0..<count, options: options,
        keepsFailures: keepsFailures, done: { ending.settle($0) })
    else { preconditionFailure("there is no memory for \(count) results") }
    loop.handle(Request.start(job))
    settle()
    return MapInTest(job: job, ending: ending)
  }
}

/// A map that a test has started.
struct MapInTest {
  let job: OrderedJob<Int, Int>
  fileprivate let ending: Ending

  fileprivate final class Ending: Sendable {
    private let end = Mutex<PoolError??>(nil)

    func settle(_ error: PoolError?) { end.withLock { $0 = .some(error) } }
    var value: PoolError?? { end.withLock { $0 } }
  }

  /// True once the map has ended, with or without an error.
  var hasEnded: Bool { ending.value != nil }

  /// Why the map failed.
  var error: PoolError? { ending.value ?? nil }

  /// The results, once the map has ended without an error; `nil` for items that failed.
  var results: [Int?]? {
    guard hasEnded, error == nil else { return nil }
    return job.resultsAndFailures().map { try? $0.get() }
  }

  /// Why an item failed, once the map has ended without an error.
  func failure(of item: Int) -> ItemFailure? {
    guard hasEnded, error == nil, case .failure(let failure) = job.resultsAndFailures()[item] else { return nil }
    return failure
  }
}
