internal import CLinux
import Glibc

/// Where the large messages between the pool and a worker lie in the file of the shared page, after the lines: two slots
/// for inputs, then two for results.
struct SlotPlan: WireValue, Equatable {
  /// Where the first slot begins.
  var start: Int
  /// How many bytes each slot has: whole pages.
  var slotSize: Int

  /// How many slots there are for each direction: one can be filled while the other is read.
  static let slots = 2

  /// The slots of a worker, for messages of at most this size.
  init(worker: Int, largestMessage: Int) {
    let unit = SharedPage.largestSize
    slotSize = (largestMessage + unit - 1) / unit * unit
    start = unit + worker * 2 * SlotPlan.slots * slotSize
  }

  /// Where the slots of inputs begin.
  var inputs: Int { start }
  /// Where the slots of results begin.
  var results: Int { start + size }
  /// Where the slots of the next worker begin.
  var end: Int { results + size }
  /// How many bytes the slots of one direction have.
  var size: Int { SlotPlan.slots * slotSize }

  /// True if all of these bytes are in one slot.
  func contains(_ place: SlotPlace) -> Bool {
    place.slot < SlotPlan.slots && (0...slotSize).contains(place.offset)
      && (0...(slotSize - place.offset)).contains(place.count)
  }

  /// Makes the file long enough for the slots; it takes no memory until something is written there.
  ///
  /// - Returns: False if the system refuses it.
  func extend(_ file: Int32) -> Bool {
    var status = stat()
    guard fstat(file, &status) == 0 else { return false }
    if status.st_size >= end { return true }
    // Beyond its limit for files, the system would end this process by a signal.
    guard SlotPlan.limit(1) >= end, ftruncate(file, end) == 0 else { return false }
    // What is mapped would end the process if it weren't there any more.
    return cl_keep_size(file) == 0
  }

  /// Maps the slots of one direction.
  ///
  /// - Returns: `nil` if the system refuses it, or counts this process's addresses: the slots have many of them, even if
  ///   little memory is used.
  func map(_ file: Int32, at offset: Int, _ protection: Int32) -> UnsafeMutableRawPointer? {
    guard SlotPlan.limit(9) == rlim_t.max, let base = mmap(nil, size, protection, MAP_SHARED, file, offset),
      base != MAP_FAILED
    else { return nil }
    return base
  }

  /// One of this process's limits.
  private static func limit(_ number: UInt32) -> rlim_t {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(number), &limit) == 0 ? limit.rlim_cur : 0
  }

  func encode(into writer: inout WireWriter) {
    writer.write(start)
    writer.write(slotSize)
  }

  init(from reader: inout WireReader) throws(WireError) {
    start = try reader.read(Int.self)
    slotSize = try reader.read(Int.self)
  }
}

/// Some bytes of a slot.
struct SlotPlace: WireValue, Equatable {
  var slot: Int
  var offset: Int
  var count: Int

  init(slot: Int, offset: Int, count: Int) {
    self.slot = slot
    self.offset = offset
    self.count = count
  }

  func encode(into writer: inout WireWriter) {
    writer.write(UInt8(truncatingIfNeeded: slot))
    writer.write(offset)
    writer.write(count)
  }

  init(from reader: inout WireReader) throws(WireError) {
    slot = Int(try reader.read(UInt8.self))
    offset = try reader.read(Int.self)
    count = try reader.read(Int.self)
  }
}
