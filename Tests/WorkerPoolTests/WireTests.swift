import Glibc
import SeededRandom
import Testing

@testable import WorkerPool

@Suite struct WireTests {
  private func roundTrip<Value: WireValue & Equatable>(_ value: Value) throws -> Bool {
    var writer = WireWriter()
    value.encode(into: &writer)
    #expect(writer.count >= Value.smallestSize)
    var reader = WireReader(writer.bytes)
    let back = try Value(from: &reader)
    return back == value && reader.remaining == 0
  }

  @Test func `values are read as they were written`() throws {
    #expect(try roundTrip(Int.min))
    #expect(try roundTrip(UInt64.max))
    #expect(try roundTrip(-0.0))
    #expect(try roundTrip(true))
    #expect(try roundTrip("né 🐝\u{0}"))
    #expect(try roundTrip([[1.5, 2], [], [.infinity]]))
    #expect(try roundTrip([UInt8](0...255)))
    #expect(try roundTrip([String?]([nil, "", "a"])))
    #expect(try roundTrip(-5..<7))
    #expect(try roundTrip(WirePair("a", [1, 2])))
    #expect(try roundTrip(Nothing()))
    #expect(
      try roundTrip(
        MapHeader(
          id: 3, task: "t", types: "A -> B", rangeBase: -1, reportsItems: true, isTimed: false, stopsAtFailure: true,
          seed: nil)))
  }

  @Test func `a count that can't be true allocates nothing`() {
    let bytes: [UInt8] = [0xff, 0xff, 0xff, 0xff, 1, 2, 3]
    bytes.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      #expect(throws: WireError.truncated) { _ = try [Int](from: &reader) }
      var other = WireReader(bytes)
      #expect(throws: WireError.truncated) { _ = try String(from: &other) }
    }
  }

  @Test func `a frame that claims too much is rejected before anything is allocated`() {
    var buffer = FrameBuffer(limit: 1_000, kinds: 6)
    ([0xff, 0xff, 0xff, 0x7f, 4] as [UInt8]).withUnsafeBytes { buffer.append($0) }
    #expect(refusal(&buffer) == .oversized(bytes: 0x7fff_ffff, limit: 1_000))
    var garbage = FrameBuffer(limit: 1_000, kinds: 6)
    ([10, 0, 0, 0, 7] as [UInt8]).withUnsafeBytes { garbage.append($0) }
    #expect(refusal(&garbage) == .unexpected(frame: 7))
  }

  private func refusal(_ buffer: inout FrameBuffer) -> WireError? {
    do throws(WireError) {
      _ = try buffer.next()
      return nil
    } catch { return error }
  }

  @Test func `frames come whole, however the bytes arrive`() throws {
    var writer = WireWriter()
    for size in [0, 1, 70_000, 3] {
      let start = writer.beginFrame(UInt8(1 + size % 5))
      for index in 0..<size { writer.write(UInt8(truncatingIfNeeded: index)) }
      writer.endFrame(start)
    }
    for step in [1, 2, 3, 1_000, 100_000] {
      var buffer = FrameBuffer(limit: 1 << 20, kinds: 6, capacity: 64)
      var sizes: [Int] = []
      var from = 0
      while from < writer.count {
        let to = min(writer.count, from + step)
        buffer.append(UnsafeRawBufferPointer(rebasing: writer.bytes[from..<to]))
        while let frame = try buffer.next() {
          sizes.append(frame.body.count)
          #expect(frame.kind == UInt8(1 + frame.body.count % 5))
          #expect(frame.body.last.map { $0 == UInt8(truncatingIfNeeded: frame.body.count - 1) } ?? true)
        }
        from = to
      }
      #expect(sizes == [0, 1, 70_000, 3])
      #expect(buffer.pending == 0)
    }
  }

  @Test func `mutated frames never crash the reader or make it read too much`() {
    var random = SeededRandom(seed: 77)
    var writer = WireWriter()
    for count in [1, 4, 9] {
      let start = writer.beginFrame(WorkerMessage.results.rawValue)
      for item in 0..<count { "result \(item)".encode(into: &writer) }
      writer.endFrame(start)
      let other = writer.beginFrame(PoolMessage.openMap.rawValue)
      MapHeader(
        id: 1, task: "task", types: "Int -> Int", rangeBase: 5, reportsItems: true, isTimed: true, stopsAtFailure: true,
        seed: 9
      ).encode(into: &writer)
      writer.endFrame(other)
    }
    let original = Array(writer.bytes)
    var whole = 0
    // In a release build, set POOLBOOK_MUTATIONS=1000000 for more.
    let rounds = getenv("POOLBOOK_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 8_000
    for _ in 0..<rounds {
      var bytes = original
      for _ in 0..<(1 + random.next() % 4) { mutate(&bytes, &random) }
      var buffer = FrameBuffer(limit: 1 << 16, kinds: 6, capacity: 256)
      bytes.withUnsafeBytes { buffer.append($0) }
      do throws(WireError) {
        while let frame = try buffer.next() {
          whole += 1
          decode(frame)
        }
      } catch { continue }
    }
    #expect(whole > rounds)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let place = Int(random.next() % UInt64(bytes.count))
    switch random.next() % 5 {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
    case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    case 3: if bytes.count > 8 { bytes.remove(at: place) }
    default: bytes.replaceSubrange(place..., with: bytes[place...].prefix(3) + [0xff, 0xff, 0xff, 0xff])
    }
  }

  /// Reads a frame as every type of value that it could be.
  private func decode(_ frame: WireFrame) {
    var asHeader = WireReader(frame.body)
    _ = try? MapHeader(from: &asHeader)
    var asArrays = WireReader(frame.body)
    _ = try? [[String?]](from: &asArrays)
    var asPairs = WireReader(frame.body)
    _ = try? [WirePair<Range<Int>, Bool>](from: &asPairs)
    let job = try? OrderedJob<Int, String>(
      task: PoolTask(name: "t") { _, _ in "" }, inputs: [], range: 0..<9, options: MapOptions(), keepsFailures: true,
      done: { _ in })
    var asResults = WireReader(frame.body)
    let failure = ItemFailure(item: 2, worker: 0, pid: 1, reason: .threw(message: ""))
    try? job?.accept(0..<9, failures: [failure], from: &asResults)
  }
}

extension FrameBuffer {
  /// Adds bytes as if they had been read from a connection.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      _ = fill { buffer in
        let piece = rest.prefix(buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece))
        rest = rest.dropFirst(piece.count)
        return .bytes(piece.count)
      }
    }
  }
}
