import Experiments
import WorkerPool

@testable import WorkbookApp

/// A run like a pool's, but the same every time: chunks dealt in turn, all of the same length.
struct FakeRun {
  let record: RecordedRun
  let events: [PoolEvent]

  init(_ request: RunRequest, at start: UInt64, chunk: Int? = nil) {
    let knobs = request.knobs
    let workers = knobs.processes
    let items: Int
    let result: TaskResult
    switch request.task {
    case .quarterCircle:
      items = workers
      let inside = Int(Double(knobs.samples) * 0.785_398)
      result = .quarterCircle(samples: knobs.samples, inside: inside)
    case .primes:
      items = knobs.range.count
      result = .primes(
        count: 54208, first: [100000007, 100000037, 100000039, 100000049, 100000073],
        last: [100999939, 100999949, 100999979, 100999981, 100999993])
    case .divisors:
      items = knobs.range.count
      result = .divisors(most: 20160, count: 84, sum: 245_792)
    case .command:
      items = knobs.items.count
      result = .command((0..<items).map { .integer($0 * $0) })
    case .python:
      items = 10
      let map = PythonMap(
        how: "map", items: 10, chunk: 1, processes: workers, workers: workers, at_once: workers, failed: 0, seconds: 2)
      result = .python(PythonFindings(printed: "ten results\n", maps: [map], at_once: workers))
    case .sleep:
      items = knobs.items.count
      result = .sleep(seconds: knobs.items.numbers.reduce(0, +))
    case .mandelbrot:
      items = knobs.rows
      result = .mandelbrot(rows: items, columns: items * 5 / 4, iterations: 1_000_000, inside: 3125, picture: [])
    default:
      items = knobs.items.count
      result = .processInfo(
        knobs.items.numbers.enumerated().map { index, item in
          .init(item: item, worker: "worker-\(index % workers + 1)", pid: Int32(4107 + index % workers))
        })
    }
    let chunk = chunk ?? max(1, (items + 4 * workers - 1) / (4 * workers))
    let chunks = stride(from: 0, to: items, by: chunk).map { $0..<min(items, $0 + chunk) }
    let seconds = 2.0 / Double(workers)
    let perChunk = UInt64(seconds * 1e9) / UInt64(max(1, (chunks.count + workers - 1) / workers))

    var events = [PoolEvent(time: start, kind: .poolStarted(workers: workers))]
    for worker in 0..<workers {
      events.append(
        PoolEvent(time: start + 1000, kind: .workerStarted(worker: worker, pid: Int32(4107 + worker), host: "n1")))
      events.append(PoolEvent(time: start + 8_000_000, kind: .workerReady(worker: worker)))
    }
    let begin = start + 8_100_000
    events.append(
      PoolEvent(
        time: begin,
        kind: .mapStarted(map: 1, items: items, chunk: chunk, schedule: knobs.schedule, detail: .chunks)))
    var reports = (0..<workers).map {
      WorkerReport(
        name: "worker-\($0 + 1)", pid: Int32(4107 + $0), host: "n1", items: 0, chunks: 0, busy_s: 0, idle_s: 0)
    }
    var assignment: [[Int]] = []
    for (number, range) in chunks.enumerated() {
      let worker = number % workers
      let from = begin + UInt64(number / workers) * perChunk
      events.append(PoolEvent(time: from, kind: .chunkStarted(worker: worker, items: range)))
      events.append(PoolEvent(time: from + perChunk, kind: .chunkFinished(worker: worker, items: range)))
      reports[worker].items += range.count
      reports[worker].chunks += 1
      reports[worker].busy_s += Double(perChunk) / 1e9
      if items <= 10_000 { assignment += range.map { [$0, worker] } }
    }
    for index in reports.indices { reports[index].idle_s = max(0, seconds - reports[index].busy_s) }
    events.append(PoolEvent(time: begin + UInt64(seconds * 1e9), kind: .mapFinished(map: 1)))
    events.append(PoolEvent(time: begin + UInt64(seconds * 1e9) + 1000, kind: .poolEnded))
    self.events = events
    let report = RunReport(
      task: request.task, processes: workers, schedule: knobs.schedule, chunk: chunk, items: items,
      parent: ParentReport(pid: 4100), workers: reports, assignment: items <= 10_000 ? assignment : nil,
      runs_s: Array(repeating: seconds, count: knobs.repeats), mean_s: seconds,
      stddev_s: knobs.repeats > 1 ? 0.0123 : 0, startup_s: 0.008,
      seeds: request.task == .quarterCircle ? (0..<workers).map { UInt64(4107 + $0) } : nil, result: result)
    record = RecordedRun(
      id: "run-\(start)-\(workers)", experiment: request.experiment, group: request.group, began: 1_700_000_000,
      machine: Desk.machine, knobs: knobs, report: report, events: events)
  }
}
