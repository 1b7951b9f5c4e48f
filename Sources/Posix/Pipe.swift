internal import CLinux
import Glibc

extension Descriptor {
  /// How many bytes wait in this pipe to be read; `nil` if that can't be known.
  package var bytesWaiting: Int? {
    let count = cl_bytes_waiting(number)
    return count < 0 ? nil : Int(count)
  }

  /// Changes how many bytes this pipe can hold. The kernel rounds up to whole pages.
  ///
  /// - Returns: Whether it could be changed. It can't while the pipe holds more.
  @discardableResult
  package func setPipeCapacity(_ bytes: Int) -> Bool { cl_set_pipe_capacity(number, Int32(bytes)) >= 0 }
}

/// What this process says if SIGTERM ends it while a program has read everything that was written to a pipe.
package enum LastNote {
  /// Sets the note, unless this process handles or ignores SIGTERM. It has to stay in memory until `clear` is called.
  package static func set(_ note: UnsafeBufferPointer<UInt8>, whenEmpty input: Descriptor) {
    note.withMemoryRebound(to: CChar.self) { cl_set_last_note(input.number, $0.baseAddress, $0.count) }
  }

  /// Removes the note.
  package static func clear() { cl_set_last_note(-1, nil, 0) }
}
