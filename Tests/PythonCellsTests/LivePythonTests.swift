import Experiments
import Glibc
import Posix
import Testing
import WorkerPool

@testable import PythonCells

/// Programs with a real Python, looked at while they run.
@Suite(.serialized, .enabled(if: findProgram("python3") != nil))
struct LivePythonTests {
  private static let head = """
    import os, signal, sys, time
    from multiprocessing import get_context
    from concurrent.futures import ProcessPoolExecutor
    def work(n):
        time.sleep(0.004)
        return n
    if __name__ == "__main__":
        context = get_context("METHOD")

    """

  private struct Seen {
    var live = Lanes(), recorded = Lanes()
    var events: [PoolEvent] = []
    var run: RecordedRun
  }

  /// Runs a program, and folds what was shown and what was recorded.
  private func run(
    _ body: String, method: String = "fork", onEvents: @escaping (CellControl, Lanes) -> Void = { _, _ in }
  ) throws -> Seen {
    let folder = try makeTemporaryFolder("live", in: "/tmp")
    defer { removeFolder(folder) }
    let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    let program = Self.head.split(separator: "METHOD").joined(separator: method) + lines
    try writeFile(program, to: "\(folder)/cell.py")
    var cell = CellRun(
      file: "cell.py", python: try PythonUsed.find(), limits: CellLimits(time: 60, memory: 2_000_000_000))
    cell.folder = folder
    var (live, events) = (Lanes(), [PoolEvent]())
    let control = CellControl()
    let run = try cell.perform(
      events: { batch in
        live.apply(batch)
        events += batch
        onEvents(control, live)
      }, control: control)
    var recorded = Lanes()
    recorded.apply(run.events)
    return Seen(live: live, recorded: recorded, events: events, run: run)
  }

  private func work(_ lanes: Lanes) -> [String] {
    ["\(lanes.items) \(lanes.itemsDone) \(lanes.chunk) \(lanes.began ?? 0) \(lanes.ended ?? 0)"]
      + lanes.lanes.map {
        "\($0.items) \($0.chunks) \($0.busy) \($0.taken) \($0.spans) \($0.lost.map(\.end))"
      }
  }

  @Test(
    arguments: ["fork", "spawn"],
    [
      "with context.Pool(3) as pool: pool.map(work, range(50), 3)",
      "with context.Pool(3) as pool: pool.starmap(pow, [(i, 2) for i in range(2000)], 7)",
      "with context.Pool(3) as pool: list(pool.imap(work, range(50), 4))",
      "with context.Pool(3) as pool: list(pool.imap_unordered(work, iter(range(50))))",
      "with context.Pool(3) as pool: [r.get() for r in [pool.apply_async(work, (i,)) for i in range(50)]]",
      "with ProcessPoolExecutor(3, mp_context=context) as pool: list(pool.map(work, range(50), chunksize=3))",
      "with ProcessPoolExecutor(3, mp_context=context) as pool: [f.result() for f in [pool.submit(work, i) for i in range(50)]]",
    ])
  func `what is shown of a map is what is recorded`(method: String, body: String) throws {
    let seen = try run(body, method: method)
    #expect(work(seen.live) == work(seen.recorded))
    #expect(seen.live.itemsDone == seen.run.report.items)
    #expect(seen.live.lanes.count == 3)
  }

  @Test func `each map has the next number, and each pool begins again`() throws {
    let seen = try run(
      """
      for _ in range(2):
          with context.Pool(2) as pool:
              pool.map(work, range(9))
              pool.map(work, range(5))
      """)
    var starts: [String] = []
    for event in seen.events {
      if case .poolStarted = event.kind { starts.append("pool") }
      if case .mapStarted(let number, let items, _, _, _) = event.kind { starts.append("\(number): \(items)") }
    }
    #expect(starts == ["pool", "1: 9", "2: 5", "pool", "3: 9", "4: 5"])
  }

  @Test func `a worker of Python's own pool can be killed, and the map waits until it is ended`() throws {
    var asked = false
    let seen = try run("with context.Pool(2) as pool: pool.map(time.sleep, [30] * 6, 1)") { control, lanes in
      guard !asked, lanes.lanes.count == 2, lanes.lanes[1].state == .working else { return }
      asked = true
      control.kill(worker: 1)
    }
    #expect(seen.live.lanes[1].lost.map(\.end) == [.signalled(signal: SIGKILL)])
    #expect(seen.recorded.lanes[1].lost.map(\.end) == [.signalled(signal: SIGKILL)])
    let trouble = try #require(seen.run.report.result.as(PythonFindings.self)?.trouble)
    #expect(trouble.seen.hasPrefix("worker-2"))
    #expect(trouble.seen.contains("was ended by SIGKILL while it had item "))
  }
}
