internal import WorkerPool

/// A recorded run as it is compared with others: who was busy when, and what sharing the work cost. Times are in seconds.
///
/// Everything is computed from the record: the workers' figures of its first line, and its events.
package struct ComparedRun: Sendable, Equatable {
  /// The run.
  package let run: RecordedRun
  /// One lane for each worker, in order.
  package let lanes: [ComparedLane]
  /// How long the last repeat took: from `runStarted` to `runFinished`; without events, the longest `busy_s + idle_s`.
  package let makespan: Double
  /// Whether the events say when each worker was busy. Otherwise a lane shows only how long it was.
  package let hasEvents: Bool

  /// Prepares a run.
  package init(_ run: RecordedRun) {
    self.run = run
    var lanes = Lanes()
    lanes.apply(run.events)
    let report = run.report
    if let began = lanes.began, let ended = lanes.ended, ended >= began, lanes.lanes.count == report.workers.count {
      let ends = lastEnds(in: run.events, of: lanes.lanes.count)
      hasEvents = report.events_left_out == nil
      // Only the end of the map follows the events that were left out.
      let recordedUntil = hasEvents ? nil : run.events.dropLast().map(\.time).max()
      makespan = Double(ended - began) / 1e9
      self.lanes = zip(lanes.lanes, report.workers).map { lane, worker in
        ComparedLane(
          lane, worker, end: ends[lane.worker], began: began, ended: ended, recordedUntil: recordedUntil)
      }
    } else {
      hasEvents = false
      makespan = report.workers.map { $0.busy_s + $0.idle_s }.max() ?? report.mean_s
      self.lanes = report.workers.enumerated().map { ComparedLane(worker: $0.offset, $0.element) }
    }
  }

  /// The mean time of all repeats, which is what runs are compared by.
  package var time: Double { run.report.mean_s }

  /// The sum of the workers' busy times.
  package var busy: Double { run.report.workers.reduce(0) { $0 + $1.busy_s } }

  /// The part of the workers' time in which they were busy, from 0 to 1; `nil` if the run took no measurable time.
  package var busyShare: Double? {
    let available = makespan * Double(lanes.count)
    return available > 0 ? min(1, busy / available) : nil
  }

  /// How unevenly the busy time was shared; see `loadImbalance`.
  package var imbalance: Double? { lanes.count > 1 ? run.report.imbalance : nil }

  /// The chunks that workers finished.
  package var chunks: Int { run.report.chunks }

  /// The messages of these chunks: each travels to a worker, and its results come back.
  package var messages: Int { 2 &* chunks }

  /// How much longer the run took than the same busy time would take if it were split evenly and cost nothing:
  /// makespan − busy ÷ workers.
  ///
  /// Times the workers, this is the total overhead p·T(p) − T(s) of Grama, Gupta, Karypis and Kumar, “Introduction to
  /// Parallel Computing” (2nd ed., 2003), section 5.2, with the busy time for the serial time. It contains messages,
  /// waiting, and the wait for the last worker. Busy time is time on the clock: if there are fewer cores than workers, it
  /// contains waiting for a core.
  package var overhead: Double { max(0, makespan - busy / Double(max(1, lanes.count))) }

  /// The overhead divided by the chunks; `nil` if there were none.
  package var overheadPerChunk: Double? { chunks > 0 ? overhead / Double(chunks) : nil }

  /// The lane that waited longest for the others at the end; `nil` for a single worker, or if the record doesn't say it.
  package var longestIdle: ComparedLane? {
    guard lanes.count > 1, hasEvents else { return nil }
    return lanes.max { ($0.idleAtEnd ?? 0) < ($1.idleAtEnd ?? 0) }
  }

  /// Whether all workers were busy until close to the end: none waited for more than a twentieth of the run. `nil` for a single
  /// worker, or if the record doesn't say it.
  package var endsLevel: Bool? { longestIdle.flatMap(\.idleAtEnd).map { $0 <= makespan * 0.05 } }

  /// The machines that its workers ran on.
  package var hosts: Set<String> { Set(run.report.workers.map(\.host)) }

  /// Whether its workers had to take turns: they were all on one machine that has fewer usable cores.
  package var takesTurns: Bool { hosts.count <= 1 && run.report.processes > run.machine.usableCores }
}

/// When one worker was busy in the last repeat of a run. Times are in seconds from the start of the map.
package struct ComparedLane: Sendable, Equatable {
  /// The worker, counted from 0.
  package let worker: Int
  /// When it was inside the task, in order.
  package let spans: [Range<Double>]
  /// How long it was inside the task.
  package let busy: Double
  /// When its last chunk ended; 0 if it took none, `nil` if the record doesn't say it.
  package let end: Double?
  /// How long it waited for the others after its last chunk; `nil` if the record doesn't say it.
  package let idleAtEnd: Double?
  /// The part whose chunks are not listed, because there were too many of them; `nil` if all are.
  package let unlisted: Unlisted?

  /// A part of a run of which only the mean is known.
  package struct Unlisted: Sendable, Equatable {
    /// When it began, and when it ended.
    package let from: Double, to: Double
    /// How much of it the worker was busy, from 0 to 1, as its figures say.
    package let share: Double
  }

  /// A lane from the events. A chunk that a killed process had begun takes time, too.
  fileprivate init(
    _ lane: Lane, _ report: WorkerReport, end: UInt64?, began: UInt64, ended: UInt64, recordedUntil: UInt64?
  ) {
    func seconds(_ time: UInt64) -> Double { Double(min(max(time, began), ended) - began) / 1e9 }
    worker = lane.worker
    busy = report.busy_s
    spans = lane.spans.map { seconds($0.time.lowerBound)..<seconds($0.time.upperBound) }
    let listedUntil = spans.last?.upperBound ?? 0
    let last = max(end.map(seconds) ?? 0, listedUntil)
    (self.end, idleAtEnd) = recordedUntil == nil ? (last, seconds(ended) - last) : (nil, nil)
    guard lane.spansLeftOut > 0 || recordedUntil != nil else {
      unlisted = nil
      return
    }
    let from = lane.spansLeftOut > 0 ? listedUntil : recordedUntil.map(seconds) ?? 0
    let to = recordedUntil == nil ? last : seconds(ended)
    let busyAfter = report.busy_s - spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    unlisted = Unlisted(from: from, to: to, share: to > from ? min(1, max(0, busyAfter / (to - from))) : 0)
  }

  /// A lane from the worker's figures alone, as one span from the start.
  fileprivate init(worker: Int, _ report: WorkerReport) {
    self.worker = worker
    busy = report.busy_s
    spans = report.busy_s > 0 ? [0..<report.busy_s] : []
    (end, idleAtEnd, unlisted) = (nil, nil, nil)
  }
}

/// When each worker finished its last chunk.
private func lastEnds(in events: [PoolEvent], of workers: Int) -> [UInt64?] {
  var ends = [UInt64?](repeating: nil, count: workers)
  for event in events {
    switch event.kind {
    case .mapStarted: ends = Array(repeating: nil, count: workers)
    case .chunkFinished(let worker, _) where ends.indices.contains(worker):
      ends[worker] = max(event.time, ends[worker] ?? 0)
    default: break
    }
  }
  return ends
}
