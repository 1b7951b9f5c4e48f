import Glibc
import Posix

/// One process of a worker on another machine, as the loop sees it: its link and its gauge.
final class RemoteWorker: Link, Gauge {
  let worker: Int
  let generation: Int
  /// Unknown here; the worker says it when it is ready.
  let pid: Int32? = nil
  private(set) var host = ""
  /// A lost machine doesn't come back; another agent may call at any time.
  var mayStartLate: Bool { generation > 0 && line == nil }
  var clockOffset: UInt64 { line?.clockOffset ?? lastOffset }
  private var lastOffset: UInt64 = 0
  /// `nil` until an agent has called, and after it was lost.
  private(set) var line: AgentLine?
  /// True if an agent that calls may run it.
  var waitsForAgent: Bool { line == nil && end == nil && !isClosed }
  /// What it was sent before an agent called.
  private var early: [UInt8] = []
  private let news: RemoteNews
  /// The last that the program which starts agents has printed.
  private let words: () -> String
  private var answers = ByteQueue()
  private var output = ByteQueue()
  private var reading = GaugeReading()
  private var taken: UInt32?
  private var isTaking = false
  private var hasHungUp = false
  private var isWaitingForRoom = false
  private var isClosed = false
  /// How its process ended.
  private var end: WorkerEnd?
  /// When its end may be reported.
  private(set) var endsAt: UInt64?
  private var toReport: Set<LauncherReport.Change> = []

  init(worker: Int, generation: Int, news: RemoteNews, words: @escaping () -> String) {
    (self.worker, self.generation, self.news, self.words) = (worker, generation, news, words)
  }

  // MARK: The launcher's side

  /// An agent is there: it gets the order and what was held back.
  func attach(_ line: AgentLine, _ order: AgentOrder) {
    self.line = line
    host = line.host ?? line.peer
    line.worker = self
    line.send(.launch) { order.encode(into: &$0) }
    if !early.isEmpty { line.send(.bytes) { writer in early.withUnsafeBytes { writer.write(bytes: $0) } } }
    early = []
  }

  /// Takes a message of the agent in.
  func take(_ message: MessageFromAgent, _ reader: inout WireReader, now: UInt64) throws(WireError) {
    news.workers.insert(worker)
    switch message {
    case .bytes:
      answers.append(try reader.read(bytes: reader.remaining))
      toReport.insert(.message)
    case .endOfBytes:
      hasHungUp = true
      toReport.insert(.message)
    case .output:
      output.append(try reader.read(bytes: reader.remaining))
      toReport.insert(.output)
    case .gauge: reading = try GaugeReading(from: &reader)
    case .takenBack:
      taken = try reader.read(UInt32.self)
      toReport.insert(.takenBack)
    case .ended: finish(try WorkerEnd(from: &reader), at: now)
    case .notStarted:
      output.append("it could not be started: \(try String(from: &reader))\n")
      finish(.exited(code: 127), at: now)
    case .hello, .echo: throw .unexpected(frame: message.rawValue)
    }
  }

  /// The connection to the agent, or the agent's machine, is gone. Nobody knows which item it was at by now. The loss is
  /// reported at this time.
  func lose(reportedAt time: UInt64) {
    lastOffset = clockOffset
    line = nil
    guard end == nil else { return }
    reading.item = -1
    finish(.lost, at: time)
  }

  /// No agent will come, and these words may say why.
  func giveUp(_ end: WorkerEnd, at now: UInt64, _ words: String) {
    output.append(words)
    finish(end, at: now)
  }

  private func finish(_ end: WorkerEnd, at time: UInt64) {
    self.end = end
    endsAt = time
    hasHungUp = true
    news.workers.insert(worker)
  }

  /// Whether there is something to report now.
  func hasNews(_ now: UInt64) -> Bool { !isClosed && (!toReport.isEmpty || endsAt.map { $0 <= now } == true) }

  /// What has changed since the last call.
  func changes(_ now: UInt64) -> [LauncherReport.Change] {
    guard !isClosed else { return [] }
    if isWaitingForRoom, line.map({ $0.room > 0 }) ?? true {
      isWaitingForRoom = false
      toReport.insert(.room)
    }
    var all = LauncherReport.Change.inOrder.filter(toReport.contains)
    toReport = []
    if let time = endsAt, time <= now {
      endsAt = nil
      all.append(.end)
    }
    return all
  }

  /// Reports again what the loop has not taken, and what isn't due yet.
  func keepNews() {
    guard !isClosed else { return }
    if !answers.isEmpty { toReport.insert(.message) }
    if !output.isEmpty { toReport.insert(.output) }
    if !toReport.isEmpty || endsAt != nil || isWaitingForRoom { news.workers.insert(worker) }
  }

  // MARK: Link

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard end == nil else { return bytes.count }
    guard let line else {
      early += bytes
      return bytes.count
    }
    let count = min(bytes.count, line.room)
    if count > 0 { line.send(.bytes) { $0.write(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<count])) } }
    isWaitingForRoom = count < bytes.count
    if isWaitingForRoom { news.workers.insert(worker) }
    return count
  }

  func endSending() { line?.send(.endOfBytes) }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    let count = answers.move(into: buffer)
    return count > 0 ? .bytes(count) : hasHungUp ? .end : .nothing
  }

  func expectLargeMessage() {}

  func receiveOutput(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    let count = output.move(into: buffer)
    return count > 0 ? .bytes(count) : end == nil ? .nothing : .end
  }

  func signal(_ number: Int32) {
    if let line {
      line.send(.signal) { $0.write(number) }
    } else if end == nil {
      // No agent has called: there is no process yet, so this is its end.
      output.append(words())
      finish(.signalled(signal: number), at: 0)
    }
  }

  var isStopped: Bool { false }

  func reap() -> WorkerEnd {
    if end == nil { signal(SIGKILL) }
    return end ?? .signalled(signal: SIGKILL)
  }

  func close() {
    isClosed = true
    line?.worker = nil
    line = nil
  }

  // MARK: Gauge

  var position: GaugePosition {
    GaugePosition(
      map: reading.map, item: reading.item < 0 ? nil : reading.item, since: reading.since &+ clockOffset)
  }

  var chunksBegun: UInt32 { reading.begun }

  /// What anybody may know of it.
  var progress: WorkerProgress {
    WorkerProgress(
      worker: worker, map: Int(reading.map), item: position.item, since: position.since,
      fraction: Double(reading.millionths) / 1e6, itemsDone: Int(reading.done))
  }

  func stop(map: UInt32) { line?.send(.stopMap) { $0.write(map) } }
  func requestReport() { line?.send(.requestReport) }

  func takeBack() -> UInt32? {
    if let taken {
      self.taken = nil
      isTaking = false
      return taken
    }
    if !isTaking { line?.send(.takeBack) }
    isTaking = line != nil
    return nil
  }

  func giveAgain() { line?.send(.giveAgain) }
}

/// Which workers may have something to report.
final class RemoteNews {
  var workers: Set<Int> = []

  /// Returns them in order, and forgets them.
  func take() -> [Int] {
    defer { workers.removeAll(keepingCapacity: true) }
    return workers.count < 2 ? Array(workers) : workers.sorted()
  }
}

/// Bytes that come at one end and go at the other.
struct ByteQueue: ~Copyable {
  private var bytes = WireWriter()

  /// True if none wait.
  var isEmpty: Bool { bytes.bytes.isEmpty }

  mutating func append(_ more: UnsafeRawBufferPointer) { bytes.write(bytes: more) }

  mutating func append(_ text: String) {
    for byte in text.utf8 { bytes.write(byte) }
  }

  /// Passes what waits to `body`, and drops as many bytes as it returns.
  mutating func pass(_ body: (UnsafeRawBufferPointer) -> Int) { bytes.dropFirst(body(bytes.bytes)) }

  /// Moves as many as fit, and returns how many those are.
  mutating func move(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.bytes.count)
    guard count > 0 else { return 0 }
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.bytes[..<count]))
    bytes.dropFirst(count)
    return count
  }
}
