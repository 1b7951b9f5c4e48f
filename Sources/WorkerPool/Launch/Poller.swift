internal import CLinux
import Glibc
import Posix

/// Waits for many descriptors at once (epoll).
final class Poller {
  private let epoll: Descriptor
  private let found = UnsafeMutablePointer<epoll_event>.allocate(capacity: Poller.batch)
  private static let batch = 256

  /// What a descriptor is for.
  struct Token: Equatable {
    fileprivate let bits: UInt64

    /// The mailbox of requests.
    static let requests = Token(bits: .max)
    /// The socket that agents call.
    static let listener = Token(bits: .max - 1)
    /// What the program that starts agents prints.
    static let starter = Token(bits: .max - 2)

    /// The connection with this number to an agent.
    static func line(_ number: Int, isWriting: Bool) -> Token {
      Token(bits: 1 << 63 | UInt64(number) << 1 | (isWriting ? 1 : 0))
    }

    /// What a token of a `RemoteLauncher` is of.
    enum Source: Equatable {
      case requests, listener, starter, worker
      case line(Int, isWriting: Bool)
    }

    /// What it is of.
    var source: Source {
      switch self {
      case .requests: .requests
      case .listener: .listener
      case .starter: .starter
      default: bits >> 63 == 0 ? .worker : .line(Int((bits << 1) >> 2), isWriting: bits & 1 == 1)
      }
    }

    fileprivate init(bits: UInt64) { self.bits = bits }

    /// A descriptor of a worker's process. 16 bits of the generation are enough to distinguish a process from
    /// those that ended a moment ago.
    init(worker: Int, generation: Int, _ change: LauncherReport.Change) {
      bits = UInt64(generation & 0xffff) << 32 | UInt64(worker) << 8 | UInt64(change.rawValue)
    }

    /// The worker; `nil` for the mailbox.
    var worker: Int? { self == .requests ? nil : Int(bits >> 8 & 0xff_ffff) }
    /// What happened to the worker.
    var change: LauncherReport.Change { LauncherReport.Change(rawValue: UInt8(bits & 0xff)) ?? .message }
  }

  init() throws(SystemError) {
    epoll = try Descriptor.take(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
  }

  deinit { found.deallocate() }

  /// Reports when the descriptor can be read.
  func watch(_ descriptor: Int32, as token: Token) throws(SystemError) {
    guard add(descriptor, EPOLLIN, token) == 0 else { throw SystemError("epoll_ctl") }
  }

  /// Reports when the descriptor can be written.
  func watchWriting(_ descriptor: Int32, as token: Token) { _ = add(descriptor, EPOLLOUT, token) }

  private func add(_ descriptor: Int32, _ events: EPOLL_EVENTS, _ token: Token) -> Int32 {
    var event = epoll_event()
    event.events = events.rawValue
    event.data.u64 = token.bits
    return epoll_ctl(epoll.number, EPOLL_CTL_ADD, descriptor, &event)
  }

  /// Stops reporting the descriptor.
  func forget(_ descriptor: Int32) {
    var event = epoll_event()
    epoll_ctl(epoll.number, EPOLL_CTL_DEL, descriptor, &event)
  }

  /// Waits, -1 without limit, and reports what has happened to the workers with these links.
  func wait(milliseconds: Int32, links: [Int: LocalLink], _ report: (LauncherReport) -> Void) {
    wait(milliseconds: milliseconds) { token in
      guard let worker = token.worker else { return report(.requests) }
      // The worker may have been replaced since this happened to it.
      guard let link = links[worker], link.isCurrent(token) else { return }
      if token.change == .room { link.stopWaitingForRoom() }
      report(.worker(worker, generation: link.generation, token.change))
    }
  }

  /// Waits, -1 without limit, and passes on what is ready.
  func wait(milliseconds: Int32, _ body: (Token) -> Void) {
    let count = epoll_wait(epoll.number, found, Int32(Poller.batch), milliseconds)
    guard count > 0 else { return }
    for index in 0..<Int(count) { body(Token(bits: found[index].data.u64)) }
  }
}
