internal import Experiments
internal import Text
package import WorkerPool

/// Describes a run while it is going on: one sentence for each event or, if there are too many events, the progress.
///
/// As in the lesson, workers are numbered from 1 and items from 0.
package struct Narrator: Sendable {
  /// The most items, chunks, or lines of a worker that are shown one by one.
  static let mostShown = 40
  /// The time between two sentences about the progress, in nanoseconds.
  static let pause: UInt64 = 1_000_000_000

  private let repeats: Int
  private var workers = 0
  private var ready = 0
  /// Workers whose process ended in the middle of the run.
  private var lost: Set<Int> = []
  private var map = 0
  private var items = 0
  private var done = 0
  private var detail = Detail.progress
  private var began: UInt64 = 0
  private var lastProgress: UInt64 = 0
  /// The number of lines that each worker has written.
  private var written: [Int: Int] = [:]

  /// What is shown of the current map.
  private enum Detail: Sendable { case items, chunks, progress, nothing }

  /// Prepares for a run with this number of repeats.
  package init(repeats: Int) { self.repeats = repeats }

  /// Describes events; returns one sentence a line.
  package mutating func describe(_ events: [PoolEvent]) -> [String] { events.flatMap { describe($0) } }

  private mutating func describe(_ event: PoolEvent) -> [String] {
    switch event.kind {
    case .poolStarted(let count):
      (workers, ready) = (count, 0)
      return ["Starting \(counted(count, "worker"))."]
    case .mapStopped:
      // Workers that end from now on were asked to end.
      items = 0
      return []
    case .workerStarted(let worker, let pid, _) where lost.remove(worker) != nil:
      return ["worker \(worker + 1) is replaced by pid \(pid)"]
    case .workerEnded(let worker, let pid, let end) where items > 0 && done < items:
      lost.insert(worker)
      return ["worker \(worker + 1), pid \(pid): \(LostProcess(pid: pid, end: end, run: map).fate)"]
    case .workerReady(let worker):
      ready += 1
      if workers <= Self.mostShown { return ["worker \(worker + 1) is ready"] }
      return ready == workers ? ["All \(workers) workers are ready."] : []
    case .mapStarted(_, let items, let chunk, _, let detail):
      return beginMap(items: items, chunk: chunk, events: detail, at: event.time)
    case .mapGrew(_, let items):
      grow(to: items)
      return []
    case .itemStarted(let worker, let item):
      return detail == .items ? ["worker \(worker + 1) took item \(item)"] : []
    case .chunkStarted(let worker, let range):
      return detail == .chunks ? ["worker \(worker + 1) took \(words(for: range))"] : []
    case .chunkFinished(_, let range):
      done += range.count
      return progress(at: event.time)
    case .mapFinished: return endMap(at: event.time)
    default: return describeOther(event)
    }
  }

  private mutating func describeOther(_ event: PoolEvent) -> [String] {
    switch event.kind {
    case .itemFailed(let worker, let item, let message): ["worker \(worker + 1) failed at item \(item): \(message)"]
    case .chunkReturned(let worker, let range):
      ["worker \(worker + 1) gave back \(words(for: range)), which will be handed out again"]
    case .workerOutput(let worker, let text): describeOutput(of: worker, text)
    case .workerEnded(let worker, _, .signalled(let signal)): ["worker \(worker + 1) was killed by signal \(signal)"]
    case .workerEnded(let worker, _, .exited(let code)) where code != 0:
      ["worker \(worker + 1) exited with code \(code)"]
    default: []
    }
  }

  /// One sentence for each line, up to a limit for each worker.
  private mutating func describeOutput(of worker: Int, _ text: String) -> [String] {
    let lines = text.unicodeScalars.split(separator: "\n").map { "worker \(worker + 1) wrote: \(String($0))" }
    let before = written[worker, default: 0]
    written[worker] = before + lines.count
    guard before + lines.count > Self.mostShown else { return lines }
    guard before <= Self.mostShown else { return [] }
    return lines.prefix(Self.mostShown - before) + ["worker \(worker + 1) wrote more lines, which are not shown"]
  }

  private mutating func beginMap(items: Int, chunk: Int, events: EventDetail, at time: UInt64) -> [String] {
    map += 1
    (self.items, done, began, lastProgress) = (items, 0, time, time)
    let chunks = (items + max(1, chunk) - 1) / max(1, chunk)
    if map > 1, repeats > 1 {
      detail = .nothing
    } else if events == .items, items <= Self.mostShown {
      detail = .items
    } else {
      detail = chunks <= Self.mostShown ? .chunks : .progress
    }
    return map == 2 && repeats > 1 ? ["The other repeats get one line each."] : []
  }

  private mutating func grow(to items: Int) {
    self.items = max(self.items, items)
    if self.items > Self.mostShown, detail != .nothing { detail = .progress }
  }

  private mutating func progress(at time: UInt64) -> [String] {
    guard detail != .items, done < items, time >= lastProgress &+ Self.pause else { return [] }
    lastProgress = time
    return ["\(done * 100 / max(1, items)) percent done, \(formatCount(done)) of \(formatCount(items)) items"]
  }

  private func endMap(at time: UInt64) -> [String] {
    guard repeats > 1 else { return [] }
    return ["Repeat \(map) of \(repeats) took \(formatDuration(Double(time &- began) / 1e9))."]
  }

  private func words(for range: Range<Int>) -> String {
    range.count == 1 ? "item \(range.lowerBound)" : "items \(range.lowerBound) to \(range.upperBound - 1)"
  }
}
