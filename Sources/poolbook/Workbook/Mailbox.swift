import CLinux
import Glibc
import Synchronization
import WorkbookApp

/// Where other threads leave messages for the thread that draws.
///
/// The descriptor becomes readable when there is something to fetch, so that the loop can wait for the keyboard and for
/// the pool in one `poll`.
final class Mailbox: Sendable {
  /// An eventfd, readable while messages wait.
  let descriptor: Int32
  private let waiting = Mutex<[Message]>([])

  /// Makes an empty mailbox; throws where the process has no descriptor left.
  init() throws(Refusal) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard descriptor >= 0 else {
      throw Refusal("No descriptor is left for the workbook's mailbox; close some files or raise `ulimit -n`.")
    }
  }

  deinit { close(descriptor) }

  /// Leaves a message and wakes the loop.
  func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Takes everything that waits, in the order it came.
  func fetch() -> [Message] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return waiting.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
