internal import CLinux
import Glibc

/// Waits on many descriptors at once (epoll).
final class Poller {
  private let poll: Descriptor
  private let found = UnsafeMutablePointer<epoll_event>.allocate(capacity: Poller.batch)
  private static let batch = 256

  /// What a descriptor is to the loop.
  struct Token: Equatable {
    let bits: UInt64

    /// The mailbox's wake.
    static let mailbox = Token(bits: .max)

    init(bits: UInt64) { self.bits = bits }

    /// One of a worker's descriptors.
    init(_ worker: WorkerProcess, _ channel: Channel) {
      bits = UInt64(worker.generation & 0xffff) << 32 | UInt64(worker.index) << 8 | UInt64(channel.rawValue)
    }

    var generation: Int { Int(bits >> 32) }
    var worker: Int { Int(bits >> 8 & 0xff_ffff) }
    var channel: Channel { Channel(rawValue: UInt8(bits & 0xff)) ?? .answers }
  }

  /// What connects a worker.
  enum Channel: UInt8 {
    case answers, orders, output, death
  }

  init() throws(PoolError) {
    poll = try Descriptor.take(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
  }

  deinit { found.deallocate() }

  /// Tells when the descriptor can be read.
  func watch(_ descriptor: Int32, as token: Token) throws(PoolError) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    event.data.u64 = token.bits
    guard epoll_ctl(poll.number, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
      throw .system(call: "epoll_ctl", code: errno)
    }
  }

  /// Tells when the descriptor can be written.
  func watchWriting(_ descriptor: Int32, as token: Token) {
    var event = epoll_event()
    event.events = EPOLLOUT.rawValue
    event.data.u64 = token.bits
    epoll_ctl(poll.number, EPOLL_CTL_ADD, descriptor, &event)
  }

  /// Tells no more of the descriptor.
  func forget(_ descriptor: Int32) {
    var event = epoll_event()
    epoll_ctl(poll.number, EPOLL_CTL_DEL, descriptor, &event)
  }

  /// Waits, -1 for ever, and says what is there.
  func wait(milliseconds: Int32, _ body: (Token) -> Void) {
    let count = epoll_wait(poll.number, found, Int32(Poller.batch), milliseconds)
    guard count > 0 else { return }
    for index in 0..<Int(count) { body(Token(bits: found[index].data.u64)) }
  }
}
