import Posix

/// What callers ask of the loop's thread.
enum Request: Sendable {
  /// Start this map.
  case start(MapJob)
  /// A lazy map has more items, or all of its items.
  case extend(MapJob)
  /// The map's caller no longer wants it.
  case cancel(MapJob)
  /// Kill this worker's process.
  case kill(worker: Int)
  /// Call this when every worker is ready.
  case whenReady(@Sendable (PoolError?) -> Void)
  /// End the pool, and call this when no worker is left.
  case close(@Sendable () -> Void)

  /// Answers that the pool has ended.
  fileprivate func refuse() {
    switch self {
    case .start(let job): job.end(.closed)
    case .extend, .cancel, .kill: break
    case .whenReady(let waiter): waiter(.closed)
    case .close(let done): done()
    }
  }
}

/// Where callers leave requests for the loop's thread.
typealias RequestMailbox = Mailbox<Request>

extension Mailbox<Request> {
  /// Leaves a request. If the pool has ended, the request is answered at once.
  func ask(_ request: Request) {
    if !post(request) { request.refuse() }
  }

  /// Closes the mailbox when the loop ends, and answers the requests that are still in it.
  func end() {
    for request in close() { request.refuse() }
  }
}
