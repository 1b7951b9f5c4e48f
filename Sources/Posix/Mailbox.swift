internal import CLinux
import Glibc

/// A queue of messages from other threads to one thread, with a descriptor on which that thread can wait for messages
/// and for other descriptors at the same time.
package final class Mailbox<Message: Sendable>: Sendable {
  /// An eventfd: readable while messages wait.
  private let wake: Descriptor
  /// The messages that wait; `nil` once the mailbox is closed.
  private let waiting = Guarded<[Message]?>([])

  /// Makes an empty mailbox.
  package init() throws(SystemError) {
    wake = try .take(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)), from: "eventfd")
  }

  /// What to wait for with `poll` or `epoll`: readable while messages wait.
  package var descriptor: Int32 { wake.number }

  /// Adds a message and wakes the thread that waits.
  ///
  /// - Returns: False if the mailbox is closed; then the message is dropped.
  @discardableResult
  package func post(_ message: Message) -> Bool {
    waiting.withLock { waiting in
      guard waiting != nil else { return false }
      waiting?.append(message)
      // While the lock is held, because the number is another file's as soon as it is closed.
      var one: UInt64 = 1
      _ = write(wake.number, &one, 8)
      return true
    }
  }

  /// Takes all messages that wait, oldest first.
  package func takeAll() -> [Message] {
    waiting.withLock { waiting in
      guard let messages = waiting else { return [] }
      var count: UInt64 = 0
      _ = read(wake.number, &count, 8)
      waiting = []
      return messages
    }
  }

  /// Refuses messages from now on.
  ///
  /// - Returns: The messages that nobody took.
  package func close() -> [Message] {
    waiting.withLock { waiting in
      defer { waiting = nil }
      wake.close()
      return waiting ?? []
    }
  }
}
