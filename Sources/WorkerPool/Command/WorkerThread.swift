import Glibc
import Posix

/// A worker that is a thread of the pool's own process, as far as programs are concerned: it has seats of its own, and its
/// programs end with it.
final class WorkerThread: Sendable {
  private typealias Seats = [ObjectIdentifier: (bridge: CommandBridge, seat: CommandSeat)]

  private struct Programs {
    var isAbandoned = false
    /// A program ends when its lifeline is closed.
    var lifelines: [Descriptor] = []
  }

  /// Only the thread itself uses them.
  private let seats = Guarded(Seats())
  private let programs = Guarded(Programs())

  /// The thread that runs this code; `nil` in a worker that is a process.
  static var current: WorkerThread? {
    guard let key, let thread = pthread_getspecific(key) else { return nil }
    return Unmanaged<WorkerThread>.fromOpaque(thread).takeUnretainedValue()
  }

  /// Where a thread finds its own; `nil` if the system has no more of these keys.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  /// Does a worker's work on the thread that calls this, and then ends its programs.
  func run(_ body: () -> Void) {
    if let key = WorkerThread.key { pthread_setspecific(key, Unmanaged.passUnretained(self).toOpaque()) }
    body()
    seats.withLock { $0 = [:] }
    if let key = WorkerThread.key { pthread_setspecific(key, nil) }
  }

  /// Lets `body` use this thread's seat for the programs of a bridge.
  func withSeat<Result>(of bridge: CommandBridge, _ body: (inout CommandSeat) -> Result) -> Result {
    seats.withLock { seats in
      let id = ObjectIdentifier(bridge)
      var seat = seats.removeValue(forKey: id)?.seat ?? CommandSeat()
      defer { seats[id] = (bridge, seat) }
      return body(&seat)
    }
  }

  /// A program has been started on this thread.
  func began(_ lifeline: Descriptor) {
    let isAbandoned = programs.withLock { programs in
      programs.lifelines.append(lifeline)
      return programs.isAbandoned
    }
    if isAbandoned { lifeline.close() }
  }

  /// A program of this thread has ended.
  func ended(_ lifeline: Descriptor) { programs.withLock { $0.lifelines.removeAll { $0 === lifeline } } }

  /// Ends the programs, so that the thread doesn't wait for their answers; any thread may call it.
  func abandon() {
    let lifelines = programs.withLock { programs in
      programs.isAbandoned = true
      return programs.lifelines
    }
    for lifeline in lifelines { lifeline.close() }
  }
}
