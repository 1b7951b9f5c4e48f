import Glibc

/// What a worker has to say, gathered until it is worth a write.
///
/// The worker's own thread adds and sends; a second thread sends when the pool asks for it in the middle of a long item.
final class Outbox: Sendable {
  private struct State: ~Copyable {
    var writer = WireWriter()
    var lastSent: UInt64 = 0
  }

  private let descriptor: Int32?
  private let state = Guarded(State())

  /// Writes to this descriptor, waiting where the pool is slow to read; without one, what is said goes nowhere.
  init(descriptor: Int32?) { self.descriptor = descriptor }

  /// Adds one frame; sends everything if so much has gathered that it should be on its way, or if nothing was sent since
  /// half a millisecond before `now`: a write costs a few microseconds, so this is under one percent.
  func frame(_ kind: Answer, dueAt now: UInt64 = 0, _ body: (inout WireWriter) -> Void) {
    state.withLock { state in
      let start = state.writer.beginFrame(kind.rawValue)
      body(&state.writer)
      state.writer.endFrame(start)
      if state.writer.count > 1 << 15 || now > state.lastSent &+ Outbox.patience { send(&state, now) }
    }
  }

  /// True when nothing was sent for half a millisecond.
  func isDue(at now: UInt64) -> Bool { state.withLock { now > $0.lastSent &+ Outbox.patience } }

  /// Sends everything.
  func send() { state.withLock { send(&$0, monotonicNow()) } }

  private static let patience: UInt64 = 500_000

  /// Where the pool is gone there is nobody left to work for, and the process ends.
  private func send(_ state: inout State, _ now: UInt64) {
    guard state.writer.count > 0 else { return }
    guard let descriptor else { return state.writer.clear() }
    var sent = 0
    while sent < state.writer.count {
      let wrote = write(descriptor, state.writer.bytes.baseAddress.map { $0 + sent }, state.writer.count - sent)
      if wrote > 0 {
        sent += wrote
      } else if errno != EINTR {
        _exit(0)
      }
    }
    state.writer.clear()
    state.lastSent = now
  }
}
