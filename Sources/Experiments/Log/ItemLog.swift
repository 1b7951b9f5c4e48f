import Glibc
import Posix
import Synchronization
package import WorkerPool

/// Writes a line for each try of an item as soon as it has ended, so that a run that is killed can be resumed.
///
/// The lines are those of GNU parallel's `--joblog` in short: tab-separated, with a header. See `ItemLine`.
package final class ItemLog: Sendable {
  private struct State {
    /// What is known of the items in progress.
    var began: [Int: UInt64] = [:], ended: [Int: UInt64] = [:], failures: [Int: String] = [:]
    /// The items that workers hold.
    var held: Set<Int> = []
    /// Why the log can't be written; `nil` if it can.
    var problem: SystemError?
  }

  private let file: Descriptor
  private let items: [String]
  /// The number of each item in the list that the log is for.
  private let numbers: [Int]
  /// Seconds since 1970 at the start of the monotonic clock.
  private let origin: Double
  private let state = Mutex(State())

  /// Opens a log, or begins it, and adds lines at its end.
  ///
  /// - Parameters:
  ///   - items: The items of the run, as the log shows them.
  ///   - numbers: The number of each in the whole list, if the run has only a part of it.
  ///   - isNew: Whether the log begins anew, whatever the file has.
  package init(_ path: String, items: [String], numbers: [Int]? = nil, isNew: Bool) throws(SystemError) {
    let file = try Descriptor.take(
      open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | (isNew ? O_TRUNC : 0), 0o666), from: "open")
    self.file = file
    self.items = items
    self.numbers = numbers ?? Array(items.indices)
    origin = SystemClock.wall - Double(SystemClock.monotonic) / 1e9
    let whole = ItemLog.wholeLines(try readAll(from: file.number)).count
    // A line that was torn is of no use. This fails for a log that isn't a file, which has no lines to be cut.
    ftruncate(file.number, off_t(whole))
    if whole == 0 { try writeAll(ItemLine.header + "\n", to: file.number) }
  }

  /// The lines that have an end: the last one may have been torn when the program that wrote it was killed.
  static func wholeLines(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[..<((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)]
  }

  /// Why the log can't be written; `nil` if every line could.
  package var problem: SystemError? { state.withLock(\.problem) }

  /// Takes what happened in the pool, a batch at a time.
  package func add(_ events: [PoolEvent]) {
    state.withLock { state in
      var text = ""
      var finished: [(worker: Int, items: Range<Int>)] = []
      for event in events {
        switch event.kind {
        case .chunkHandedOut(_, let items): state.held.formUnion(items)
        case .itemStarted(_, let item): state.began[item] = event.time
        case .itemFinished(_, let item): state.ended[item] = event.time
        case .chunkReturned(_, let items):
          state.held.subtract(items)
          // They are done again.
          for item in items { state.ended[item] = nil }
        case .chunkFinished(let worker, let items): finished.append((worker, items))
        case .itemFailed(let worker, let item, let message):
          if state.held.contains(item) {
            state.failures[item] = message
          } else {
            // Its worker died: the chunk never finishes.
            text += line(item, worker, end: event.time, message, &state)
          }
        default: break
        }
      }
      // The failures of a chunk come right after its end.
      for (worker, items) in finished {
        // A failure that ends the run also ends its chunk, and the items after it are never done.
        for item in items where state.ended[item] != nil || state.failures[item] != nil {
          text += line(item, worker, end: state.ended[item], state.failures[item], &state)
        }
        state.held.subtract(items)
      }
      guard !text.isEmpty, state.problem == nil else { return }
      do throws(SystemError) { try writeAll(text, to: file.number) } catch { state.problem = error }
    }
  }

  private func line(_ item: Int, _ worker: Int, end: UInt64?, _ message: String?, _ state: inout State) -> String {
    guard items.indices.contains(item) else { return "" }
    let began = state.began[item] ?? end ?? 0
    state.began[item] = nil
    state.ended[item] = nil
    state.failures[item] = nil
    let line = ItemLine(
      number: numbers[item], start: origin + Double(began) / 1e9, seconds: Double((end ?? began) &- began) / 1e9,
      worker: worker + 1, exit: message.map(ItemLine.exit(after:)) ?? 0, item: items[item])
    return line.text + "\n"
  }
}
