internal import CLinux
import Glibc

/// An open file descriptor that is closed exactly once: by `close`, or when the last reference goes away.
package final class Descriptor: Sendable {
  /// The lowest number of a descriptor made by this module. A program that is started finds what it was given at lower,
  /// fixed numbers; a descriptor of ours among them would be replaced there before it is copied.
  package static let lowestNumber: Int32 = 10

  /// Its number, which belongs to another file once this one is closed.
  package let number: Int32
  private let isOpen = Guarded(true)

  /// Takes over an open descriptor.
  package init(_ number: Int32) { self.number = number }

  deinit { close() }

  /// Closes it now, if it is still open.
  package func close() {
    let wasOpen = isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    if wasOpen { _ = Glibc.close(number) }
  }

  /// Takes over what a system call returned and moves it to a number of at least `lowestNumber`.
  ///
  /// - Throws: The call's error if it returned a negative number.
  package static func take(_ number: Int32, from call: String) throws(SystemError) -> Descriptor {
    guard number >= 0 else { throw SystemError(call) }
    let original = Descriptor(number)
    return number >= lowestNumber ? original : try original.duplicate()
  }

  /// A second descriptor for the same file, closed on exec.
  package func duplicate() throws(SystemError) -> Descriptor {
    let copy = cl_duplicate_above(number, Descriptor.lowestNumber)
    // The lowest number may be beyond the limit of open descriptors: for our callers that is one too many.
    guard copy >= 0 else { throw SystemError("fcntl", code: errno == EINVAL ? EMFILE : errno) }
    return Descriptor(copy)
  }

  /// A new pipe whose ends are closed on exec.
  package static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard cl_pipe(&ends) == 0 else { throw SystemError("pipe2") }
    // Both ends are taken over before either may fail, so that none is left open.
    let writing = Result { () throws(SystemError) in try take(ends[1], from: "pipe2") }
    return (try take(ends[0], from: "pipe2"), try writing.get())
  }

  /// Lets the pipe hold this many bytes, if the system allows it.
  package func widen(to bytes: Int) { cl_widen_pipe(number, Int32(bytes)) }

  /// Makes reads and writes return at once instead of waiting.
  package func setNonblocking() throws(SystemError) {
    guard cl_set_nonblocking(number) == 0 else { throw SystemError("fcntl") }
  }
}
