import Glibc

/// Reads once, again if a signal interrupts: the number of bytes, 0 at the end of the file, or -1 with the reason in
/// `errno`.
@inlinable
package func readSome(from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// Writes once, again if a signal interrupts: the number of bytes, or -1 with the reason in `errno`.
@inlinable
package func writeSome(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
  while true {
    let count = write(descriptor, bytes.baseAddress, bytes.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// Reads to the end of the file, but at most `limit` bytes, and waits if none are there yet.
///
/// To notice a file that is too large, ask for one byte more than it may have.
package func readAll(from descriptor: Int32, limit: Int = .max) throws(SystemError) -> [UInt8] {
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: min(limit, 1 << 16))
  while bytes.count < limit {
    let count = piece.withUnsafeMutableBytes {
      readSome(from: descriptor, into: .init(rebasing: $0[..<min($0.count, limit - bytes.count)]))
    }
    if count == 0 { break }
    if count > 0 {
      bytes += piece[..<count]
    } else if errno == EAGAIN {
      waitUntilReady(descriptor, POLLIN)
    } else {
      throw SystemError("read")
    }
  }
  return bytes
}

/// Writes all bytes, and waits if the other side reads slowly.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
  if let error = failure(writing: bytes, to: descriptor) { throw error }
}

/// Writes all bytes, and waits if the other side reads slowly.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  if let error = bytes.withUnsafeBytes({ failure(writing: $0, to: descriptor) }) { throw error }
}

/// Writes a text as UTF-8, and waits if the other side reads slowly.
package func writeAll(_ text: String, to descriptor: Int32) throws(SystemError) {
  try writeAll(Array(text.utf8), to: descriptor)
}

private func failure(writing bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> SystemError? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = writeSome(.init(rebasing: rest), to: descriptor)
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if count < 0, errno == EAGAIN {
      waitUntilReady(descriptor, POLLOUT)
    } else {
      // A write of no bytes would be repeated forever.
      return SystemError("write", code: count == 0 ? EIO : errno)
    }
  }
  return nil
}

private func waitUntilReady(_ descriptor: Int32, _ events: Int32) {
  var wait = pollfd(fd: descriptor, events: Int16(events), revents: 0)
  _ = poll(&wait, 1, -1)
}
