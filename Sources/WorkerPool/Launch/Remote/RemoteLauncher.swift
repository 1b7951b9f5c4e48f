import Glibc
import Posix

/// Runs workers on other machines. A program of the system, such as `srun`, starts an agent there for each worker; the
/// agents call back over TCP.
///
/// A caller must say the secret of this pool within two seconds, and can't make the pool keep more than a few kilobytes
/// before that.
final class RemoteLauncher: Launcher {
  private let place: RemotePlace
  private let options: PoolOptions
  private let order: (Int) -> AgentOrder
  private let invitation: Invitation
  private let listener: Descriptor
  private let poller: Poller
  private let starter: AgentStarter
  private let progress: RemoteProgress
  private var lines: [Int: AgentLine] = [:]
  private var nextLine = 0
  /// True once a machine was silent for too long.
  private var hasLostMachine = false
  /// When there last was an agent; 0 until one has called.
  private var lastAgent: UInt64 = 0
  /// When to look at all connections again.
  private var nextLook: UInt64 = 0
  /// The current process of each worker.
  private var workers: [Int: RemoteWorker] = [:]
  /// The workers that may have something to report. There may be many workers, so nothing goes through all of them for
  /// each message.
  private let news = RemoteNews()
  /// The connection that each worker has: its next process starts on the same machine.
  private var homes: [Int: Int] = [:]

  init(
    _ place: RemotePlace, _ options: PoolOptions, requests: Int32, progress: RemoteProgress
  ) throws(PoolError) {
    (self.place, self.options, self.progress) = (place, options, progress)
    let variables = ["SWIFT_BACKTRACE": "enable=no"].merging(options.environment) { _, chosen in chosen }
    let words = variables.map { "\($0.key)=\($0.value)" }
    let directory = options.workingDirectory ?? ""
    order = { AgentOrder(worker: $0, environment: words, directory: directory) }
    do throws(SystemError) {
      let port: UInt16
      (listener, port) = try Socket.listen(at: place.address)
      invitation = Invitation(address: place.address, port: port)
      poller = try Poller()
      try poller.watch(requests, as: .requests)
      try poller.watch(listener.number, as: .listener)
      starter = try AgentStarter(place.words(options.workers), invitation)
      try poller.watch(starter.output.number, as: .starter)
    } catch {
      throw PoolError(error)
    }
  }

  deinit {
    // The agents end with their connections, and the starter with them.
    for line in lines.values { line.close() }
    listener.close()
    starter.end(within: hasLostMachine ? RemoteTimes.patienceAtEnd.afterLoss : RemoteTimes.patienceAtEnd.usual)
  }

  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker {
    let process = RemoteWorker(
      worker: worker, generation: generation, news: news, words: { [starter] in starter.lastWords })
    workers[worker] = process
    progress.set(process.progress)
    if let home = homes[worker].flatMap({ lines[$0] }) ?? spare() { attach(process, to: home) }
    return LaunchedWorker(link: process, gauge: process)
  }

  /// An agent without a worker to run.
  private func spare() -> AgentLine? {
    let taken = Set(homes.values)
    return lines.values.filter { $0.host != nil && $0.worker == nil && !taken.contains($0.number) }
      .min { $0.number < $1.number }
  }

  private func attach(_ process: RemoteWorker, to line: AgentLine) {
    homes[process.worker] = line.number
    process.attach(line, order(process.worker))
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    let before = SystemClock.monotonic
    let isBusy = news.workers.contains { workers[$0]?.hasNews(before) ?? false }
    let most = Int32(RemoteTimes.look / 1_000_000)
    let patience = isBusy ? 0 : milliseconds < 0 ? most : min(milliseconds, most)
    poller.wait(milliseconds: patience) { token in
      switch token.source {
      case .requests: report(.requests)
      case .listener: acceptAll()
      case .starter: starter.readOutput(poller)
      case .line(let number, isWriting: true): lines[number]?.resume()
      case .line(let number, isWriting: false): hear(number)
      case .worker: break
      }
    }
    let now = SystemClock.monotonic
    if now >= nextLook {
      nextLook = now + RemoteTimes.look
      look(after: now)
    }
    for process in news.take().compactMap({ workers[$0] }) {
      progress.set(process.progress)
      for change in process.changes(now) {
        report(.worker(process.worker, generation: process.generation, change))
      }
      process.keepNews()
    }
  }

  /// Says that the pool is there, and drops connections that have been silent for too long.
  private func look(after now: UInt64) {
    for line in lines.values {
      line.beat(now)
      if line.host == nil {
        if now - line.opened > RemoteTimes.patienceWithStrangers { refuse(line, "said no secret") }
      } else if now - line.lastHeard > RemoteTimes.patienceOfPool {
        drop(line, now, isSilent: true)
      }
    }
    if lines.values.contains(where: { $0.host != nil }) { lastAgent = now }
    // If all agents are gone, their program may never notice.
    let isAlone = lastAgent > 0 && now - lastAgent > RemoteTimes.patienceWithNone
    guard let end = starter.hasEnded(now) ?? (isAlone ? .lost : nil) else { return }
    // What the program has printed is the same for all of them.
    var words = starter.lastWords
    for process in workers.values.filter(\.waitsForAgent).sorted(by: { $0.worker < $1.worker }) {
      process.giveUp(end, at: now, words)
      words = ""
    }
  }

  private func acceptAll() {
    while let (socket, peer) = Socket.accept(from: listener) {
      let strangers = lines.values.filter { $0.host == nil }
      if strangers.count >= options.workers + 64, let oldest = strangers.min(by: { $0.opened < $1.opened }) {
        refuse(oldest, "said no secret")
      }
      nextLine += 1
      if let line = try? AgentLine(nextLine, socket, peer: peer, poller: poller, now: SystemClock.monotonic) {
        lines[nextLine] = line
      }
    }
  }

  private func hear(_ number: Int) {
    guard let line = lines[number] else { return }
    let now = SystemClock.monotonic
    guard line.fill(now: now) else { return drop(line, now, isSilent: line.isUnreachable) }
    do throws(WireError) {
      while let frame = try line.next() {
        var reader = WireReader(frame.body)
        guard let message = MessageFromAgent(rawValue: frame.kind) else { throw .unexpected(frame: frame.kind) }
        try handle(message, &reader, of: line, now)
        if lines[number] == nil { return }
      }
    } catch {
      if line.host == nil { refuse(line, "sent \(error)") } else { drop(line, now, isSilent: false) }
    }
  }

  private func handle(
    _ message: MessageFromAgent, _ reader: inout WireReader, of line: AgentLine, _ now: UInt64
  ) throws(WireError) {
    guard line.host != nil else {
      let hello = try AgentHello(from: &reader)
      guard message == .hello, invitation.accepts(hello.secret) else { return refuse(line, "said a wrong secret") }
      line.admit(hello, now: now)
      lastAgent = now
      return welcome(line, place: Int(hello.place))
    }
    if message == .echo {
      let sent = try reader.read(UInt64.self)
      return line.learnClock(sent: sent, agent: try reader.read(UInt64.self), now: now)
    }
    try line.worker?.take(message, &reader, now: now)
  }

  /// Gives an agent the worker of its place, or the first that waits for one.
  private func welcome(_ line: AgentLine, place: Int) {
    let waiting = workers.values.filter { $0.waitsForAgent }
    let process = waiting.first { $0.worker == place } ?? waiting.min { $0.worker < $1.worker }
    if let process { attach(process, to: line) }
  }

  private func refuse(_ line: AgentLine, _ reason: String) {
    place.onStranger("a connection from \(line.peer) was refused: it \(reason)")
    remove(line)
  }

  private func drop(_ line: AgentLine, _ now: UInt64, isSilent: Bool) {
    if line.host == nil { return refuse(line, "said no secret") }
    hasLostMachine = hasLostMachine || isSilent
    // A job that is cancelled closes its connections, so only silence is reported at once.
    line.worker?.lose(reportedAt: isSilent ? now : now + RemoteTimes.moment)
    remove(line)
  }

  private func remove(_ line: AgentLine) {
    line.close()
    lines[line.number] = nil
    for (worker, number) in homes where number == line.number { homes[worker] = nil }
  }
}
