internal import CLinux
import Glibc

/// The slots of one direction, as their receiver reads them.
final class PlacedMessages {
  private let plan: SlotPlan
  private let start: Int
  private let file: Int32
  private let base: UnsafeMutableRawPointer?
  private let copy = LargeMessage()

  /// Maps the slots that begin at this offset of the file, if the system allows it.
  init(_ plan: SlotPlan, at start: Int, file: Int32) {
    self.plan = plan
    self.start = start
    self.file = file
    base = plan.map(file, at: start, PROT_READ)
  }

  deinit { if let base { munmap(base, plan.size) } }

  /// A message: where it is, or a copy if that isn't wanted or not possible. Valid until the next call, and until its slot
  /// is free.
  ///
  /// - Throws: If no message can be there.
  func bytes(at place: SlotPlace, inPlace: Bool) throws(WireError) -> UnsafeRawBufferPointer {
    guard plan.contains(place) else { throw .invalid(type: "place in shared memory") }
    let offset = place.slot * plan.slotSize + place.offset
    let page = offset & ~(SharedPage.largestSize - 1)
    if inPlace, let base, cl_populate_for_reading(base + page, offset + place.count - page) == 0 {
      return UnsafeRawBufferPointer(start: base + offset, count: place.count)
    }
    let bytes = copy.memory(of: place.count)
    guard read(bytes, at: start + offset) else { throw .truncated }
    return UnsafeRawBufferPointer(bytes)
  }

  /// Gives back the memory of a copy.
  func trim() { copy.clear() }

  private func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = pread(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
      if count > 0 { done += count } else if count == 0 || errno != EINTR { return false }
    }
    return true
  }
}

/// Memory for one large message at a time.
private final class LargeMessage {
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0

  deinit { free(base) }

  /// Memory of this size. What was there before is gone.
  func memory(of size: Int) -> UnsafeMutableRawBufferPointer {
    if size > capacity {
      clear()
      base = resized(nil, to: size)
      capacity = size
    }
    return UnsafeMutableRawBufferPointer(start: base, count: size)
  }

  func clear() {
    free(base)
    base = nil
    capacity = 0
  }
}
