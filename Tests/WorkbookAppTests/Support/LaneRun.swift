import Experiments
import WorkerPool

/// A finished run in which each worker had chunks at given times, in milliseconds.
enum LaneRun {
  static func make(
    _ lanes: [[(from: Int, to: Int)]], until end: Int, knobs: Knobs = Knobs(), cores: Int = 8,
    task: ExperimentTask = .divisors, experiment: String? = nil, group: String? = nil, id: String? = nil
  ) -> RecordedRun {
    func time(_ milliseconds: Int) -> UInt64 { 1_000_000 * UInt64(5 + milliseconds) }
    var knobs = knobs
    knobs.processes = lanes.count
    let chunk = if case .items(let count) = knobs.chunk { count } else { 1 }
    let items = lanes.reduce(0) { $0 + $1.count } * chunk
    var events = [PoolEvent(time: 0, kind: .poolStarted(workers: lanes.count))]
    for worker in lanes.indices {
      events.append(PoolEvent(time: 1, kind: .workerStarted(worker: worker, pid: Int32(40 + worker), host: "n1")))
      events.append(PoolEvent(time: 2, kind: .workerReady(worker: worker)))
    }
    events.append(
      PoolEvent(
        time: time(0), kind: .mapStarted(map: 1, items: items, chunk: chunk, schedule: .dynamic, detail: .chunks)))
    var next = 0
    var reports: [WorkerReport] = []
    for (worker, spans) in lanes.enumerated() {
      var busy = 0
      for span in spans {
        let range = next..<next + chunk
        events.append(PoolEvent(time: time(span.from), kind: .chunkStarted(worker: worker, items: range)))
        events.append(PoolEvent(time: time(span.to), kind: .chunkFinished(worker: worker, items: range)))
        next += chunk
        busy += span.to - span.from
      }
      reports.append(
        WorkerReport(
          name: "worker-\(worker + 1)", pid: Int32(40 + worker), host: "n1", items: spans.count * chunk,
          chunks: spans.count, busy_s: Double(busy) / 1000, idle_s: Double(end - busy) / 1000))
    }
    events.append(PoolEvent(time: time(end), kind: .mapFinished(map: 1)))
    return RecordedRun(
      id: id ?? "run-\(lanes.count)-\(chunk)-\(end)", experiment: experiment, group: group, began: 1_700_000_000,
      machine: Machine(host: "n1", usableCores: cores), knobs: knobs,
      report: RunReport(
        task: task, processes: lanes.count, schedule: .dynamic, chunk: chunk, items: items,
        parent: ParentReport(pid: 39), workers: reports, assignment: nil, runs_s: [Double(end) / 1000],
        mean_s: Double(end) / 1000, stddev_s: 0, startup_s: 0.01,
        result: task == .primes
          ? .primes(count: 4, first: [2], last: [7]) : .divisors(most: 1, count: 1, sum: 1)),
      events: events)
  }

  /// The same 30 000 items in two chunks, one of which takes twice as long, and in small chunks.
  static func chunkSizes(experiment: String? = nil, task: ExperimentTask = .divisors) -> [RecordedRun] {
    let small = (0..<150).map { (from: $0 * 4, to: $0 * 4 + 4) }
    return [
      make(
        [[(0, 493)], [(0, 966)]], until: 969, knobs: Knobs(chunk: .items(15_000)), task: task, experiment: experiment),
      make(
        [small + [(600, 634)], small + [(600, 635)]], until: 684, knobs: Knobs(chunk: .items(100)), task: task,
        experiment: experiment),
    ]
  }

  /// A scale on two cores.
  static func scale(experiment: String? = nil, task: ExperimentTask = .primes) -> [RecordedRun] {
    [(1, 1640), (2, 823), (4, 826), (6, 851)].map { processes, end in
      make(
        (0..<processes).map { [(0, end - 10 * $0 - 4)] }, until: end, cores: 2, task: task, experiment: experiment,
        group: "scale")
    }
  }
}
