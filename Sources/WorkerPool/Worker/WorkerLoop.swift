internal import CLinux
import Glibc
import Posix

/// What a worker does from start to end: read messages, do chunks, send results, until the pool closes the connection.
final class WorkerLoop {
  private let makeRegistry: () -> TaskRegistry
  private lazy var registry = makeRegistry()
  private let worker: Int
  private let line: WorkerLine
  private let input: Int32
  private let outbox: Outbox
  /// The shared page of a worker that is a thread; `nil` if it is a process.
  private let page: SharedPage?
  private var incoming = FrameBuffer(limit: .max, kinds: PoolMessage.count)
  private var chunk: ChunkWork
  private var maps: [OpenMap] = []
  /// Where large inputs lie, once the pool has said so.
  private var placed: PlacedMessages?
  /// How many chunks have arrived, including those that were taken back.
  private var received: UInt32 = 0
  /// True once the second thread runs.
  private var canReport = false

  /// Finds the shared page; `nil` if this process was not started by a pool.
  init?(registry: @escaping () -> TaskRegistry, worker: Int) {
    guard let line = WorkerLine(worker: worker) else { return nil }
    makeRegistry = registry
    self.worker = worker
    self.line = line
    input = WorkerDescriptor.fromPool
    outbox = Outbox(descriptor: WorkerDescriptor.toPool) { _exit(0) }
    page = nil
    chunk = ChunkWork(worker: worker, line: line, outbox: outbox)
  }

  /// Makes a worker that is a thread of the pool's own process, with pipes of its own.
  init(registry: TaskRegistry, worker: Int, page: SharedPage, input: Int32, output: Int32) {
    makeRegistry = { registry }
    self.worker = worker
    self.page = page
    line = WorkerLine(page)
    self.input = input
    outbox = Outbox(descriptor: output) {}
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
      guard case .bytes = incoming.fill({ Received(reading: input, into: $0) }) else { return }
    }
  }

  /// Ends what belongs to a worker that is a thread.
  func end() {
    outbox.close()
    line.nudge()
  }

  private func handle(_ frame: WireFrame) throws(WireError) {
    var reader = WireReader(frame.body)
    switch PoolMessage(rawValue: frame.kind) {
    case .begin: try begin(&reader)
    case .openMap: open(try MapHeader(from: &reader))
    case .chunk: try perform(&reader)
    case .placedChunk: try perform(&reader, isPlaced: true)
    case .closeMap:
      let id = try reader.read(UInt32.self)
      maps.removeAll { $0.id == id }
      if maps.isEmpty { trim() }
    case .share:
      let plan = try SlotPlan(from: &reader)
      placed = PlacedMessages(plan, at: plan.inputs, file: WorkerDescriptor.page)
      chunk.outputs.slots = SharedSlots(plan, at: plan.results, file: WorkerDescriptor.page, line: line)
    case nil: throw .unexpected(frame: frame.kind)
    }
  }

  private func begin(_ reader: inout WireReader) throws(WireError) {
    guard try reader.read(UInt32.self) == WireFrame.greeting else { throw .invalid(type: "greeting") }
    chunk.largestResult = try Int(from: &reader)
    if let initialiser = try String?(from: &reader) {
      let types = try String(from: &reader)
      let argument = WireReader(try reader.read(bytes: reader.remaining))
      if let message = initialise(initialiser, types: types, argument) {
        outbox.add(.notReady) { "its initialiser failed: \(message)".encode(into: &$0) }
        return
      }
    }
    outbox.add(.ready) { writer in
      writer.write(WireFrame.greeting)
      writer.write(getpid())
      writer.write(SystemClock.monotonic)
    }
    // The begin of the first chunk is sent at once, so that its first item needs no second thread.
    outbox.send(at: 0)
  }

  /// Starts the second thread before the first chunk that could leave something in the outbox while it works.
  private func prepareForReports(items: UInt32) {
    guard !canReport, items > 1 || received > 1 else { return }
    ReportThread.start(outbox, line: line, page: page)
    canReport = true
  }

  /// Runs the initialiser as a chunk of one item, and returns its message if it failed.
  private func initialise(_ name: String, types: String, _ argument: WireReader) -> String? {
    do throws(TaskRefusal) {
      let task = try registry.task(named: name, types: types)
      var work = ChunkWork(worker: worker, line: line, outbox: Outbox(descriptor: nil) {})
      let map = OpenMap(MapHeader(id: 0, task: name, types: types), perform: task.perform)
      work.begin(map, 0..<1, inputs: argument, always: true)
      task.perform(&work)
      line.reset()
      return work.failures.first?.message
    } catch { return error.reason }
  }

  /// Gives back the memory that large messages needed.
  private func trim() {
    chunk.outputs.slots?.trim()
    placed?.trim()
  }

  private func open(_ header: MapHeader) {
    do throws(TaskRefusal) {
      maps.append(OpenMap(header, perform: try registry.task(named: header.task, types: header.types).perform))
    } catch { refuse(header.id, error.reason) }
  }

  private func refuse(_ map: UInt32, _ reason: String) {
    outbox.add(.refused) { writer in
      writer.write(map)
      reason.encode(into: &writer)
    }
  }

  private func perform(_ reader: inout WireReader, isPlaced: Bool = false) throws(WireError) {
    let id = try reader.read(UInt32.self)
    let lower = try reader.read(Int.self)
    let count = try reader.read(UInt32.self)
    let number = received & ChunkNumber.mask
    received &+= 1
    prepareForReports(items: count)
    // Claimed before anything else: the pool may have taken the chunk back and given it to another worker.
    guard line.claim(number), let map = maps.first(where: { $0.id == id }) else {
      return skip(id, lower, count)
    }
    if isPlaced {
      guard let bytes = try placed?.bytes(at: try SlotPlace(from: &reader), inPlace: true) else { throw .truncated }
      reader = WireReader(bytes)
    }
    chunk.begin(map, lower..<(lower + Int(count)), inputs: reader)
    map.perform(&chunk)
    chunk.finish()
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
