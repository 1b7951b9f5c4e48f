internal import CLinux
import Glibc

/// What callers ask of the loop's thread.
enum Request: Sendable {
  /// Do this map.
  case start(MapJob)
  /// A lazy map has more items, or no more will come.
  case more(MapJob)
  /// The map's caller no longer wants it.
  case cancel(MapJob)
  /// Kill this worker's process.
  case kill(worker: Int)
  /// Say when every worker is ready.
  case whenReady(@Sendable (PoolError?) -> Void)
  /// End the pool; say when no worker is left.
  case close(@Sendable () -> Void)
}

/// Where callers leave requests for the loop's thread, and how they wake it.
///
/// Sendable: the requests are behind a lock, and so is the descriptor except for the loop's own thread, which closes it.
final class Mailbox: @unchecked Sendable {
  private let requests = Guarded<[Request]?>([])
  /// Readable when there is a request.
  let wake: Descriptor

  init() throws(PoolError) {
    wake = try Descriptor.take(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)), from: "eventfd")
  }

  /// Leaves a request; where the loop has ended it is answered at once.
  func post(_ request: Request) {
    let isOpen = requests.withLock { requests in
      guard requests != nil else { return false }
      requests?.append(request)
      // Within the lock: the number is another file's as soon as it is closed.
      var one: UInt64 = 1
      write(wake.number, &one, 8)
      return true
    }
    if !isOpen { request.refuse() }
  }

  /// Takes all requests.
  func takeAll() -> [Request] {
    var count: UInt64 = 0
    read(wake.number, &count, 8)
    return requests.withLock { requests in
      defer { requests = requests == nil ? nil : [] }
      return requests ?? []
    }
  }

  /// The loop has ended: nobody takes requests any more.
  func close() {
    let left = requests.withLock { requests in
      defer { requests = nil }
      wake.shut()
      return requests ?? []
    }
    for request in left { request.refuse() }
  }
}

extension Request {
  /// Answers that the pool has ended.
  fileprivate func refuse() {
    switch self {
    case .start(let job): job.end(.closed)
    case .more, .cancel, .kill: break
    case .whenReady(let waiter): waiter(.closed)
    case .close(let done): done()
    }
  }
}
