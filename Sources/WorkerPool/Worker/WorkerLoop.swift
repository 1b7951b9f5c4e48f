internal import CLinux
import Glibc
import Posix

/// What a worker does from start to end: read messages, do chunks, send results, until the pool closes the connection.
final class WorkerLoop {
  private let registry: TaskRegistry
  private let worker: Int
  private let line: WorkerLine
  private let outbox = Outbox(descriptor: WorkerDescriptor.toPool)
  private var incoming = FrameBuffer(limit: .max, kinds: PoolMessage.count)
  private var largestFrame = 1 << 26
  private var chunk: ChunkWork
  private var maps: [OpenMap] = []
  /// How many chunks have arrived, including those that were taken back.
  private var received: UInt32 = 0

  /// Finds the shared page; `nil` if this process was not started by a pool.
  init?(registry: TaskRegistry, worker: Int) {
    guard let line = WorkerLine(worker: worker) else { return nil }
    self.registry = registry
    self.worker = worker
    self.line = line
    chunk = ChunkWork(worker: worker, line: line, outbox: outbox)
  }

  /// Works until the pool closes the connection, or sends something that isn't a message.
  func run() {
    while true {
      do {
        while let frame = try incoming.next() { try handle(frame) }
      } catch {
        return
      }
      cl_flush_output()
      outbox.send()
      guard case .bytes = incoming.fill({ Received(reading: WorkerDescriptor.fromPool, into: $0) }) else { return }
    }
  }

  private func handle(_ frame: WireFrame) throws(WireError) {
    var reader = WireReader(frame.body)
    switch PoolMessage(rawValue: frame.kind) {
    case .begin: try begin(&reader)
    case .openMap: open(try MapHeader(from: &reader))
    case .chunk: try perform(&reader)
    case .closeMap:
      let id = try reader.read(UInt32.self)
      maps.removeAll { $0.id == id }
    case nil: throw .unexpected(frame: frame.kind)
    }
  }

  private func begin(_ reader: inout WireReader) throws(WireError) {
    guard try reader.read(UInt32.self) == WireFrame.greeting else { throw .invalid(type: "greeting") }
    largestFrame = try Int(from: &reader)
    if let initialiser = try String?(from: &reader) {
      let argument = WireReader(try reader.read(bytes: reader.remaining))
      if let message = initialise(initialiser, argument) {
        outbox.add(.notReady) { "its initialiser failed: \(message)".encode(into: &$0) }
        return
      }
    }
    outbox.add(.ready) { writer in
      writer.write(WireFrame.greeting)
      writer.write(getpid())
      writer.write(SystemClock.monotonic)
    }
    outbox.send()
    ReportThread.start(outbox, line: line)
  }

  /// Runs the initialiser as a chunk of one item, and returns its message if it failed.
  private func initialise(_ name: String, _ argument: WireReader) -> String? {
    guard let task = registry.task(named: name) else { return WorkerLoop.unknownTask(name) }
    var work = ChunkWork(worker: worker, line: line, outbox: Outbox(descriptor: nil))
    work.begin(OpenMap(MapHeader(id: 0, task: name), perform: task.perform), 0..<1, inputs: argument, always: true)
    task.perform(&work)
    line.reset()
    return work.failures.first?.message
  }

  private func open(_ header: MapHeader) {
    guard let task = registry.task(named: header.task) else {
      return refuse(header.id, WorkerLoop.unknownTask(header.task))
    }
    maps.append(OpenMap(header, perform: task.perform))
  }

  private static func unknownTask(_ name: String) -> String {
    "the worker's program has no task named \(name): add it to the registry that is passed to WorkerMain.runIfAsked"
  }

  private func refuse(_ map: UInt32, _ reason: String) {
    outbox.add(.refused) { writer in
      writer.write(map)
      reason.encode(into: &writer)
    }
  }

  private func perform(_ reader: inout WireReader) throws(WireError) {
    let id = try reader.read(UInt32.self)
    let lower = try reader.read(Int.self)
    let count = try reader.read(UInt32.self)
    let number = received & ChunkNumber.mask
    received &+= 1
    // Claimed before anything else: the pool may have taken the chunk back and given it to another worker.
    guard line.claim(number), let map = maps.first(where: { $0.id == id }) else {
      return skip(id, lower, count)
    }
    chunk.begin(map, lower..<(lower + Int(count)), inputs: reader)
    map.perform(&chunk)
    chunk.times.add(SystemClock.monotonic)
    guard chunk.isWanted || !chunk.failures.isEmpty else { return skip(id, lower, count) }
    guard chunk.outputs.count + chunk.failures.count * 256 < largestFrame else {
      refuse(
        id,
        "the results of items \(lower) to \(lower + Int(count) - 1) take \(chunk.outputs.count) bytes, but only "
          + "\(largestFrame) are allowed: use smaller chunks or a larger maximumFrameSize")
      return skip(id, lower, count)
    }
    outbox.add(.results) { writer in
      writer.write(id)
      writer.write(lower)
      writer.write(count)
      ChunkTimes.write(chunk.times.pending, into: &writer)
      writer.write(UInt32(truncatingIfNeeded: chunk.failures.count))
      for failure in chunk.failures {
        writer.write(failure.item)
        let message = failure.message.prefix(10_000)
        (String(message) + (message.endIndex < failure.message.endIndex ? "…" : "")).encode(into: &writer)
      }
      writer.write(bytes: chunk.outputs.bytes)
    }
  }

  private func skip(_ map: UInt32, _ lower: Int, _ count: UInt32) {
    outbox.add(.skipped) { writer in
      writer.write(map)
      writer.write(lower)
      writer.write(count)
    }
  }
}

/// Chunks are numbered for each worker in the order in which they are sent, so that the pool can take some back.
enum ChunkNumber {
  /// Numbers have 31 bits: with one more, a number could look like "none taken back".
  static let mask: UInt32 = 0x7fff_ffff
}
