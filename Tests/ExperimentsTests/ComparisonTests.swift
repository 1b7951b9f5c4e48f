import FoundationEssentials
import Testing
import WorkerPool

@testable import Experiments

/// Runs side by side: what is computed from their records, and the words for it.
@Suite struct ComparisonTests {
  /// A run of chunks that each take a time, dealt to workers, in milliseconds: `[[(0, 400)], [(0, 900)]]`.
  static func run(
    _ lanes: [[(from: Int, to: Int)]], until end: Int, knobs: Knobs = Knobs(), cores: Int = 8, host: String = "n1",
    task: ExperimentTask = .divisors, times: [Double] = []
  ) -> RecordedRun {
    func time(_ milliseconds: Int) -> UInt64 { 5_000_000 + UInt64(milliseconds) * 1_000_000 }
    var knobs = knobs
    knobs.processes = lanes.count
    let chunks = lanes.reduce(0) { $0 + $1.count }
    var events = [PoolEvent(time: 0, kind: .poolStarted(workers: lanes.count))]
    for worker in lanes.indices {
      events.append(PoolEvent(time: 1, kind: .workerStarted(worker: worker, pid: Int32(40 + worker), host: host)))
      events.append(PoolEvent(time: 2, kind: .workerReady(worker: worker)))
    }
    events.append(
      PoolEvent(
        time: time(0), kind: .mapStarted(map: 1, items: chunks, chunk: 1, schedule: knobs.schedule, detail: .chunks)))
    var item = 0
    var reports: [WorkerReport] = []
    for (worker, spans) in lanes.enumerated() {
      for span in spans {
        events.append(PoolEvent(time: time(span.from), kind: .chunkStarted(worker: worker, items: item..<item + 1)))
        events.append(PoolEvent(time: time(span.to), kind: .chunkFinished(worker: worker, items: item..<item + 1)))
        item += 1
      }
      let busy = Double(spans.reduce(0) { $0 + $1.to - $1.from }) / 1000
      reports.append(
        WorkerReport(
          name: "worker-\(worker + 1)", pid: Int32(40 + worker), host: host, items: spans.count, chunks: spans.count,
          busy_s: busy, idle_s: Double(end) / 1000 - busy))
    }
    events.append(PoolEvent(time: time(end), kind: .mapFinished(map: 1)))
    let times = times.isEmpty ? [Double(end) / 1000] : times
    let statistics = Statistics(times)
    let chunk = if case .items(let count) = knobs.chunk { count } else { 1 }
    return RecordedRun(
      id: "r\(end)", began: 0, machine: Machine(host: host, usableCores: cores), knobs: knobs,
      report: RunReport(
        task: task, processes: lanes.count, schedule: knobs.schedule, chunk: chunk, items: chunks,
        parent: ParentReport(pid: 39), workers: reports, assignment: nil, runs_s: times, mean_s: statistics.mean,
        stddev_s: statistics.deviation, startup_s: 0.01, result: .divisors(most: 1, count: 1, sum: 1)),
      events: events)
  }

  /// A run of one chunk for each worker, all as long as the run.
  static func even(_ processes: Int, _ milliseconds: Int, cores: Int = 8, knobs: Knobs = Knobs()) -> RecordedRun {
    run(
      Array(repeating: [(0, milliseconds)], count: processes), until: milliseconds, knobs: knobs, cores: cores)
  }

  /// Two chunks of different length, and the same work in four chunks.
  static let ragged = run([[(0, 493)], [(0, 966)]], until: 969, knobs: Knobs(chunk: .items(15_000)))
  static let level = run(
    [[(0, 300), (301, 634)], [(0, 310), (312, 635)]], until: 684, knobs: Knobs(chunk: .items(100)))

  private func isClose(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 1e-9 } ?? false
  }

  @Test func `a run's figures follow from its events`() {
    let run = ComparedRun(Self.ragged)
    #expect(run.hasEvents)
    #expect(run.makespan == 0.969)
    #expect(run.lanes.map(\.spans) == [[0..<0.493], [0..<0.966]])
    #expect(run.lanes.map(\.end) == [0.493, 0.966])
    #expect(isClose(run.longestIdle?.idleAtEnd, 0.476) && run.longestIdle?.worker == 0)
    #expect(run.endsLevel == false)
    let busy = 0.493 + 0.966
    #expect(isClose(run.busy, busy))
    #expect(isClose(run.busyShare, busy / (2 * 0.969)))
    #expect(run.chunks == 2 && run.messages == 4)
    let overhead = 0.969 - busy / 2
    #expect(isClose(run.overhead, overhead))
    #expect(isClose(run.overheadPerChunk, overhead / 2))
    #expect(isClose(run.imbalance, 0.966 / (busy / 2)))
  }

  @Test func `the figures survive a way to the file and back`() throws {
    #expect(ComparedRun(try RecordedRun.read(Self.level.fileText())).lanes == ComparedRun(Self.level).lanes)
  }

  @Test func `without events the lanes show how long each worker was busy, not when`() {
    var run = Self.ragged
    run.events = []
    let compared = ComparedRun(run)
    #expect(!compared.hasEvents && compared.makespan == 0.969)
    #expect(compared.lanes.map(\.spans) == [[0..<0.493], [0..<0.966]])
    #expect(compared.longestIdle == nil && compared.endsLevel == nil)
    #expect(Comparison([run, Self.level]).notes.contains { $0.contains("only the figures were recorded") })
  }

  @Test func `where events were left out, only the mean is known`() {
    var run = Self.run([[(0, 100), (100, 800)], [(0, 200)]], until: 1000)
    run.report.events_left_out = 2
    run.events.removeAll { $0.time > 105_000_000 && $0.time < 1_005_000_000 }
    let compared = ComparedRun(run)
    #expect(!compared.hasEvents && compared.longestIdle == nil && compared.lanes[0].end == nil)
    #expect(isClose(compared.lanes[0].unlisted?.from, 0.1) && isClose(compared.lanes[0].unlisted?.share, 0.7 / 0.9))
    #expect(isClose(compared.lanes[1].unlisted?.share, 0.2 / 0.9))
    #expect(Comparison([run, run]).notes.contains { $0.contains("2 events near the end not recorded") })
  }

  @Test func `of too many chunks only the first are listed, and the rest has a mean`() {
    let chunks = (0..<Lanes.mostTaken).map { (from: $0, to: $0 + 1) } + [(from: 10_500, to: 11_000)]
    let run = ComparedRun(Self.run([chunks, [(0, 12_000)]], until: 12_000))
    let lane = run.lanes[0]
    #expect(run.hasEvents && lane.spans.count == Lanes.mostTaken && lane.end == 11)
    #expect(lane.unlisted?.from == 10 && lane.unlisted?.to == 11 && isClose(lane.unlisted?.share, 0.5))
    #expect(run.lanes[1].unlisted == nil)
    #expect(Comparison([run.run, run.run]).notes.contains { $0.contains("after 10 000 chunks of a worker") })
  }

  @Test func `speedups over several processes name their base`() {
    #expect(
      Comparison([Self.even(2, 1000), Self.even(4, 500)]).notes.contains { $0.contains("count as 2 times as fast") })
  }

  @Test func `a worker that took nothing was idle the whole time`() {
    let run = ComparedRun(Self.run([[(0, 100)], []], until: 100))
    #expect(run.lanes[1].spans.isEmpty && run.lanes[1].end == 0 && run.lanes[1].idleAtEnd == 0.1)
    #expect(ComparedRun(Self.run([[]], until: 0)).busyShare == nil)
    #expect(ComparedRun(Self.run([[]], until: 0)).overheadPerChunk == nil)
  }

  @Test func `the time of a killed process is drawn and doesn't count as busy`() {
    var run = Self.run([[(0, 100)], [(0, 400)]], until: 400)
    let place = run.events.count - 1
    run.events.insert(
      contentsOf: [
        PoolEvent(time: 205_000_000, kind: .chunkStarted(worker: 0, items: 5..<6)),
        PoolEvent(time: 305_000_000, kind: .workerEnded(worker: 0, pid: 40, end: .signalled(signal: 9))),
        PoolEvent(time: 305_000_000, kind: .chunkReturned(worker: 0, items: 5..<6)),
      ], at: place)
    let lane = ComparedRun(run).lanes[0]
    #expect(lane.spans == [0..<0.1, 0.2..<0.3] && lane.busy == 0.1 && lane.end == 0.3)
  }

  @Test func `two chunk sizes are compared in words`() throws {
    let comparison = Comparison([Self.ragged, Self.level])
    #expect(comparison.title == "Same work, two chunk sizes")
    #expect(comparison.label(of: 0) == "chunk 15 000" && comparison.label(of: 1) == "chunk 100")
    let difference = try #require(comparison.difference(of: 1))
    #expect(difference.words == "285 ms sooner" && !difference.isNoise)
    #expect(comparison.difference(of: 0) == nil)
    #expect(comparison.conclusion == "Same work, same workers, nearly a third less time.")
    #expect(Comparison([Self.level, Self.ragged]).difference(of: 1)?.words == "285 ms later")
    #expect(comparison.notes.isEmpty)
  }

  @Test(arguments: [
    (0.75, "a quarter less time"), (0.5, "half the time"), (0.52, "just over half the time"), (0.85, "15 % less time"),
    (0.34, "just over a third of the time"), (0.05, "20.0 times as fast"), (2, "twice the time"),
    (1.15, "15 % more time"), (5, "5.00 times the time"), (1.45, "nearly half as much time again"),
  ])
  func `a ratio is said as people say it`(ratio: Double, words: String) {
    let (base, run) = (Self.even(2, 1000), Self.even(2, Int(ratio * 1000)))
    #expect(TimeDifference(of: ComparedRun(run), over: ComparedRun(base)).ratioInWords == words)
  }

  @Test func `a difference within the noise is not named`() throws {
    let small = Comparison([Self.even(2, 1000), Self.even(2, 985)])
    #expect(try #require(small.difference(of: 1)).isNoise)
    #expect(small.conclusion == "Same work, same workers, and no difference worth naming.")
    var repeated = [Self.even(2, 1000), Self.even(2, 900)]
    for index in repeated.indices { repeated[index].report.stddev_s = 0.06 }
    #expect(try #require(Comparison(repeated).difference(of: 1)).words == "no difference worth naming")
    repeated[0].report.stddev_s = 0.01
    #expect(try #require(Comparison(repeated).difference(of: 1)).isNoise == false)
  }

  @Test func `times of milliseconds that were measured once are not certain`() {
    let brief = [Self.even(2, 4), Self.even(2, 2)]
    #expect(Comparison(brief).conclusion.hasSuffix("half the time. Runs this short vary: repeat them to be sure."))
    #expect(Comparison([Self.even(2, 400), Self.even(2, 200)]).conclusion.hasSuffix("half the time."))
  }

  @Test func `runs of different work are not compared`() {
    let other = Self.run([[(0, 100)], [(0, 100)]], until: 100, knobs: Knobs(range: 1..<20))
    let comparison = Comparison([Self.level, other])
    #expect(!comparison.isSameWork && comparison.title == "Different work")
    #expect(comparison.conclusion == "They did different work (different ranges), so their times can't be compared.")
    #expect(comparison.speedup(of: 0) == nil)
    #expect(throws: AmdahlFit.NoFit.differentWork) { try comparison.amdahl() }
    let task = Comparison([Self.level, Self.run([[(0, 1)]], until: 1, task: .primes)])
    #expect(task.settings.first?.values == ["divisors", "primes"])
  }

  @Test func `settings that differ have names, and a label says them all`() {
    let static2 = Self.even(2, 500, knobs: Knobs(schedule: .static))
    let dynamic4 = Self.even(4, 250)
    let comparison = Comparison([static2, dynamic4])
    #expect(comparison.settings.map(\.name) == ["processes", "schedule"])
    #expect(comparison.label(of: 0) == "2 processes, schedule static")
    #expect(comparison.title == "Same work, different processes and schedules")
    #expect(comparison.conclusion == "Same work, 4 workers instead of 2, half the time.")
    #expect(Comparison([dynamic4, dynamic4]).label(of: 1) == "run 2")
    var far = dynamic4
    far.machine.host = "n2\u{1B}"
    #expect(Comparison([dynamic4, far]).label(of: 1) == "n2␛")
    #expect(Comparison([dynamic4, far]).conclusion.contains("on other machines"))
  }

  @Test func `Amdahl's law is fitted by least squares`() throws {
    // 0.2 s are serial and 0.8 s are shared.
    let comparison = Comparison([Self.even(1, 1000), Self.even(2, 600), Self.even(4, 400)])
    let fit = try comparison.amdahl()
    #expect(isClose(fit.serialFraction, 0.2) && isClose(fit.oneProcess, 1) && isClose(fit.largestError, 0))
    #expect(fit.sizes == [1, 2, 4] && isClose(fit.time(of: 8), 0.3))
    #expect(isClose(comparison.speedup(of: 2)?.karpFlatt, 0.2))
    #expect(comparison.speedup(of: 0)?.karpFlatt == nil)
    let noisy = try Comparison([Self.even(1, 1000), Self.even(2, 620), Self.even(4, 400)]).amdahl()
    #expect(noisy.largestError > 0.01 && noisy.largestError < 0.03)
  }

  @Test func `where Amdahl's law can't be fitted, it is said why`() {
    func reason(_ runs: [RecordedRun]) -> AmdahlFit.NoFit? {
      do throws(AmdahlFit.NoFit) {
        _ = try Comparison(runs).amdahl()
        return nil
      } catch { return error }
    }
    #expect(reason([Self.even(1, 1000), Self.even(1, 990)]) == .tooFewSizes)
    #expect(reason([Self.even(1, 1000, cores: 2), Self.even(4, 500, cores: 2)]) == .tooFewSizes)
    #expect(reason([Self.even(1, 1000), Self.even(2, 1200)]) == .noSpeedup)
    #expect(reason([Self.even(1, 1000), Self.even(2, 400)]) == .moreThanIdeal)
    #expect(reason([Self.even(1, 1000), Self.even(2, 500, knobs: Knobs(schedule: .static))]) == .otherSettings)
    #expect(reason([Self.even(1, 1000), Self.even(2, 500)]) == nil)
  }

  @Test func `a scale bends where the cores end`() {
    let runs = [(1, 1000), (2, 505), (4, 507), (6, 512)].map { Self.even($0.0, $0.1, cores: 2) }
    let comparison = Comparison(runs)
    #expect(comparison.isScale && comparison.title == "Same work, 1, 2, 4 and 6 processes")
    #expect(comparison.conclusion == "It bends where the cores end: more than 2 processes take turns.")
    #expect(comparison.notes.count == 1 && comparison.notes[0].contains("4 and 6 processes took turns on 2 cores"))
    let free = [(1, 1000), (2, 505), (4, 260)].map { Self.even($0.0, $0.1) }
    #expect(Comparison(free).conclusion == "4 processes were 3.85 times as fast as 1: 96 % of ideal.")
    let worse = [(1, 1000), (2, 1100), (4, 1200)].map { Self.even($0.0, $0.1) }
    #expect(Comparison(worse).conclusion.hasPrefix("More processes took longer"))
  }

  @Test func `of several runs the fastest and the slowest are named`() {
    let runs = [(1, 900), (10, 600), (100, 800)].map { Self.even(2, $0.1, knobs: Knobs(chunk: .items($0.0))) }
    #expect(
      Comparison(runs).conclusion == "Chunk 10 was the fastest, 600 ms; chunk 1 took 900 ms, half as much time again.")
    #expect(Comparison([runs[0], runs[0], runs[0]]).conclusion.contains("no difference worth naming"))
  }

  @Test func `the JSON has every figure`() throws {
    let report = ComparisonReport(Comparison([Self.ragged, Self.level]), files: ["a", "b"])
    let text = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    for key in [
      #""file":"a""#, #""same_work":true"#, #""makespan_s":0.969"#, #""messages":4"#, #""label":"chunk 100""#,
      #""words":"285 ms sooner""#, #""values":["15000","100"]"#, #""amdahl_note":"#, #""idle_at_end_s":"#,
    ] { #expect(text.contains(key), "\(key)") }
  }
}
