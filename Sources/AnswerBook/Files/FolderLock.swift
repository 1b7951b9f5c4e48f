import Glibc
import Posix
import Text

/// The claim of one writer on a folder: a lock on an open file, which the kernel drops with its holder, however that
/// ends. The note in the file only says who it is; nobody's claim depends on it.
final class FolderLock: Sendable {
  /// The file that is locked.
  static let name = ".poolbook.lock"

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    // The file itself stays: were it removed, two others could hold locks on two files of one name.
    ftruncate(descriptor, 0)
    // Closing alone would leave the lock to a child that is about to run another program and holds a copy until then.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// What came of the attempt to lock a folder.
  enum Outcome {
    /// The folder is ours.
    case held(FolderLock)
    /// Another program holds it; the sentence says who, where and since when.
    case taken(String)
    /// This file system has no locks, so two writers can't be kept apart.
    case unsupported
    /// The folder can't be written to at all.
    case unwritable(Int32)
  }

  /// Tries to lock a folder, for a tenth of a second: a holder that was ended may have a child that is about to run
  /// another program and holds a copy of the descriptor until then.
  static func take(_ folder: Directory) -> Outcome {
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
    return "This folder is held by \(who): here you can read, and nothing is kept until that one is closed."
  }
}
