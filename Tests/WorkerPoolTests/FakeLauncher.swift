import Testing

@testable import WorkerPool

/// A launcher that starts no process: its workers do only what a test tells them to do.
final class FakeLauncher: Launcher {
  /// Every process that was launched, by worker and generation.
  private(set) var processes: [[FakeWorker]]
  /// What `wait` reports next.
  var reports: [LauncherReport] = []
  /// Why a launch fails; `nil` if it succeeds.
  var refusal: PoolError?
  /// Called with each new process, before the loop sees it.
  var onLaunch: (FakeWorker) -> Void = { _ in }

  init(workers: Int) { processes = Array(repeating: [], count: workers) }

  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker {
    if let refusal { throw refusal }
    let process = FakeWorker(worker: worker, generation: generation) { [unowned self] change in
      reports.append(.worker(worker, generation: generation, change))
    }
    onLaunch(process)
    processes[worker].append(process)
    return LaunchedWorker(link: process, gauge: process.gauge)
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    let now = reports
    reports = []
    for each in now { report(each) }
  }
}

/// A worker without a process: it records what the loop sends, and sends what a test wants.
final class FakeWorker: Link {
  let worker: Int
  let generation: Int
  let gauge = FakeGauge()
  var pid: Int32?
  var host = "here"
  var clockOffset: UInt64 = 0
  var isStopped = false
  /// The shared memory for large messages, if it has some.
  var area: SharedArea?
  /// Where the inputs are that were placed there.
  private(set) var places: [SlotPlace] = []
  /// How many more bytes it takes.
  var room = Int.max { didSet { if room > 0, isBlocked { isBlocked = false; report(.room) } } }
  /// The chunks it was sent and has not answered.
  private(set) var held: [SentChunk] = []
  /// The kinds of all messages that it was sent.
  private(set) var messages: [PoolMessage] = []
  private(set) var signals: [Int32] = []
  private(set) var isDismissed = false
  private(set) var isClosed = false
  private let report: (LauncherReport.Change) -> Void
  private var incoming = FrameBuffer(limit: .max, kinds: PoolMessage.count)
  private var isBlocked = false
  /// What it has sent: one piece for each read.
  private var outgoing: [[UInt8]] = []
  private var hasHungUp = false
  private var end = WorkerEnd.signalled(signal: 9)

  /// A chunk that the loop has sent.
  struct SentChunk: Equatable {
    var map: UInt32
    var items: Range<Int>
  }

  init(worker: Int, generation: Int, report: @escaping (LauncherReport.Change) -> Void) {
    self.worker = worker
    self.generation = generation
    self.report = report
    pid = Int32(100 * (worker + 1) + generation)
  }

  // MARK: What a test makes it do

  /// Sends one message: in one piece, or in pieces of this many bytes.
  func send(_ message: WorkerMessage, inPiecesOf size: Int = .max, _ body: (inout WireWriter) -> Void) {
    var writer = WireWriter()
    let start = writer.beginFrame(message.rawValue)
    body(&writer)
    writer.endFrame(start)
    send(bytes: Array(writer.bytes), inPiecesOf: size)
  }

  /// Sends bytes, whatever they mean.
  func send(bytes: [UInt8], inPiecesOf size: Int = .max) {
    var rest = bytes[...]
    while !rest.isEmpty {
      outgoing.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      report(.message)
    }
  }

  /// Says that it is ready, by its own clock.
  func becomeReady(pid: Int32 = 0, at time: UInt64 = 0) {
    send(.ready) { writer in
      writer.write(WireFrame.greeting)
      writer.write(pid)
      writer.write(time)
    }
  }

  /// Begins this item of its first chunk, at this time.
  func begin(_ item: Int, at time: UInt64) {
    gauge.position = GaugePosition(map: held.first?.map ?? 0, item: item, since: time)
    gauge.chunksBegun = 1
  }

  /// Sends the results of its first chunk: each item doubled, except those that fail.
  func finishChunk(failing: [Int: String] = [:], inPiecesOf size: Int = .max) {
    guard !held.isEmpty else {
      Issue.record("it holds no chunk")
      return
    }
    let chunk = held.removeFirst()
    gauge.position.item = nil
    send(.results, inPiecesOf: size) { writer in
      writer.write(chunk.map)
      writer.write(chunk.items.lowerBound)
      writer.write(UInt32(chunk.items.count))
      ChunkTimes.write([5, 6], into: &writer)
      writer.write(UInt32(failing.count))
      for (item, message) in failing.sorted(by: { $0.key < $1.key }) {
        WireFailure(item: item, isNotSent: false, message: message).encode(into: &writer)
      }
      for item in chunk.items where failing[item] == nil { writer.write(2 * item) }
    }
  }

  /// Sends bytes as the results of the first items of its first chunk, which it continues to hold if there are more.
  func answer(_ count: Int, with bytes: [UInt8]) {
    guard let chunk = held.first else {
      Issue.record("it holds no chunk")
      return
    }
    let rest = chunk.items.dropFirst(count)
    if rest.isEmpty { held.removeFirst() } else { held[0].items = rest }
    gauge.position.item = nil
    send(.results) { writer in
      writer.write(chunk.map)
      writer.write(chunk.items.lowerBound)
      writer.write(UInt32(count))
      ChunkTimes.write([], into: &writer)
      writer.write(UInt32(0))
      bytes.withUnsafeBytes { writer.write(bytes: $0) }
    }
  }

  /// Confirms that it skipped a chunk.
  func skip(_ chunk: SentChunk) {
    held.removeAll { $0 == chunk }
    send(.skipped) { writer in
      writer.write(chunk.map)
      writer.write(chunk.items.lowerBound)
      writer.write(UInt32(chunk.items.count))
    }
  }

  /// Closes its connection but lives on.
  func hangUp() {
    hasHungUp = true
    report(.message)
  }

  /// Ends its process.
  func die(_ end: WorkerEnd = .signalled(signal: 9)) {
    self.end = end
    hasHungUp = true
    report(.end)
  }

  // MARK: What the loop does with it

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    let count = min(room, bytes.count)
    incoming.append(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    room -= count
    isBlocked = count < bytes.count
    while let frame = try? incoming.next() { receive(frame) }
    return count
  }

  private func receive(_ frame: WireFrame) {
    guard let message = PoolMessage(rawValue: frame.kind) else { return }
    messages.append(message)
    var reader = WireReader(frame.body)
    guard message == .chunk || message == .placedChunk, let map = try? reader.read(UInt32.self),
      let first = try? reader.read(Int.self),
      let count = try? reader.read(UInt32.self)
    else { return }
    if message == .placedChunk, let place = try? SlotPlace(from: &reader) { places.append(place) }
    held.append(SentChunk(map: map, items: first..<(first + Int(count))))
  }

  func endSending() { isDismissed = true }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    guard let piece = outgoing.first else { return hasHungUp ? .end : .nothing }
    outgoing.removeFirst()
    buffer.copyBytes(from: piece)
    return .bytes(piece.count)
  }

  func expectLargeMessage() {}
  func receiveOutput(into buffer: UnsafeMutableRawBufferPointer) -> Received { .nothing }
  func signal(_ number: Int32) { signals.append(number) }
  func reap() -> WorkerEnd { end }
  func close() { isClosed = true }
}

/// A gauge that a test sets.
final class FakeGauge: Gauge {
  var position = GaugePosition(map: 0, item: nil, since: 0)
  var chunksBegun: UInt32 = 0
  /// What `takeBack` returns, one after the other; then `nil`.
  var takeBackAnswers: [UInt32?] = []
  private(set) var stoppedMaps: [UInt32] = []
  private(set) var reportRequests = 0
  private(set) var timesGivenAgain = 0

  func stop(map: UInt32) { stoppedMaps.append(map) }
  func requestReport() { reportRequests += 1 }
  func takeBack() -> UInt32? { takeBackAnswers.isEmpty ? nil : takeBackAnswers.removeFirst() }
  func giveAgain() { timesGivenAgain += 1 }
}
