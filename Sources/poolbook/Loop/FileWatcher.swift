import AnswerBook
import Glibc
import LessonFormat
import Posix

/// Looks at the file of a code cell twice a second, and reports what another program has changed in it.
///
/// It asks for the file's state each time: file systems of clusters don't say when a file changes, and editors replace files.
final class FileWatcher: Sendable {
  private let orders: Mailbox<Void>

  /// Starts to look.
  ///
  /// - Parameter report: Called on another thread.
  init?(
    _ question: Question, in folder: BookFolder, report: @escaping @Sendable (OutsideEdit) -> Void
  ) throws(SystemError) {
    guard let watch = FileWatch(question) else { return nil }
    orders = try Mailbox()
    try startThread { [orders] in
      var watch = watch
      while true {
        if let edit = watch.look(in: folder) { report(edit) }
        var wait = pollfd(fd: orders.descriptor, events: Int16(POLLIN), revents: 0)
        if poll(&wait, 1, watch.isChanging ? 100 : 500) > 0 { return }
      }
    }
  }

  /// Ends the thread.
  deinit { orders.post(()) }
}
