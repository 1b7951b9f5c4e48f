import Glibc
import Posix

/// The outcome of a read that doesn't wait.
enum Received: Equatable {
  /// This many bytes came, at least one.
  case bytes(Int)
  /// Nothing is there now.
  case nothing
  /// The other end has closed the connection.
  case end
  /// Reading failed with this `errno`.
  case failed(Int32)

  /// Reads once from a descriptor.
  init(reading descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) {
    let count = readSome(from: descriptor, into: buffer)
    self = count > 0 ? .bytes(count) : count == 0 ? .end : errno == EAGAIN ? .nothing : .failed(errno)
  }
}
