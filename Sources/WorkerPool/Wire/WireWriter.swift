internal import CLinux
import Glibc

/// A growing buffer of bytes that values are written to.
///
/// Numbers are little-endian, like the processors that this runs on; nothing is padded.
public struct WireWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  /// How many bytes have been written.
  @inlinable public var count: Int { length }
  @usableFromInline var length: Int
  /// How many bytes at the beginning are no longer needed.
  private var dropped = 0
  /// The shared memory that a large message is written to, if some is free.
  var slots: SharedSlots?
  /// The slot that `base` is; `nil` if it is memory of the writer's own.
  private(set) var slot: Int?

  /// Makes an empty writer.
  public init() {
    capacity = 256
    base = resized(nil, to: capacity)
    length = 0
  }

  deinit { if slot == nil { free(base) } }

  /// Writes the bytes of a number.
  @inlinable public mutating func write<Value: BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    if capacity - length < size { grow(by: size) }
    base.storeBytes(of: value, toByteOffset: length, as: Value.self)
    length += size
  }

  /// Writes bytes as they are.
  @inlinable public mutating func write(bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    if capacity - length < bytes.count { grow(by: bytes.count) }
    (base + length).copyMemory(from: source, byteCount: bytes.count)
    length += bytes.count
  }

  /// Makes room for `size` more bytes.
  @usableFromInline mutating func grow(by size: Int) {
    if growShared(by: size) { return }
    var larger = capacity * 2
    while larger - length < size { larger *= 2 }
    if slot != nil { return leaveSlot(capacity: larger) }
    base = resized(base, to: larger)
    capacity = larger
  }

  /// The bytes written and not dropped; valid until the next write.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + dropped, count: length - dropped) }

  /// Empties the writer, and frees the memory that a large message needed.
  mutating func clear() {
    length = 0
    dropped = 0
    if slot != nil { return leaveSlot() }
    // With memory for a large message, the next one would not move to shared memory.
    guard capacity > SharedSlots.smallestMessage, slots != nil || capacity > 1 << 20 else { return }
    capacity = 4096
    free(base)
    base = resized(nil, to: capacity)
  }

  /// Drops the first `size` bytes. The others move only once half of the memory is unused, so that dropping a large message
  /// piece by piece takes no longer than sending it.
  mutating func dropFirst(_ size: Int) {
    dropped += size
    guard dropped < length else { return clear() }
    guard dropped >= length / 2 else { return }
    memmove(base, base + dropped, length - dropped)
    length -= dropped
    dropped = 0
  }

  /// Removes the first `size` bytes.
  mutating func removeFirst(_ size: Int) {
    // The other side may be reading what is removed.
    if slot != nil { return leaveSlot(from: size) }
    memmove(base, base + size, length - size)
    length -= size
  }

  /// Drops what was written after the first `size` bytes.
  mutating func truncate(to size: Int) {
    length = size
    if slot != nil { leaveSlot() }
    if bytes.isEmpty { clear() }
  }

  /// Overwrites four bytes that were written before.
  mutating func overwrite(_ value: UInt32, at offset: Int) {
    base.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }
}

// MARK: Shared memory

extension WireWriter {
  /// Makes room for `size` more bytes in shared memory; false if they are too few for that, or there is no room.
  private mutating func growShared(by size: Int) -> Bool {
    guard let slots, length + size >= SharedSlots.smallestMessage, let chosen = slot ?? slots.freeSlot(),
      let room = slots.prepare(chosen, length + size), let start = room.baseAddress
    else { return false }
    capacity = room.count
    guard slot == nil else { return true }
    start.copyMemory(from: base, byteCount: length)
    free(base)
    base = start
    slot = chosen
    return true
  }

  /// Continues in memory of the writer's own, with the bytes from `start` on.
  mutating func leaveSlot(from start: Int = 0, capacity wanted: Int = 4096) {
    let kept = length - start
    capacity = max(wanted, kept)
    let own = resized(nil, to: capacity)
    own.copyMemory(from: base + start, byteCount: kept)
    base = own
    length = kept
    slot = nil
  }

  /// Hands over the bytes from `start` up to `end`, or to the last one, and returns where they are; `nil` if they are few,
  /// or not in shared memory.
  func handOver(from start: Int = 0, to end: Int? = nil) -> SlotPlace? {
    let size = (end ?? length) - start
    guard size >= SharedSlots.smallestMessage, let slots, let slot else { return nil }
    slots.handOver(slot)
    return SlotPlace(slot: slot, offset: start, count: size)
  }
}

/// Memory of this size with the same contents, or new memory. Large memory changes its size without being copied.
func resized(_ memory: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer {
  guard let resized = realloc(memory, size) else { fatalError("there is no memory for a message of \(size) bytes") }
  if size >= 1 << 22 { useLargePages(resized, size) }
  return resized
}

/// Gives memory that will be filled its pages at once: one by one, their first use costs as much as copying them.
@usableFromInline func prepareMemory(_ memory: UnsafeMutableRawPointer, _ size: Int) {
  if size >= 1 << 22 { useLargePages(memory, size) }
  let page = 1 << 12
  let start = Int(bitPattern: memory) & ~(page - 1)
  let end = (Int(bitPattern: memory) + size + page - 1) & ~(page - 1)
  if let pages = UnsafeMutableRawPointer(bitPattern: start) { _ = cl_populate(pages, end - start) }
}

/// Lets new memory have large pages, if the system has some: the first use of each page costs as much as copying it.
func useLargePages(_ memory: UnsafeMutableRawPointer, _ size: Int) {
  let page = 1 << 21
  let start = (Int(bitPattern: memory) + page - 1) & ~(page - 1)
  let end = (Int(bitPattern: memory) + size) & ~(page - 1)
  if start < end { madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, Int32(MADV_HUGEPAGE)) }
}
