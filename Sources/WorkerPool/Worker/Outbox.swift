import Glibc
import Posix

/// Gathers a worker's messages until they are worth a write.
///
/// The worker's own thread adds and sends. A second thread sends when the pool asks for it in the middle of a long item.
final class Outbox: Sendable {
  private struct State: ~Copyable {
    var writer = WireWriter()
    var lastSent: UInt64 = 0
    var isClosed = false
  }

  private let descriptor: Int32?
  private let whenPoolIsGone: @Sendable () -> Void
  private let state = Guarded(State())

  /// Sends to this descriptor, and waits if the pool reads slowly. Without a descriptor, messages are dropped. Calls
  /// `whenPoolIsGone` if nobody reads them any more.
  init(descriptor: Int32?, whenPoolIsGone: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.whenPoolIsGone = whenPoolIsGone
  }

  /// Adds a message. Sends everything if that is a lot, or if nothing was sent in the half millisecond before `now`: a
  /// write costs a few microseconds, so this takes less than one percent of the time.
  func add(_ message: WorkerMessage, dueAt now: UInt64 = 0, _ body: (inout WireWriter) -> Void) {
    state.withLock { state in
      let start = state.writer.beginFrame(message.rawValue)
      body(&state.writer)
      state.writer.endFrame(start)
      if state.writer.count > 1 << 15 || now > state.lastSent &+ Outbox.patience { send(&state, now) }
    }
  }

  /// Adds a message that ends with many bytes, and sends everything, without copying those bytes.
  func add(_ message: WorkerMessage, endingWith bytes: UnsafeRawBufferPointer, _ body: (inout WireWriter) -> Void) {
    state.withLock { state in
      let start = state.writer.beginFrame(message.rawValue)
      body(&state.writer)
      state.writer.endFrame(start, followedBy: bytes.count)
      send(&state, SystemClock.monotonic, bytes)
    }
  }

  /// True if nothing was sent for half a millisecond.
  func isDue(at now: UInt64) -> Bool { state.withLock { now > $0.lastSent &+ Outbox.patience } }

  /// Nothing will be added any more.
  func close() { state.withLock { $0.isClosed = true } }

  /// True once nothing will be added any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Sends everything.
  ///
  /// - Parameter now: The time; if it is 0, the next message counts as due, however soon it comes.
  func send(at now: UInt64 = SystemClock.monotonic) { state.withLock { send(&$0, now) } }

  private static let patience: UInt64 = 500_000

  /// If the pool is gone, there is nobody left to work for.
  private func send(_ state: inout State, _ now: UInt64, _ more: UnsafeRawBufferPointer? = nil) {
    guard state.writer.count > 0 else { return }
    guard let descriptor else { return state.writer.clear() }
    do throws(SystemError) {
      try writeAll(state.writer.bytes, to: descriptor)
      if let more { try writeAll(more, to: descriptor) }
    } catch { whenPoolIsGone() }
    state.writer.clear()
    state.lastSent = now
  }
}
