internal import WorkerPool

/// An event as a line of a recorded run, with short names and only the fields that this event has.
struct EventLine: Codable {
  /// Nanoseconds since the pool's creation.
  var t: UInt64
  /// What happened, by the name of its case.
  var e: String
  /// The worker.
  var w: Int?
  /// Its process id.
  var pid: Int32?
  /// The machine it runs on.
  var host: String?
  /// First item, and the one after the last.
  var items: [Int]?
  /// One item, a count of workers or a map's number.
  var n: Int?
  /// Items in a chunk.
  var chunk: Int?
  var schedule: Schedule?
  var detail: EventDetail?
  /// A message, or what a worker wrote.
  var text: String?
  /// Exit code, or signal.
  var code: Int32?
  var signal: Int32?

  init() { (t, e) = (0, "") }

  init(_ event: PoolEvent, since start: UInt64) {
    self.init()
    t = event.time >= start ? event.time - start : 0
    switch event.kind {
    case .poolStarted(let workers): (e, n) = ("poolStarted", workers)
    case .workerStarted(let worker, let pid, let host):
      (e, w, self.pid, self.host) = ("workerStarted", worker, pid, host)
    case .workerReady(let worker): (e, w) = ("workerReady", worker)
    case .mapStarted(let run, let items, let chunk, let schedule, let detail):
      (e, n, self.items) = ("runStarted", run, [0, items])
      (self.chunk, self.schedule, self.detail) = (chunk, schedule, detail)
    case .mapGrew(let run, let items): (e, n, self.items) = ("runGrew", run, [0, items])
    case .chunkHandedOut(let worker, let range): set("chunkHandedOut", worker, range)
    case .chunkStarted(let worker, let range): set("chunkStarted", worker, range)
    case .chunkFinished(let worker, let range): set("chunkFinished", worker, range)
    case .chunkReturned(let worker, let range): set("chunkReturned", worker, range)
    case .itemStarted(let worker, let item): (e, w, n) = ("itemStarted", worker, item)
    case .itemFinished(let worker, let item): (e, w, n) = ("itemFinished", worker, item)
    case .itemFailed(let worker, let item, let message): (e, w, n, text) = ("itemFailed", worker, item, message)
    case .workerOutput(let worker, let output): (e, w, text) = ("workerOutput", worker, output)
    case .workerEnded(let worker, let pid, let end):
      (e, w, self.pid) = ("workerEnded", worker, pid)
      switch end {
      case .exited(let code): self.code = code
      case .signalled(let signal): self.signal = signal
      // It has neither a code nor a signal.
      default: break
      }
    case .mapFinished(let run): (e, n) = ("runFinished", run)
    case .mapStopped(let run): (e, n) = ("runStopped", run)
    case .poolEnded: e = "poolEnded"
    }
  }

  private mutating func set(_ name: String, _ worker: Int, _ range: Range<Int>) {
    (e, w, items) = (name, worker, [range.lowerBound, range.upperBound])
  }
}

extension EventLine {
  /// The event; `nil` if a field is missing or makes no sense.
  ///
  /// Times and items are below 2^53 and workers below 256, so that sums of them can't overflow.
  var event: PoolEvent? {
    guard t <= Self.limit, (0...Int(Self.limit)).contains(n ?? 0), (0...Int(Self.limit)).contains(chunk ?? 0),
      (0..<Knobs.mostProcesses).contains(w ?? 0)
    else { return nil }
    return kind.map { PoolEvent(time: t, kind: $0) }
  }

  private static let limit: UInt64 = 1 << 53

  private var range: Range<Int>? {
    guard let items, items.count == 2, items[0] >= 0, items[0] <= items[1], items[1] <= Int(Self.limit) else {
      return nil
    }
    return items[0]..<items[1]
  }

  private var kind: PoolEvent.Kind? {
    switch e {
    case "poolStarted": return n.flatMap { $0 <= Knobs.mostProcesses ? .poolStarted(workers: $0) : nil }
    case "runStarted":
      guard let n, let range, let chunk, let schedule, let detail else { return nil }
      return .mapStarted(map: n, items: range.count, chunk: chunk, schedule: schedule, detail: detail)
    case "runGrew": return n.flatMap { run in range.map { .mapGrew(map: run, items: $0.count) } }
    case "runFinished": return n.map { .mapFinished(map: $0) }
    case "runStopped": return n.map { .mapStopped(map: $0) }
    case "poolEnded": return .poolEnded
    default: return w.flatMap(kind(ofWorker:))
    }
  }

  private func kind(ofWorker worker: Int) -> PoolEvent.Kind? {
    switch e {
    case "workerStarted":
      pid.map { .workerStarted(worker: worker, pid: $0, host: host ?? "") }
    case "workerReady": .workerReady(worker: worker)
    case "chunkHandedOut": range.map { .chunkHandedOut(worker: worker, items: $0) }
    case "chunkStarted": range.map { .chunkStarted(worker: worker, items: $0) }
    case "chunkFinished": range.map { .chunkFinished(worker: worker, items: $0) }
    case "chunkReturned": range.map { .chunkReturned(worker: worker, items: $0) }
    case "itemStarted": n.map { .itemStarted(worker: worker, item: $0) }
    case "itemFinished": n.map { .itemFinished(worker: worker, item: $0) }
    case "itemFailed": n.map { .itemFailed(worker: worker, item: $0, message: text ?? "") }
    case "workerOutput": .workerOutput(worker: worker, text: text ?? "")
    case "workerEnded":
      pid.map { pid in
        .workerEnded(
          worker: worker, pid: pid,
          end: signal.map { .signalled(signal: $0) } ?? code.map { .exited(code: $0) } ?? .lost)
      }
    default: nil
    }
  }
}
