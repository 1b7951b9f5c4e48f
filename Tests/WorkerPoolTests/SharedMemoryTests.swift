import CLinux
import Glibc
import PoolFixtureTasks
import Posix
import Synchronization
import Testing

@testable import WorkerPool

/// Large messages between the pool and its local workers, which don't go through the pipes.
@Suite struct SharedMemoryTests {
  private let plan = SlotPlan(worker: 0, largestMessage: 1 << 21)
  private let file: Descriptor
  private let page: SharedPage

  init() throws { (page, file) = try SharedPage.make(workers: 1) }

  /// The slots of inputs as the pool uses them.
  private var inputs: SharedSlots { SharedSlots(plan, at: plan.inputs, file: file.number) }

  /// Writes this many bytes to the writer, and returns them.
  @discardableResult private func write(_ count: Int, to writer: inout WireWriter) -> [UInt8] {
    let bytes = mixedBytes(count)
    bytes.withUnsafeBytes { writer.write(bytes: $0) }
    return bytes
  }

  /// Bytes that are not all the same.
  private func mixedBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: count)
    for place in stride(from: 0, to: count, by: 1_000) { bytes[place] = UInt8(truncatingIfNeeded: place / 1_000) }
    return bytes
  }

  // MARK: Slots

  @Test func `what is written to a slot is read from there`() throws {
    let placed = PlacedMessages(plan, at: plan.inputs, file: file.number)
    var writer = WireWriter()
    writer.slots = inputs
    write(100, to: &writer)
    let bytes = write(1_000_000, to: &writer)
    let handedOver = writer.handOver(from: 100)
    let place = try #require(handedOver)
    #expect(place == SlotPlace(slot: 0, offset: 100, count: 1_000_000))
    for inPlace in [true, false] {
      #expect(try Array(placed.bytes(at: place, inPlace: inPlace)) == bytes)
    }
    writer.truncate(to: 100)
    #expect(writer.slot == nil && writer.count == 100)
  }

  @Test func `a small message needs no shared memory, and a large one without slots neither`() {
    var small = WireWriter()
    small.slots = inputs
    write(SharedSlots.smallestMessage / 2, to: &small)
    #expect(small.slot == nil)
    var large = WireWriter()
    write(1_000_000, to: &large)
    #expect(large.slot == nil && large.handOver() == nil)
  }

  @Test func `while both slots are in use, a message stays in the writer's own memory`() throws {
    let slots = inputs
    var used: [Int?] = []
    for _ in 0..<2 {
      var writer = WireWriter()
      writer.slots = slots
      write(1_000_000, to: &writer)
      used.append(writer.handOver()?.slot)
    }
    #expect(used == [0, 1])
    var third = WireWriter()
    third.slots = slots
    let bytes = write(1_000_000, to: &third)
    #expect(third.handOver() == nil)
    #expect(Array(third.bytes) == bytes)
    slots.free(0)
    third.clear()
    write(1_000_000, to: &third)
    #expect(third.handOver()?.slot == 0)
  }

  @Test func `a worker's slot is free once the pool has read it`() throws {
    let line = try #require(page.line(of: 0))
    let slots = SharedSlots(plan, at: plan.results, file: file.number, line: WorkerLine(page))
    for slot in 0..<2 {
      #expect(slots.freeSlot() == slot)
      slots.handOver(slot)
    }
    #expect(slots.freeSlot() == nil)
    cl_line_free_slot(line, 1)
    #expect(slots.freeSlot() == 1)
  }

  @Test func `a message that outgrows its slot goes on in the writer's own memory`() {
    var writer = WireWriter()
    writer.slots = inputs
    var bytes = write(1_000_000, to: &writer)
    #expect(writer.slot == 0)
    bytes += write(2_000_000, to: &writer)
    #expect(writer.slot == nil)
    #expect(Array(writer.bytes) == bytes)
  }

  @Test func `what is left after a part was handed over is a copy`() throws {
    var writer = WireWriter()
    writer.slots = inputs
    let bytes = write(1_000_000, to: &writer)
    let handedOver = writer.handOver(to: 600_000)
    let place = try #require(handedOver)
    writer.removeFirst(600_000)
    #expect(writer.slot == nil)
    #expect(Array(writer.bytes) == Array(bytes[600_000...]))
    let placed = PlacedMessages(plan, at: plan.inputs, file: file.number)
    #expect(try Array(placed.bytes(at: place, inPlace: true)) == Array(bytes[..<600_000]))
  }

  @Test func `a system that refuses the memory is asked once, and messages stay in the writer's own`() {
    // F_ADD_SEALS and F_SEAL_GROW.
    #expect(fcntl(file.number, 1033, 4) == 0)
    let slots = inputs
    #expect(!slots.open() && !slots.open())
    var writer = WireWriter()
    writer.slots = slots
    let bytes = write(1_000_000, to: &writer)
    #expect(writer.slot == nil)
    #expect(Array(writer.bytes) == bytes)
  }

  @Test func `a place that no message can have is refused`() {
    let placed = PlacedMessages(plan, at: plan.inputs, file: file.number)
    for place in [
      SlotPlace(slot: 2, offset: 0, count: 1), SlotPlace(slot: 0, offset: -1, count: 1),
      SlotPlace(slot: 0, offset: 0, count: plan.slotSize + 1), SlotPlace(slot: 1, offset: plan.slotSize, count: 1),
      SlotPlace(slot: 0, offset: .max, count: .max), SlotPlace(slot: 0, offset: 1, count: -1),
    ] {
      for inPlace in [true, false] {
        #expect(throws: WireError.invalid(type: "place in shared memory"), "\(place)") {
          try placed.bytes(at: place, inPlace: inPlace)
        }
      }
    }
  }

  @Test func `most of the memory of a large message is given back when no map is left`() throws {
    let plan = SlotPlan(worker: 0, largestMessage: 1 << 24)
    let slots = SharedSlots(plan, at: plan.inputs, file: file.number)
    #expect(slots.prepare(0, 1 << 24) != nil)
    #expect(memory() >= 1 << 24)
    slots.handOver(0)
    slots.trim()
    #expect(memory() >= 1 << 24)
    slots.free(0)
    slots.trim()
    #expect(memory() <= 5 << 20)
  }

  /// How many bytes of memory the file takes.
  private func memory() -> Int {
    var status = stat()
    fstat(file.number, &status)
    return Int(status.st_blocks) * 512
  }

  // MARK: The pool's loop

  /// A loop with one worker that has shared memory, and a map of this many inputs of a megabyte.
  private func desk(items: Int) throws -> (LoopDesk, OrderedJob<[UInt8], Int>) {
    let line = try #require(page.line(of: 0))
    let desk = try LoopDesk(
      workers: 1,
      onLaunch: { worker in
        worker.area = SharedArea(worker: 0, largestMessage: 1 << 21, file: file, line: line)
      })
    let inputs = (0..<items).map { [UInt8](repeating: UInt8($0 + 1), count: 1 << 20) }
    let job = try OrderedJob<[UInt8], Int>(
      task: FixtureTasks.length, inputs: inputs, range: nil, options: MapOptions(chunk: .items(1)), keepsFailures: true,
      done: { _ in })
    desk.loop.handle(Request.start(job))
    desk.settle()
    return (desk, job)
  }

  @Test func `large inputs are placed while a slot is free, and go through the pipe otherwise`() throws {
    let (desk, job) = try desk(items: 8)
    #expect(desk.worker(0).messages == [.begin, .openMap, .share, .placedChunk])
    let placed = PlacedMessages(plan, at: plan.inputs, file: file.number)
    let bytes = try placed.bytes(at: try #require(desk.worker(0).places.first), inPlace: true)
    var reader = WireReader(bytes)
    #expect(try [UInt8](from: &reader) == [UInt8](repeating: 1, count: 1 << 20) && reader.remaining == 0)
    // Now it is known that chunks are quick, so that it gets many at once.
    desk.worker(0).finishChunk()
    desk.settle()
    let next = desk.worker(0).messages.dropFirst(4)
    #expect(next.starts(with: [.placedChunk, .placedChunk, .chunk]))
    while !desk.worker(0).held.isEmpty {
      desk.worker(0).finishChunk()
      desk.settle()
    }
    #expect(job.resultsAndFailures().map { try? $0.get() } == (0..<8).map { 2 * $0 })
  }

  @Test(arguments: [
    SlotPlace(slot: 7, offset: 0, count: 8), SlotPlace(slot: 0, offset: 0, count: .max),
    SlotPlace(slot: 1, offset: -8, count: 8),
  ])
  func `a worker that says its result is where it can't be is replaced, and no item is lost`(place: SlotPlace) throws {
    let (desk, job) = try desk(items: 1)
    desk.worker(0).send(.placedResults) { writer in
      place.encode(into: &writer)
      writer.write(UInt32(1))
      writer.write(0)
      writer.write(UInt32(1))
      ChunkTimes.write([], into: &writer)
      writer.write(UInt32(0))
    }
    desk.settle()
    #expect(desk.worker(0).signals == [SIGKILL])
    #expect(desk.loop.workers[0].fault?.contains("place in shared memory") == true)
    desk.worker(0).die()
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(job.resultsAndFailures().map { try? $0.get() } == [0])
  }

  @Test func `a result in shared memory that the worker was not offered is refused`() throws {
    let desk = try LoopDesk(workers: 1)
    _ = desk.map(1, MapOptions())
    desk.worker(0).send(.placedResults) { SlotPlace(slot: 0, offset: 0, count: 8).encode(into: &$0) }
    desk.settle()
    #expect(desk.loop.workers[0].fault?.contains("unexpected message of kind 7") == true)
  }

  // MARK: Real workers

  @Test(arguments: [1, 3]) func `large inputs and larger results go through shared memory`(workers: Int) async throws {
    #expect(
      try await outputOfFixture("large \(workers)") == [
        "right true", "inputs shared true", "results shared true", "descriptors 0", "left false",
      ])
  }

  // A sanitizer needs more addresses than that.
  @Test(.disabled(if: isSanitized), arguments: ["-f 16", "-v 8000000"])
  func `where memory or files are limited, large values go through the pipes`(limit: String) async throws {
    let lines = Mutex<[String]>([])
    try await runShell("ulimit \(limit); exec '\(fixture.executable)' large 2 2>&1") { line in
      lines.withLock { $0.append(line) }
    }
    #expect(
      lines.withLock(\.self) == [
        "right true", "inputs shared false", "results shared false", "descriptors 0", "left false",
      ])
  }

  @Test func `large results of small inputs, and texts, come back right`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let sizes = [3_000_000, 10, 600_000, 5_000_000, 2_000_000, 2_000_000]
      #expect(try await pool.map(FixtureTasks.blow, over: sizes, MapOptions(chunk: .items(2))).map(\.count) == sizes)
      let texts = (0..<6).map { String(repeating: "né\($0) ", count: 200_000) }
      #expect(try await pool.map(FixtureTasks.shout, over: texts) == texts.map { $0.uppercased() })
      var count = 0
      for try await element in pool.stream(FixtureTasks.blow, over: sizes) { count += try element.value.count }
      #expect(count == sizes.reduce(0, +))
    }
  }

  @Test func `a worker that is killed while an item lies in shared memory loses only that item`() async throws {
    var inputs = (0..<7).map { [UInt8](repeating: UInt8($0), count: 2_000_000) }
    inputs[3][0] = 255
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(2), events: keeper.sink) { [inputs] pool in
      try await pool.mapResults(FixtureTasks.dieIfMarked, over: inputs)
    }
    for (item, result) in results.enumerated() {
      if item == 3 {
        #expect(throws: ItemFailure.self) { try result.get() }
      } else {
        #expect((try? result.get()) == inputs[item] + inputs[item])
      }
    }
    #expect(keeper.pids.count == 4)
  }
}
