import Glibc
import Posix

/// The other half of a `RemoteLauncher`: a process on another machine that calls the pool, starts one worker there, one
/// process after another, and passes on what the two send each other.
///
/// A worker doesn't know of it: it has the same pipes and the same page as on the pool's own machine. The agent ends with
/// its connection, and the worker with the agent.
final class Agent {
  private let socket: Descriptor
  private var incoming = FrameBuffer(limit: 1 << 27, kinds: MessageToAgent.count)
  private var outgoing = WireWriter()
  /// Bytes that the worker's pipe doesn't take yet.
  private var waiting = ByteQueue()
  private var order: AgentOrder?
  private var launcher: LocalLauncher?
  private var page: SharedPage?
  private var worker: LaunchedWorker?
  private var reading = GaugeReading()
  private var lastReading: UInt64 = 0
  private var lastHeard = SystemClock.monotonic
  private var lastSignal: Int32 = 0
  /// How many processes it has started.
  private var processes = 0

  private init(_ socket: Descriptor) { self.socket = socket }

  /// Works for the pool that the environment invites to, until its connection ends. Returns at once if it invites to none.
  static func runIfInvited() throws(SystemError) {
    guard let text = Environment.value(Invitation.variable), let invitation = Invitation(text) else { return }
    // The secret is not for the worker.
    unsetenv(Invitation.variable)
    signal(SIGPIPE, SIG_IGN)
    let socket = try Socket.connect(to: invitation.address, port: invitation.port)
    try socket.setNonblocking()
    let agent = Agent(socket)
    let place = Environment.value("SLURM_PROCID").flatMap { Int32($0) } ?? -1
    let host = Environment.value("SLURMD_NODENAME") ?? hostName()
    try agent.send(.hello) { AgentHello(secret: invitation.secret, host: host, place: place).encode(into: &$0) }
    try agent.run()
  }

  private func run() throws(SystemError) {
    while order == nil {
      try waitFor(POLLIN)
      try hear()
    }
    while true {
      var failure: SystemError?
      guard let launcher else {
        // The order could not be obeyed. Another may come.
        try waitFor(POLLIN)
        try hear()
        continue
      }
      launcher.wait(milliseconds: 100) { report in
        do throws(SystemError) { try handle(report) } catch { failure = error }
      }
      if let failure { throw failure }
      try reportGauge(isForced: false)
      let silence = SystemClock.monotonic - lastHeard
      if silence > RemoteTimes.patienceOfAgent { throw SystemError("read", code: ETIMEDOUT) }
    }
  }

  private func handle(_ report: LauncherReport) throws(SystemError) {
    switch report {
    case .requests: try hear()
    case .worker(_, _, .message): try passOn()
    case .worker(_, _, .room): passDown()
    case .worker(_, _, .output): try passOnOutput()
    case .worker(_, _, .end): try finish()
    case .worker(_, _, .takenBack): break
    }
  }

  // MARK: From the pool

  /// Reads what the pool has sent. Throws when it has closed the connection.
  private func hear() throws(SystemError) {
    let received = incoming.fill { Received(reading: socket.number, into: $0) }
    switch received {
    case .bytes: lastHeard = SystemClock.monotonic
    case .nothing: return
    case .end: throw SystemError("read", code: ECONNRESET)
    case .failed(let code): throw SystemError("read", code: code)
    }
    var failure: SystemError?
    do throws(WireError) {
      while failure == nil, let frame = try incoming.next() {
        do throws(SystemError) { try obey(frame) } catch { failure = error }
      }
    } catch {
      throw SystemError("read", code: EPROTO)
    }
    if let failure { throw failure }
  }

  private func obey(_ frame: WireFrame) throws(SystemError) {
    var reader = WireReader(frame.body)
    switch MessageToAgent(rawValue: frame.kind) {
    case .launch:
      guard let order = try? AgentOrder(from: &reader) else { throw SystemError("read", code: EPROTO) }
      try launch(order)
    case .bytes:
      waiting.append(frame.body)
      passDown()
    case .endOfBytes: worker?.link.endSending()
    case .signal:
      lastSignal = (try? reader.read(Int32.self)) ?? SIGKILL
      worker?.link.signal(lastSignal)
    case .stopMap: worker?.gauge.stop(map: (try? reader.read(UInt32.self)) ?? 0)
    case .requestReport: worker?.gauge.requestReport()
    case .takeBack:
      if let number = worker?.gauge.takeBack() { try send(.takenBack) { $0.write(number) } }
    case .giveAgain: worker?.gauge.giveAgain()
    case .alive:
      let time = (try? reader.read(UInt64.self)) ?? 0
      try send(.echo) { writer in
        writer.write(time)
        writer.write(SystemClock.monotonic)
      }
    case nil: break
    }
  }

  private func launch(_ order: AgentOrder) throws(SystemError) {
    self.order = order
    processes += 1
    waiting = ByteQueue()
    lastSignal = 0
    reading = GaugeReading()
    do throws(PoolError) {
      worker = try launcher(for: order).launch(worker: order.worker, generation: processes)
    } catch {
      return try send(.notStarted) { error.description.encode(into: &$0) }
    }
    try reportGauge(isForced: true)
  }

  /// The launcher of the agent's processes. Its requests are what the pool sends.
  private func launcher(for order: AgentOrder) throws(PoolError) -> LocalLauncher {
    if let launcher { return launcher }
    let shared: (page: SharedPage, file: Descriptor)
    do throws(SystemError) { shared = try SharedPage.make(workers: order.worker + 1) } catch { throw PoolError(error) }
    let made = try LocalLauncher(order.options, page: shared.page, pageFile: shared.file, requests: socket.number)
    (page, launcher) = (shared.page, made)
    return made
  }

  /// Gives the worker what its pipe takes.
  private func passDown() {
    guard let link = worker?.link, !waiting.isEmpty else { return }
    waiting.pass(link.send)
  }

  // MARK: To the pool

  private func passOn() throws(SystemError) {
    guard let link = worker?.link else { return }
    switch try pass(.bytes, link.receive) {
    case .end, .failed: try send(.endOfBytes) { _ in }
    case .bytes, .nothing: break
    }
  }

  private func passOnOutput() throws(SystemError) {
    guard let link = worker?.link else { return }
    _ = try pass(.output, link.receiveOutput)
  }

  /// Passes on one piece.
  private func pass(
    _ message: MessageFromAgent, _ receive: (UnsafeMutableRawBufferPointer) -> Received
  ) throws(SystemError) -> Received {
    var received = Received.nothing
    var failure: SystemError?
    withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { memory in
      received = receive(memory)
      guard case .bytes(let count) = received else { return }
      do throws(SystemError) {
        try send(message) { $0.write(bytes: UnsafeRawBufferPointer(rebasing: memory[..<count])) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return received
  }

  /// The process has ended: what it left is passed on, then how it ended.
  private func finish() throws(SystemError) {
    guard let link = worker?.link else { return }
    try reportGauge(isForced: true)
    while case .bytes = try pass(.bytes, link.receive) {}
    let end = link.reap()
    for _ in 0..<64 { guard case .bytes = try pass(.output, link.receiveOutput) else { break } }
    // A job that is cancelled ends its workers a moment before it ends the agents. Then there is no death to report.
    if case .signalled(let number) = end, number != lastSignal, number == SIGTERM || number == SIGKILL {
      sleepFor(seconds: RemoteTimes.momentOfAgent)
    }
    link.close()
    worker = nil
    try send(.ended) { end.encode(into: &$0) }
  }

  /// Says what the worker is doing, if that is new, or if nothing was said for a while.
  private func reportGauge(isForced: Bool) throws(SystemError) {
    let now = SystemClock.monotonic
    var fresh = reading
    if let order, let page, let gauge = worker?.gauge {
      let (position, progress) = (gauge.position, page.progress(of: order.worker))
      (fresh.map, fresh.item, fresh.since) = (position.map, position.item ?? -1, position.since)
      (fresh.begun, fresh.done) = (gauge.chunksBegun, UInt64(progress.itemsDone))
      fresh.millionths = UInt64(max(0, progress.fraction) * 1e6)
    }
    guard isForced || fresh != reading || now - lastReading > RemoteTimes.beat else { return }
    reading = fresh
    lastReading = now
    try send(.gauge) { fresh.encode(into: &$0) }
  }

  private func send(_ message: MessageFromAgent, _ body: (inout WireWriter) -> Void) throws(SystemError) {
    let start = outgoing.beginFrame(message.rawValue)
    body(&outgoing)
    outgoing.endFrame(start)
    defer { outgoing.clear() }
    var rest = outgoing.bytes[...]
    while !rest.isEmpty {
      let count = writeSome(UnsafeRawBufferPointer(rebasing: rest), to: socket.number)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        try waitFor(POLLOUT)
      } else {
        throw SystemError("write")
      }
    }
  }

  private func waitFor(_ events: Int32) throws(SystemError) {
    var wait = pollfd(fd: socket.number, events: Int16(events), revents: 0)
    guard poll(&wait, 1, Int32(RemoteTimes.patienceOfAgent / 1_000_000)) != 0 else {
      throw SystemError("poll", code: ETIMEDOUT)
    }
  }
}
