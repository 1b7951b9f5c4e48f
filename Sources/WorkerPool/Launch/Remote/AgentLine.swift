import Glibc
import Posix

/// The pool's connection to one agent.
final class AgentLine {
  /// The number under which the launcher watches it.
  let number: Int
  /// Where it comes from, as an address.
  let peer: String
  /// The machine it runs on; `nil` until it has said the secret.
  private(set) var host: String?
  /// Nanoseconds to add to a time of its clock to get the pool's.
  private(set) var clockOffset: UInt64 = 0
  /// The worker that it runs, if any.
  var worker: RemoteWorker?
  /// True if it failed because its machine is silent; false if it was closed.
  private(set) var isUnreachable = false
  let opened: UInt64
  private(set) var lastHeard: UInt64
  private var lastBeat: UInt64 = 0
  private let socket: Descriptor
  /// The same socket, because a poller watches a descriptor for reading or for writing.
  private let sending: Descriptor
  private let poller: Poller
  private var incoming: FrameBuffer
  private var outgoing = WireWriter()
  private var isBlocked = false

  /// The most bytes that wait to be sent before a worker's link takes no more.
  private static let mostWaiting = 1 << 22

  init(_ number: Int, _ socket: Descriptor, peer: String, poller: Poller, now: UInt64) throws(SystemError) {
    (self.number, self.peer, self.poller) = (number, peer, poller)
    self.socket = socket
    sending = try socket.duplicate()
    // A stranger can't make it keep more than a hello.
    incoming = FrameBuffer(limit: AgentHello.mostBytes, kinds: 1, capacity: 2 * AgentHello.mostBytes)
    (opened, lastHeard) = (now, now)
    try poller.watch(socket.number, as: .line(number, isWriting: false))
  }

  /// The agent has said the secret.
  func admit(_ hello: AgentHello, now: UInt64) {
    host = hello.host
    incoming = FrameBuffer(limit: 1 << 27, kinds: MessageFromAgent.count)
    Socket.expectConfirmation(of: socket, within: RemoteTimes.confirmation)
    beat(now)
  }

  /// How many more bytes may be sent to its worker now.
  var room: Int { max(0, AgentLine.mostWaiting - outgoing.bytes.count) }

  /// Reads what is there: false once the connection has ended.
  func fill(now: UInt64) -> Bool {
    switch incoming.fill({ Received(reading: socket.number, into: $0) }) {
    case .bytes:
      lastHeard = now
      return true
    case .nothing: return true
    case .end: return false
    case .failed(let code):
      isUnreachable = code == ETIMEDOUT || code == EHOSTUNREACH || code == ENETUNREACH
      return false
    }
  }

  /// The next whole message.
  func next() throws(WireError) -> WireFrame? { try incoming.next() }

  /// Adds a message and sends what the connection takes.
  func send(_ message: MessageToAgent, _ body: (inout WireWriter) -> Void = { _ in }) {
    let start = outgoing.beginFrame(message.rawValue)
    body(&outgoing)
    outgoing.endFrame(start)
    if !isBlocked { flush() }
  }

  /// Sends what waits.
  func flush() {
    while outgoing.count > 0 {
      let count = writeSome(outgoing.bytes, to: sending.number)
      if count > 0 {
        outgoing.dropFirst(count)
      } else {
        // If the connection has failed, reading says so.
        isBlocked = true
        poller.watchWriting(sending.number, as: .line(number, isWriting: true))
        return
      }
    }
  }

  /// The connection takes more.
  func resume() {
    isBlocked = false
    poller.forget(sending.number)
    flush()
  }

  /// Says that the pool is there, if it is time to.
  func beat(_ now: UInt64) {
    guard host != nil, now - lastBeat > RemoteTimes.beat else { return }
    lastBeat = now
    if room > 0 { send(.alive) { $0.write(now) } }
  }

  /// Learns the agent's clock from the answer to a beat. The first answer counts: later times must not jump.
  func learnClock(sent: UInt64, agent: UInt64, now: UInt64) {
    if clockOffset == 0 { clockOffset = (sent + (now - sent) / 2) &- agent }
  }

  func close() {
    for descriptor in [socket, sending] {
      poller.forget(descriptor.number)
      descriptor.close()
    }
  }
}
