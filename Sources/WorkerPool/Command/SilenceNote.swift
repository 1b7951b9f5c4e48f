import Glibc
import Posix

/// What a worker writes to its standard error if its program has read an item and doesn't answer: once for each program
/// after a while, and if the pool ends the worker in the meantime.
final class SilenceNote {
  /// How long nobody is worried.
  let milliseconds: Int32 = 3_000
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var isWritten = false
  /// A worker that is a thread isn't ended by a signal, and there is only one last note in a process.
  private let canBeLast = WorkerThread.current == nil

  /// Makes the note for a program.
  init(program: String) {
    let note = "\(shortened(program)): \(CommandBridge.silence)\n"
    bytes = .allocate(capacity: note.utf8.count)
    _ = bytes.initialize(fromContentsOf: note.utf8)
  }

  deinit {
    clear()
    bytes.deallocate()
  }

  /// A line was sent through this pipe.
  func begin(_ input: Descriptor) {
    if canBeLast, !isWritten { LastNote.set(UnsafeBufferPointer(bytes), whenEmpty: input) }
  }

  /// The line is answered.
  func clear() { if canBeLast { LastNote.clear() } }

  /// Writes the note if the program has read what was sent.
  func writeIfRead(_ input: Descriptor) {
    guard !isWritten, input.bytesWaiting == 0 else { return }
    isWritten = true
    clear()
    try? writeAll(Array(bytes), to: STDERR_FILENO)
  }
}

extension CommandBridge {
  /// What is said of a program that doesn't answer.
  package static let silence =
    "it has read the item and answered nothing: does it flush? (awk: fflush(); stdbuf -oL; python -u)"
}
