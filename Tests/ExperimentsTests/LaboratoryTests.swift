import Glibc
import Synchronization
import Testing
import Text
import WorkerPool

@testable import Experiments

/// Experiments on real workers: the program itself, which lies beside the test runner.
///
/// The tests don't depend on its target, or its way of linking would be theirs, too.
let laboratory: Laboratory = {
  var path = [CChar](repeating: 0, count: 4096)
  readlink("/proc/self/exe", &path, 4095)
  let runner = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let folder = runner.split(separator: "/").dropLast().joined(separator: "/")
  return Laboratory(command: WorkerCommand(executable: "/\(folder)/poolbook"))
}()

func perform(_ task: ExperimentTask, _ knobs: Knobs) async throws -> RecordedRun {
  try await laboratory.perform(RunRequest(task: task, knobs: knobs)) { _ in }
}

@Suite struct LaboratoryTests {
  @Test(arguments: [1, 2, 3, 6, 64], Schedule.allCases)
  func `the primes are the same at every size and by every schedule`(processes: Int, schedule: Schedule) async throws {
    let range = 100_000_000..<100_000_500
    let run = try await perform(.primes, Knobs(processes: processes, schedule: schedule, range: range))
    let primes = range.filter(checkPrime)
    #expect(
      run.report.result == .primes(count: primes.count, first: Array(primes.prefix(5)), last: Array(primes.suffix(5))))
    #expect(run.report.workers.count == processes)
    #expect(run.report.workers.reduce(0) { $0 + $1.items } == 500)
  }

  @Test(arguments: Schedule.allCases)
  func `divisors are the same by every schedule, and the first number with the most is named`(
    schedule: Schedule
  ) async throws {
    let run = try await perform(.divisors, Knobs(processes: 2, schedule: schedule, range: 90..<1_001))
    let counts = (90..<1_001).map(countDivisors)
    #expect(run.report.result == .divisors(most: 840, count: 32, sum: counts.reduce(0, +)))
    let chunks = run.report.workers.reduce(0) { $0 + $1.chunks }
    #expect(run.report.chunks == chunks && chunks > 0)
  }

  @Test func `two blocks of equal length share work that grows with its items as one to three`() async throws {
    let knobs = Knobs(processes: 2, schedule: .static, range: 1..<2_001)
    let run = try await perform(.divisors, knobs)
    var work = [0.0, 0.0]
    for pair in run.report.assignment ?? [] { work[pair[1]] += Double(pair[0] + 1) }
    let imbalance = try #require(loadImbalance(work))
    #expect(abs(imbalance - 1.5) < 0.001)
  }

  @Test func `a worker killed in the middle of a run costs no result and is in the report`() async throws {
    let control = RunControl()
    control.kill(worker: 0)
    let isKilled = Mutex(false)
    let knobs = Knobs(processes: 2, chunk: .items(1), items: Array(repeating: 0.3, count: 8))
    let request = RunRequest(task: .sleep, knobs: knobs)
    // From the pool's own thread: on a busy machine, a task of this test might come too late.
    let record = try await laboratory.perform(request, control: control) { batch in
      guard batch.contains(where: { if case .itemStarted(1, _) = $0.kind { true } else { false } }) else { return }
      let isFirst = isKilled.withLock { killed in
        defer { killed = true }
        return !killed
      }
      if isFirst { control.kill(worker: 1) }
    }
    control.kill(worker: 0)
    #expect(record.report.items == 8 && record.report.assignment?.map { $0[0] } == Array(0..<8))
    #expect(record.report.deaths == 1)
    let lost = try #require(record.report.workers[1].ended?.first)
    #expect(lost.end == .signalled(signal: SIGKILL) && lost.run == 1 && lost.pid != record.report.workers[1].pid)
    #expect(lost.givenAgain.count == 1 && lost.givenAgain[0].count == 1)
    #expect(record.report.givenAgain == lost.givenAgain)
    #expect(record.report.workers[0].ended == nil)
    #expect(try RecordedRun.read(record.fileText()).report == record.report)
  }

  @Test func `an item over its limit fails the run in a sentence that names it`() async throws {
    let error = await #expect(throws: ExperimentError.self) {
      _ = try await perform(.sleep, Knobs(processes: 1, items: [0, 60, 0], limit: .seconds(1)))
    }
    #expect(error?.description.contains("Item 1 failed on worker-1") == true)
    #expect(error?.description.contains("it took longer than 1 s") == true)
  }

  @Test func `a long item reports its progress`() async throws {
    let control = RunControl()
    let knobs = Knobs(processes: 1, samples: 1_000_000_000_000)
    let run = Task {
      try await laboratory.perform(RunRequest(task: .quarterCircle, knobs: knobs), control: control) { _ in }
    }
    var isSeen = false
    for _ in 0..<2_000 where !isSeen {
      isSeen = control.progress.contains { $0.fraction > 0 && $0.fraction < 1 }
      try await Task.sleep(for: .milliseconds(10))
    }
    run.cancel()
    #expect(isSeen)
    await #expect(throws: ExperimentError.stopped) { try await run.value }
  }

  @Test func `equal items give as many results, each with the worker that took it`() async throws {
    let run = try await perform(.processInfo, Knobs(items: [5, 5, 5, 5]))
    let results = try #require(run.report.result.as(ProcessInfoFindings.self)).results
    #expect(results.map(\.item) == [5, 5, 5, 5])
    #expect(run.report.assignment?.map { $0[0] } == [0, 1, 2, 3])
    for (result, pair) in zip(results, run.report.assignment ?? []) {
      #expect(result.worker == run.report.workers[pair[1]].name)
      #expect(result.pid == run.report.workers[pair[1]].pid)
    }
  }

  @Test func `one seed for all draws the same points in every item`() async throws {
    let run = try await perform(.quarterCircle, Knobs(processes: 4, seeding: .same(0), samples: 400_000))
    let inside = sampleQuarterCircle(samples: 100_000, seed: 0)
    #expect(run.report.seeds == [0, 0, 0, 0])
    let list = Array(repeating: "\(formatCount(inside))", count: 4).joined(separator: ", ")
    #expect(run.report.resultWords(.unicode).lines.last == .text("", "points inside, item by item: \(list)"))
    #expect(run.report.resultWords(.unicode).sentences.last == "Points inside, item by item: \(list).")
    #expect(
      run.report.result
        == .quarterCircle(samples: 400_000, inside: 4 * inside, insideEach: Array(repeating: inside, count: 4)))
  }

  @Test func `a seed for each item gives the same count whoever takes it`() async throws {
    let knobs = Knobs(processes: 5, repeats: 3, seeding: .perItem(7), samples: 1_000_003)
    let (one, other) = (try await perform(.quarterCircle, knobs), try await perform(.quarterCircle, knobs))
    #expect(one.report.result == other.report.result)
    #expect(Set(one.report.seeds ?? []).count == 5)
    #expect(one.report.runs_s.count == 3)
  }

  @Test func `every item of a process has a seed of its own`() async throws {
    let run = try await perform(.quarterCircle, Knobs(processes: 64, samples: 1000))
    #expect(Set(run.report.seeds ?? []).count == 64)
  }

  @Test func `a recorded run has all events of its last map and is read back unchanged`() async throws {
    let run = try await perform(.processInfo, Knobs(processes: 2, chunk: .items(3), repeats: 3))
    var lanes = Lanes()
    lanes.apply(try RecordedRun.read(run.fileText()).events)
    #expect(lanes.itemsDone == 10)
    #expect(lanes.lanes.map(\.items) == run.report.workers.map(\.items))
    #expect(run.events.count { if case .mapStarted = $0.kind { true } else { false } } == 1)
    #expect(run.report.startup_s > 0)
  }

  @Test func `a stopped run ends at once and leaves no worker`() async throws {
    let pids = Mutex<[Int32]>([])
    let working = Mutex(false)
    let task = Task {
      try await laboratory.perform(RunRequest(task: .sleep, knobs: Knobs(processes: 2, items: [3000, 3000]))) {
        events in
        for event in events {
          if case .workerStarted(_, let pid, _) = event.kind { pids.withLock { $0.append(pid) } }
          if case .chunkHandedOut = event.kind { working.withLock { $0 = true } }
        }
      }
    }
    while !working.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    await #expect(throws: ExperimentError.stopped) { try await task.value }
    for pid in pids.withLock({ $0 }) { #expect(kill(pid, 0) != 0) }
  }

  @Test func `a killed worker doesn't change what comes out`() async throws {
    let killed = Mutex(false)
    let run = try await laboratory.perform(
      RunRequest(task: .sleep, knobs: Knobs(processes: 2, chunk: .items(1), items: [0.2, 0.2, 0.2, 0.2]))
    ) { events in
      for event in events {
        guard case .workerReady(1) = event.kind, !killed.withLock({ $0 }) else { continue }
        for case .workerStarted(1, let pid, _) in events.map(\.kind) {
          killed.withLock { $0 = true }
          kill(pid, SIGKILL)
        }
      }
    }
    #expect(run.report.result == .sleep(seconds: 0.8))
  }

  @Test func `a program that is not there is named in one sentence`() async throws {
    let nowhere = Laboratory(command: WorkerCommand(executable: "/nowhere/poolbook"))
    let error = await #expect(throws: ExperimentError.self) {
      try await nowhere.perform(RunRequest(task: .processInfo, knobs: Knobs())) { _ in }
    }
    #expect(error?.description.contains("/nowhere/poolbook") == true)
  }

  @Test func `knobs that don't suit the task start nothing`() async throws {
    let events = Mutex(0)
    await #expect(throws: ExperimentError.self) {
      try await laboratory.perform(RunRequest(task: .processInfo, knobs: Knobs(items: [0.5]))) { batch in
        events.withLock { $0 += batch.count }
      }
    }
    #expect(events.withLock { $0 } == 0)
  }
}
