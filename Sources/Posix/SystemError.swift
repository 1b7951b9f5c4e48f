import Glibc

/// A system call that failed, and why.
package struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The call, such as `pipe2`.
  package var call: String
  /// The system's error number.
  package var code: Int32

  /// Describes the call that failed last on this thread, unless another error number is given.
  package init(_ call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  /// The system's own text for the error number, such as `No space left on device`.
  package var reason: String { systemMessage(code) }

  /// The call and the reason.
  package var description: String { "\(call) failed: \(reason)" }
}

/// The system's own text for an error number, such as `No such file or directory`.
package func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
