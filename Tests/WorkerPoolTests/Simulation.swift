import Glibc
import Posix

@testable import WorkerPool

/// Workers without processes whose items take a given time, to see what the loop itself costs and carries.
final class SimulatedLauncher: Launcher {
  private(set) var workers: [SimulatedWorker] = []
  /// The workers that have something to say, in the order in which they began to wait.
  private var talkers: [(worker: SimulatedWorker, due: UInt64)] = []
  /// The nanoseconds that an item takes.
  fileprivate let itemTime: UInt64
  /// Messages and bytes in both directions, and the nanoseconds spent in here.
  var traffic = Traffic()

  /// What passed between the loop and the workers.
  struct Traffic {
    var chunks = 0
    var sentBytes = 0
    var receivedBytes = 0
    var time: UInt64 = 0
  }

  init(itemTime: UInt64 = 0) { self.itemTime = itemTime }

  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker {
    let made = SimulatedWorker(worker, of: self)
    workers.append(made)
    talk(made, items: 0)
    return LaunchedWorker(link: made, gauge: made)
  }

  /// The worker answers when its items have taken their time.
  fileprivate func talk(_ worker: SimulatedWorker, items: UInt32) {
    talkers.append((worker, SystemClock.monotonic + UInt64(items) * itemTime))
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    let began = SystemClock.monotonic
    if let first = talkers.first, first.due > began { usleep(UInt32(min(1_000_000, first.due - began) / 1000)) }
    let now = SystemClock.monotonic
    // At most as many as an epoll reports at once.
    let ready = talkers.prefix(256).prefix { $0.due <= now }
    talkers.removeFirst(ready.count)
    for (worker, _) in ready { report(.worker(worker.number, generation: 0, .message)) }
  }
}

/// A worker that doubles numbers.
final class SimulatedWorker: Link, Gauge {
  let number: Int
  let pid: Int32? = 1
  let host = "here"
  let clockOffset: UInt64 = 0
  let isStopped = false
  /// How many items it has done.
  private(set) var items = 0
  private unowned let launcher: SimulatedLauncher
  private var incoming = FrameBuffer(limit: 1 << 20, kinds: PoolMessage.count)
  private var held: [(map: UInt32, first: Int, count: UInt32)] = []
  private var outgoing = WireWriter()
  private var answered: UInt32 = 0

  fileprivate init(_ number: Int, of launcher: SimulatedLauncher) {
    (self.number, self.launcher) = (number, launcher)
    let frame = outgoing.beginFrame(WorkerMessage.ready.rawValue)
    outgoing.write(WireFrame.greeting)
    outgoing.write(Int32(1))
    outgoing.write(SystemClock.monotonic)
    outgoing.endFrame(frame)
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    let began = SystemClock.monotonic
    defer { launcher.traffic.time += SystemClock.monotonic - began }
    launcher.traffic.sentBytes += bytes.count
    incoming.append(bytes)
    let wasIdle = held.isEmpty
    while let frame = try? incoming.next() {
      guard PoolMessage(rawValue: frame.kind) == .chunk else { continue }
      var reader = WireReader(frame.body)
      guard let map = try? reader.read(UInt32.self), let first = try? reader.read(Int.self),
        let count = try? reader.read(UInt32.self)
      else { continue }
      held.append((map, first, count))
    }
    if wasIdle, let first = held.first { launcher.talk(self, items: first.count) }
    return bytes.count
  }

  /// Answers its first chunk, each in a message of its own, which costs the loop most.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    let began = SystemClock.monotonic
    defer { launcher.traffic.time += SystemClock.monotonic - began }
    if outgoing.bytes.isEmpty, let chunk = held.first {
      held.removeFirst()
      answer(chunk, began)
    }
    let count = min(buffer.count, outgoing.bytes.count)
    guard count > 0 else { return .nothing }
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: outgoing.bytes[..<count]))
    outgoing.dropFirst(count)
    launcher.traffic.receivedBytes += count
    if !outgoing.bytes.isEmpty {
      launcher.talk(self, items: 0)
    } else if let next = held.first {
      launcher.talk(self, items: next.count)
    }
    return .bytes(count)
  }

  private func answer(_ chunk: (map: UInt32, first: Int, count: UInt32), _ now: UInt64) {
    let frame = outgoing.beginFrame(WorkerMessage.results.rawValue)
    outgoing.write(chunk.map)
    outgoing.write(chunk.first)
    outgoing.write(chunk.count)
    ChunkTimes.write([now - UInt64(chunk.count) * launcher.itemTime, now], into: &outgoing)
    outgoing.write(UInt32(0))
    for item in chunk.first..<(chunk.first + Int(chunk.count)) { outgoing.write(2 * item) }
    outgoing.endFrame(frame)
    answered += 1
    items += Int(chunk.count)
    launcher.traffic.chunks += 1
  }

  func endSending() {}
  func expectLargeMessage() {}
  func receiveOutput(into buffer: UnsafeMutableRawBufferPointer) -> Received { .nothing }
  func signal(_ number: Int32) {}
  func reap() -> WorkerEnd { .exited(code: 0) }
  func close() {}

  var position: GaugePosition { GaugePosition(map: held.first?.map ?? 0, item: nil, since: 0) }
  var chunksBegun: UInt32 { answered + (held.isEmpty ? 0 : 1) }
  func stop(map: UInt32) {}
  func requestReport() {}
  func takeBack() -> UInt32? { nil }
  func giveAgain() {}
}
