import Experiments
import Posix
import SeededRandom
import Testing
import WorkerPool

@testable import PythonCells

/// What is shown of a program while it runs is what its recorded run says in the end.
struct LiveTests {
  /// A program as it is written: events, and pages that grow.
  private struct Script {
    var events: [TraceEvent] = []
    var pages: [(pid: Int32, steps: [(time: UInt64, bytes: [UInt8])])] = []

    /// The files as they were at a time.
    func files(at time: UInt64) -> [PageFile] {
      pages.compactMap { page in
        guard let bytes = page.steps.last(where: { $0.time <= time })?.bytes else { return nil }
        return PageFile(name: "\(page.pid)") { Array(bytes.dropFirst($0).prefix($1)) }
      }
    }

    /// The batches that are shown if somebody looks at these times, and once more at the end.
    func shown(at looks: [UInt64]) -> [PoolEvent] {
      var live = LiveEvents()
      var all: [PoolEvent] = []
      for look in looks + [.max] {
        var program = TracedProgram()
        program.add(events.filter { $0.t <= look && ($0.end ?? 0) <= look }[...])
        all += live.look(program, files(at: look), now: look, isLast: look == .max)
      }
      return all
    }

    var program: TracedProgram {
      TracedProgram(events: events, pages: pages.compactMap { WorkerPage($0.steps.last?.bytes ?? []) })
    }
  }

  /// What a fold says about the work. Processes that come when it is over are in the recorded run only if they had an item.
  private func work(_ lanes: Lanes) -> [String] {
    ["\(lanes.items) \(lanes.itemsDone) \(lanes.chunk) \(lanes.began ?? 0) \(lanes.ended ?? 0)"]
      + lanes.lanes.map {
        "\($0.items) \($0.chunks) \($0.busy) \($0.taken) \($0.spans) \($0.lost.map(\.end))"
      }
  }

  /// Maps of one pool, with chunks dealt to any worker that is free.
  private func script(_ random: inout SeededRandom) -> Script {
    var script = Script()
    let workers = Int.random(in: 1...4, using: &random)
    func event(_ name: String, _ time: UInt64, _ body: (inout TraceEvent) -> Void = { _ in }) {
      script.events.append(.own(name, time, body))
    }
    event("run", 1) { $0.run = 0 }
    event("pool", 5_000) { ($0.n, $0.end, $0.kind) = (workers, 9_000, "Pool") }
    var pages = (0..<workers).map { PageBytes(pid: UInt32(201 + $0)) }
    for worker in 0..<workers {
      let pid = Int32(201 + worker)
      script.events += [.worker("worker", pid, 6_000 + UInt64(worker)), .worker("ready", pid, 7_000 + UInt64(worker))]
      script.pages.append((pid, [(6_500, pages[worker].bytes)]))
    }
    var now: UInt64 = 10_000
    for job in 0..<UInt32(Int.random(in: 1...4, using: &random)) {
      let chunk = Int.random(in: 1...5, using: &random)
      let items = Int.random(in: 1...60, using: &random)
      let isStream = Bool.random(using: &random)
      event("map", now) {
        ($0.job, $0.n, $0.chunk, $0.how) = (Int(job), isStream ? nil : items, chunk, isStream ? "imap" : "map")
      }
      let chunks = (items + chunk - 1) / chunk
      if isStream, Bool.random(using: &random) { event("length", now + 1) { ($0.job, $0.n) = (Int(job), chunks) } }
      var free = [UInt64](repeating: now + 10, count: workers)
      for index in 0..<chunks {
        let worker = free.indices.min { free[$0] < free[$1] } ?? 0
        let size = min(chunk, items - index * chunk)
        var first = 0
        while first < size {
          let count = Int.random(in: 1...(size - first), using: &random)
          let (began, time) = (free[worker] + 2, UInt64.random(in: 1...400_000, using: &random))
          pages[worker].hold(job: job, chunk: UInt32(index), first: UInt32(first), count: UInt32(count), since: began)
          script.pages[worker].steps.append((began, pages[worker].bytes))
          let fails = count == 1 && Int.random(in: 0..<20, using: &random) == 0
          pages[worker].add(
            began..<began + time, job: job, chunk: UInt32(index), first: UInt32(first), count: UInt32(count),
            kind: fails ? 1 : 0)
          script.pages[worker].steps.append((began + time, pages[worker].bytes))
          free[worker] = began + time + 3
          first = fails ? size : first + count
        }
        pages[worker].idle()
        script.pages[worker].steps.append((free[worker] - 1, pages[worker].bytes))
      }
      now = (free.max() ?? now) + 5
      event("mapEnded", now) { ($0.job, $0.ok) = (Int(job), true) }
      now += 7
    }
    for worker in script.pages.indices { script.pages[worker].steps.sort { $0.time < $1.time } }
    return script
  }

  @Test(arguments: 0..<200)
  func `however often one looks, the last map's work is the recorded one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let script = script(&random)
    let end = try #require(script.events.map(\.t).max())
    let looks = (0..<Int.random(in: 0...30, using: &random)).map { _ in UInt64.random(in: 0...end, using: &random) }
    let events = script.shown(at: looks.sorted())
    let program = script.program
    for (number, map) in program.maps.enumerated() {
      let upTo = try #require(
        events.firstIndex {
          if case .mapFinished(number + 1) = $0.kind { true } else { false }
        })
      var (live, recorded) = (Lanes(), Lanes())
      live.apply(events[...upTo])
      recorded.apply(try #require(MapEvents(map, of: program)).events())
      #expect(work(live) == work(recorded), "map \(number) of seed \(seed)")
    }
    let numbers = events.compactMap { if case .mapStarted(let number, _, _, _, _) = $0.kind { number } else { nil } }
    #expect(numbers == Array(1...program.maps.count))
    #expect(events.count { if case .poolStarted = $0.kind { true } else { false } } == 1)
  }
}
