internal import WorkerPool

/// What the repeats of a map left: the time of each, and what the last one found.
struct Measurements: Sendable {
  /// Seconds of each repeat.
  var seconds: [Double] = []
  /// What the task found in the last repeat.
  var result: TaskResult
  /// The seed of each item; `nil` if no random numbers are drawn.
  var seeds: [UInt64]?
  /// The items that failed in the last repeat.
  var failures: [FailedItem] = []
  /// The items that failed in the last repeat at first.
  var retried: [RetriedItem] = []
}

extension RunReport {
  /// Makes the report of a run from what happened and what was measured.
  init(request: RunRequest, lanes: Lanes, eventsLeftOut: Int, measured: Measurements, parent: Int32) {
    let statistics = Statistics(measured.seconds)
    let makespan = lanes.elapsed(at: lanes.ended ?? 0)
    let workers = lanes.lanes.map { lane in
      let busy = Double(lane.busy) / 1e9
      return WorkerReport(
        name: lane.name, pid: lane.pid, host: lane.host, items: lane.items, chunks: lane.chunks, busy_s: busy,
        idle_s: max(0, makespan - busy), ended: lane.lost.isEmpty ? nil : lane.lost,
        output: lane.output.lines.isEmpty ? nil : lane.output.lines,
        output_before: lane.output.before == 0 ? nil : lane.output.before)
    }
    var assignment: [[Int]]?
    if lanes.items <= Lanes.mostTaken {
      assignment = lanes.lanes.flatMap { lane in lane.taken.map { [$0, lane.worker] } }.sorted { $0[0] < $1[0] }
    }
    self.init(
      task: request.task, processes: request.knobs.processes, schedule: lanes.schedule, chunk: lanes.chunk,
      items: lanes.items, parent: ParentReport(pid: parent), workers: workers, assignment: assignment,
      runs_s: measured.seconds, mean_s: statistics.mean, stddev_s: statistics.deviation,
      startup_s: lanes.startup ?? 0, seeds: measured.seeds, events_left_out: eventsLeftOut == 0 ? nil : eventsLeftOut,
      result: measured.result)
    failures = measured.failures.isEmpty ? nil : measured.failures
    retried = measured.retried.isEmpty ? nil : measured.retried
  }
}
