internal import Experiments
internal import Text
package import WorkerPool

/// Tells a run while it happens: one sentence for each event or, if there are too many, how far the run is.
///
/// Workers are called by their number from 1 and items by their index from 0, as the lesson calls them.
package struct Narrator: Sendable {
  /// The most items, or chunks, that are told one by one.
  static let mostTold = 40
  /// Nanoseconds between two sentences about progress.
  static let pause: UInt64 = 1_000_000_000

  private let repeats: Int
  private var workers = 0
  private var ready = 0
  /// Workers whose process ended in the middle of the run.
  private var lost: Set<Int> = []
  private var map = 0
  private var items = 0
  private var done = 0
  private var telling = Telling.progress
  private var began: UInt64 = 0
  private var lastProgress: UInt64 = 0
  /// The lines that each worker's code wrote.
  private var written: [Int: Int] = [:]

  private enum Telling: Sendable { case items, chunks, progress, silence }

  /// Starts with a run that repeats its map so many times.
  package init(repeats: Int) { self.repeats = repeats }

  /// The sentences for what happened.
  package mutating func tell(_ events: [PoolEvent]) -> [String] { events.flatMap { tell($0) } }

  private mutating func tell(_ event: PoolEvent) -> [String] {
    switch event.kind {
    case .poolStarted(let count):
      (workers, ready) = (count, 0)
      return ["Starting \(counted(count, "worker"))."]
    case .mapStopped:
      // Workers that end from now on were asked to.
      items = 0
      return []
    case .workerStarted(let worker, let pid, _) where lost.remove(worker) != nil:
      return ["worker \(worker + 1) is replaced by pid \(pid)"]
    case .workerEnded(let worker, let pid, let end) where items > 0 && done < items:
      lost.insert(worker)
      return ["worker \(worker + 1), pid \(pid): \(LostProcess(pid: pid, end: end, run: map).fate)"]
    case .workerReady(let worker):
      ready += 1
      if workers <= Self.mostTold { return ["worker \(worker + 1) is ready"] }
      return ready == workers ? ["All \(workers) workers are ready."] : []
    case .mapStarted(_, let items, let chunk, _, let detail):
      return beginMap(items: items, chunk: chunk, detail: detail, at: event.time)
    case .itemStarted(let worker, let item):
      return telling == .items ? ["worker \(worker + 1) took item \(item)"] : []
    case .chunkStarted(let worker, let range):
      return telling == .chunks ? ["worker \(worker + 1) took \(spoken(range))"] : []
    case .chunkFinished(_, let range):
      done += range.count
      return progress(at: event.time)
    case .mapFinished: return endMap(at: event.time)
    default: return trouble(event)
    }
  }

  private mutating func trouble(_ event: PoolEvent) -> [String] {
    switch event.kind {
    case .itemFailed(let worker, let item, let message): ["worker \(worker + 1) failed at item \(item): \(message)"]
    case .chunkReturned(let worker, let range):
      ["worker \(worker + 1) gave back \(spoken(range)), which will be handed out again"]
    case .workerOutput(let worker, let text): tellOutput(of: worker, text)
    case .workerEnded(let worker, _, .signalled(let signal)): ["worker \(worker + 1) was ended by signal \(signal)"]
    case .workerEnded(let worker, _, .exited(let code)) where code != 0:
      ["worker \(worker + 1) ended by itself with code \(code)"]
    default: []
    }
  }

  /// A line each, up to a number of them from each worker.
  private mutating func tellOutput(of worker: Int, _ text: String) -> [String] {
    let lines = text.unicodeScalars.split(separator: "\n").map { "worker \(worker + 1) wrote: \(String($0))" }
    let told = written[worker, default: 0]
    written[worker] = told + lines.count
    guard told + lines.count > Self.mostTold else { return lines }
    guard told <= Self.mostTold else { return [] }
    return lines.prefix(Self.mostTold - told) + ["worker \(worker + 1) writes more, which is not shown here"]
  }

  private mutating func beginMap(items: Int, chunk: Int, detail: EventDetail, at time: UInt64) -> [String] {
    map += 1
    (self.items, done, began, lastProgress) = (items, 0, time, time)
    let chunks = (items + max(1, chunk) - 1) / max(1, chunk)
    if map > 1 {
      telling = .silence
    } else if detail == .items, items <= Self.mostTold {
      telling = .items
    } else {
      telling = chunks <= Self.mostTold ? .chunks : .progress
    }
    return map == 2 ? ["The other repeats take one line each."] : []
  }

  private mutating func progress(at time: UInt64) -> [String] {
    guard telling != .items, done < items, time >= lastProgress &+ Self.pause else { return [] }
    lastProgress = time
    return ["\(done * 100 / max(1, items)) percent done, \(formatCount(done)) of \(formatCount(items)) items"]
  }

  private func endMap(at time: UInt64) -> [String] {
    guard repeats > 1 else { return [] }
    return ["Repeat \(map) of \(repeats) took \(formatDuration(Double(time &- began) / 1e9))."]
  }

  private func spoken(_ range: Range<Int>) -> String {
    range.count == 1 ? "item \(range.lowerBound)" : "items \(range.lowerBound) to \(range.upperBound - 1)"
  }
}
