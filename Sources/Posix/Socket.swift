internal import CLinux
import Glibc

/// Connections over TCP. Each sends at once what it is given (TCP_NODELAY), and is closed on exec.
package enum Socket {
  /// Listens at an IPv4 address on a port that the system chooses, and returns the port.
  package static func listen(at address: String) throws(SystemError) -> (descriptor: Descriptor, port: UInt16) {
    let descriptor = try make()
    var place = try self.place(address, port: 0)
    let isBound = withUnsafeAddress(&place) { bind(descriptor.number, $0, $1) == 0 }
    guard isBound, Glibc.listen(descriptor.number, 512) == 0 else { throw SystemError("listen at \(address)") }
    try descriptor.setNonblocking()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &place) { bytes in
      getsockname(descriptor.number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    return (descriptor, UInt16(bigEndian: place.sin_port))
  }

  /// Connects, and waits until the connection is made.
  package static func connect(to address: String, port: UInt16) throws(SystemError) -> Descriptor {
    let descriptor = try make()
    var place = try self.place(address, port: port)
    let isConnected = withUnsafeAddress(&place) { Glibc.connect(descriptor.number, $0, $1) == 0 }
    guard isConnected else { throw SystemError("connect to \(address)") }
    sendAtOnce(descriptor.number)
    return descriptor
  }

  /// Takes the next connection; `nil` if nobody waits. It is nonblocking.
  package static func accept(from listener: Descriptor) -> (descriptor: Descriptor, peer: String)? {
    var place = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let number = withUnsafeMutableBytes(of: &place) { bytes in
      cl_accept(listener.number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    guard number >= 0, let descriptor = try? Descriptor.take(number, from: "accept") else { return nil }
    sendAtOnce(descriptor.number)
    let peer = withUnsafeBytes(of: &place.sin_addr) { $0.map(String.init).joined(separator: ".") }
    return (descriptor, peer)
  }

  /// Makes a connection fail (`ETIMEDOUT`) when the other machine hasn't confirmed for so long that it got what was sent.
  /// Its system confirms that, so a program that has no time to answer isn't taken for a lost machine.
  package static func expectConfirmation(of descriptor: Descriptor, within milliseconds: UInt32) {
    var limit = milliseconds
    setsockopt(
      descriptor.number, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, socklen_t(MemoryLayout<UInt32>.size))
  }

  private static func make() throws(SystemError) -> Descriptor {
    try Descriptor.take(socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0), from: "socket")
  }

  private static func sendAtOnce(_ number: Int32) {
    var yes: Int32 = 1
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func place(_ address: String, port: UInt16) throws(SystemError) -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else {
      throw SystemError("inet_pton \(address)", code: EINVAL)
    }
    return place
  }

  private static func withUnsafeAddress<Result>(
    _ place: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
