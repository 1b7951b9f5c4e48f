import Glibc

/// A thread that carries out work, one piece after another.
///
/// It is there before it is needed. At the limit of processes nobody can start a thread, and a task would wait for one
/// without end.
package final class WorkThread: Sendable {
  private enum Work: Sendable {
    case perform(@Sendable () -> Void)
    case end
  }

  private let mailbox: Mailbox<Work>

  /// Starts the thread.
  package init() throws(SystemError) {
    let mailbox = try Mailbox<Work>()
    self.mailbox = mailbox
    try startThread { Self.work(from: mailbox) }
  }

  /// The thread ends after the work that it has.
  deinit { mailbox.post(.end) }

  /// Adds work.
  package func perform(_ body: @escaping @Sendable () -> Void) { mailbox.post(.perform(body)) }

  private static func work(from mailbox: Mailbox<Work>) {
    while true {
      var wait = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&wait, 1, -1)
      for work in mailbox.takeAll() {
        switch work {
        case .perform(let body): body()
        case .end: return
        }
      }
    }
  }
}
