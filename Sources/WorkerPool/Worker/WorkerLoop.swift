internal import CLinux
import Glibc

/// A worker's life: read orders, do chunks, send answers, end when the orders end.
final class WorkerLoop {
  private let registry: TaskRegistry
  private let worker: Int
  private let line: UnsafeMutablePointer<cl_worker_line>
  private let outbox = Outbox(descriptor: WorkerDescriptor.answers)
  private var incoming = FrameBuffer(limit: .max, kinds: Order.count)
  private var largestFrame = 1 << 26
  private var chunk: ChunkWork
  private var maps: [OpenMap] = []
  /// How many chunks have come, taken back or not.
  private var received: UInt32 = 0

  /// Finds the shared page; nothing if this process was not started by a pool.
  init?(registry: TaskRegistry, worker: Int) {
    guard let page = SharedPage(descriptor: WorkerDescriptor.page), let line = page.line(of: worker) else { return nil }
    page.keepForEver()
    self.registry = registry
    self.worker = worker
    self.line = line
    chunk = ChunkWork(worker: worker, line: line, outbox: outbox)
  }

  /// Works until the pool closes the orders, or says something that is no order.
  func run() {
    while true {
      do {
        while let frame = try incoming.next() {
          try obey(frame)
        }
      } catch {
        return
      }
      cl_flush_output()
      outbox.send()
      guard case .bytes = incoming.fill(from: WorkerDescriptor.orders) else { return }
    }
  }

  private func obey(_ frame: Frame) throws(WireError) {
    var reader = WireReader(frame.body)
    switch Order(rawValue: frame.kind) {
    case .begin: try begin(&reader)
    case .openRun: open(try MapHeader(from: &reader))
    case .chunk: try perform(&reader)
    case .closeRun:
      let id = try reader.take(UInt32.self)
      maps.removeAll { $0.id == id }
    case nil: throw .unexpected(frame: frame.kind)
    }
  }

  private func begin(_ reader: inout WireReader) throws(WireError) {
    guard try reader.take(UInt32.self) == Frame.greeting else { throw .invalid(type: "greeting") }
    largestFrame = try Int(from: &reader)
    if let initialiser = try String?(from: &reader) {
      let argument = WireReader(try reader.take(bytes: reader.remaining))
      if let message = initialise(initialiser, argument) {
        outbox.frame(.notReady) { message.encode(into: &$0) }
        return
      }
    }
    outbox.frame(.ready) { writer in
      writer.put(Frame.greeting)
      writer.put(getpid())
      writer.put(monotonicNow())
    }
    outbox.send()
    Postman.start(outbox, line: line)
  }

  /// Runs the initialiser as a chunk of one item; the message if it failed.
  private func initialise(_ name: String, _ argument: WireReader) -> String? {
    guard let task = registry.task(named: name) else { return WorkerLoop.unknown(name) }
    let map = OpenMap(
      id: 0, task: task, rangeBase: nil, tellsItems: false, isTimed: false, stopsAtFailure: true, seed: nil)
    var work = ChunkWork(worker: worker, line: line, outbox: Outbox(descriptor: nil))
    work.begin(map, 0..<1, inputs: argument, always: true)
    task.perform(&work)
    cl_line_reset(line)
    return work.failures.first?.message
  }

  private func open(_ header: MapHeader) {
    guard let task = registry.task(named: header.task) else {
      return refuse(header.id, WorkerLoop.unknown(header.task))
    }
    maps.append(
      OpenMap(
        id: header.id, task: task, rangeBase: header.rangeBase, tellsItems: header.tellsItems, isTimed: header.isTimed,
        stopsAtFailure: header.stopsAtFailure, seed: header.seed))
  }

  private static func unknown(_ name: String) -> String {
    "the worker's program has no task named \(name): add it to the registry it gives to WorkerMain.runIfAsked"
  }

  private func refuse(_ map: UInt32, _ reason: String) {
    outbox.frame(.refused) { writer in
      writer.put(map)
      reason.encode(into: &writer)
    }
  }

  private func perform(_ reader: inout WireReader) throws(WireError) {
    let id = try reader.take(UInt32.self)
    let lower = try reader.take(Int.self)
    let count = try reader.take(UInt32.self)
    let number = received & ChunkNumber.mask
    received &+= 1
    // Claimed first: what the pool took back in the meantime is somebody else's already.
    guard cl_line_claim(line, number) != 0, let map = maps.first(where: { $0.id == id }) else {
      return skip(id, lower, count)
    }
    chunk.begin(map, lower..<(lower + Int(count)), inputs: reader)
    map.task.perform(&chunk)
    chunk.stamps.add(monotonicNow())
    guard chunk.isWanted || !chunk.failures.isEmpty else { return skip(id, lower, count) }
    guard chunk.outputs.count + chunk.failures.count * 256 < largestFrame else {
      refuse(
        id,
        "the results of items \(lower) to \(lower + Int(count) - 1) take \(chunk.outputs.count) bytes and "
          + "\(largestFrame) are allowed: make the chunks smaller, or maximumFrameSize larger")
      return skip(id, lower, count)
    }
    outbox.frame(.results) { writer in
      writer.put(id)
      writer.put(lower)
      writer.put(count)
      StampTrail.write(chunk.stamps.pending, into: &writer)
      writer.put(UInt32(truncatingIfNeeded: chunk.failures.count))
      for failure in chunk.failures {
        writer.put(failure.item)
        String(failure.message.prefix(10_000)).encode(into: &writer)
      }
      writer.put(bytes: chunk.outputs.bytes)
    }
  }

  private func skip(_ map: UInt32, _ lower: Int, _ count: UInt32) {
    outbox.frame(.skipped) { writer in
      writer.put(map)
      writer.put(lower)
      writer.put(count)
    }
  }
}

/// Chunks are numbered for each worker in the order they were sent, so that the pool can take some back.
enum ChunkNumber {
  /// Numbers have 31 bits: one more would look like "none taken back".
  static let mask: UInt32 = 0x7fff_ffff
}
