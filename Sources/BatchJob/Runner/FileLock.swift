import Glibc
import Posix

/// A lock on a file, held by this process until it is unlocked or ends.
struct FileLock {
  private let file: Descriptor

  /// Locks a file, which is made if it isn't there; `nil` with the reason in `errno` if that isn't possible, or if the lock
  /// is taken and `waits` is false.
  init?(_ path: String, waits: Bool) {
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard number >= 0 else { return nil }
    file = Descriptor(number)
    while flock(number, LOCK_EX | (waits ? 0 : LOCK_NB)) != 0 {
      let reason = errno
      if reason == EINTR { continue }
      file.close()
      errno = reason
      return nil
    }
  }

  /// Gives the lock back.
  func unlock() { file.close() }
}
