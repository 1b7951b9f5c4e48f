internal import CLinux
import Glibc
import Synchronization

/// What callers ask of the loop's thread.
enum Request: Sendable {
  /// Do this map.
  case start(MapJob)
  /// A lazy map has more items, or no more will come.
  case more(MapJob)
  /// The map's caller no longer wants it.
  case cancel(MapJob)
  /// Say when every worker is ready.
  case whenReady(@Sendable (PoolError?) -> Void)
  /// End the pool; say when no worker is left.
  case close(@Sendable () -> Void)
}

/// Where callers leave requests for the loop's thread, and how they wake it.
///
/// Sendable: the requests are behind a lock, and a write to an eventfd is atomic.
final class Mailbox: @unchecked Sendable {
  private let requests = Mutex<[Request]>([])
  /// Readable when there is a request.
  let wake: Descriptor

  init() throws(PoolError) {
    wake = try Descriptor.take(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)), from: "eventfd")
  }

  /// Leaves a request.
  func post(_ request: Request) {
    requests.withLock { $0.append(request) }
    var one: UInt64 = 1
    write(wake.number, &one, 8)
  }

  /// Takes all requests.
  func takeAll() -> [Request] {
    var count: UInt64 = 0
    read(wake.number, &count, 8)
    return requests.withLock { requests in
      defer { requests = [] }
      return requests
    }
  }
}
