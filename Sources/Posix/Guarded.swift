import Glibc

/// A value that one thread at a time may use.
///
/// It uses a POSIX mutex, not the standard library's: thread sanitizers know it, and it needs no further library.
/// Sendable because the value can only be reached while the lock is held.
package final class Guarded<Value: ~Copyable>: @unchecked Sendable {
  @usableFromInline var value: Value
  @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>

  /// Guards a value.
  package init(_ value: consuming sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` while no other thread uses the value.
  ///
  /// Always inlined, because a worker calls it for each quick item, and calls from other modules may not be specialised.
  @inlinable @inline(__always)
  package func withLock<Result: ~Copyable>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
