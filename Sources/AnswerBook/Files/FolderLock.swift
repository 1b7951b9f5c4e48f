import Glibc
import Posix
import Text

/// The lock of the one program that may write to a folder: `flock` on an open file, which the kernel releases when the
/// program ends, however it ends. The note in the file only says who has the lock.
final class FolderLock: Sendable {
  /// The file that is locked.
  static let name = ".poolbook.lock"

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    // Keep the file: if it were deleted, two programs could lock two different files of this name.
    ftruncate(descriptor, 0)
    // Closing is not enough: a child that has not yet called exec has a copy of the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// The result of trying to lock a folder.
  enum Attempt {
    /// This program has the lock.
    case held(FolderLock)
    /// Another program has it; the sentence says which, where and since when.
    case taken(String)
    /// The file system doesn't support locks.
    case unsupported
    /// The folder can't be written to; the reason is an `errno`.
    case unwritable(Int32)
  }

  /// Tries to lock a folder for a tenth of a second: a child of a program that has just ended may have a copy of the
  /// descriptor until it calls exec.
  static func acquire(_ folder: Directory) -> Attempt {
    let descriptor = openat(folder.descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno == ELOOP ? .unsupported : .unwritable(errno) }
    var isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    for _ in 0..<20 where !isLocked && errno == EWOULDBLOCK {
      _ = poll(nil, 0, 5)
      isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
    if isLocked {
      let lock = FolderLock(descriptor: descriptor)
      lock.leaveNote()
      return .held(lock)
    }
    let code = errno
    defer { close(descriptor) }
    guard code == EWOULDBLOCK || code == EACCES else { return .unsupported }
    return .taken(sentence(about: note(in: descriptor)))
  }

  private func leaveNote() {
    let note = Array("pid \(getpid()) on \(hostName()) since \(Instant.now.readable)\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, note, note.count, 0)
  }

  private static func note(in descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 400)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func sentence(about note: String) -> String {
    let who = note.isEmpty ? "another program" : "a workbook with \(visible(note, onOneLine: true))"
    return "This folder is open in \(who). You can read here, but nothing is saved until you close the other one."
  }
}
