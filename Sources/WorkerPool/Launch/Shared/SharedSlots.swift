internal import CLinux
import Glibc

/// The slots of one direction, as their sender uses them: it writes a large message there instead of to memory of its own,
/// so that the message needn't be copied through a pipe. Nothing is mapped before the first of them.
final class SharedSlots {
  /// Messages of at least this many bytes are worth it.
  static let smallestMessage = 1 << 19
  /// As many bytes of a slot are kept for the next map.
  private static let kept = 4 << 20
  /// A slot gets memory in steps of this many bytes.
  private static let step = 1 << 16

  private let plan: SlotPlan
  private let start: Int
  private let file: Int32
  /// The worker's line, where the pool notes which results it has read; `nil` for inputs, which the pool itself frees.
  private let line: WorkerLine?
  private var base: UnsafeMutableRawPointer?
  private var isRefused = false
  /// For inputs: the slots that the worker may still read, one bit for each.
  private var handed: UInt8 = 0
  /// How many bytes of each slot have memory.
  private var ready: [Int] = []

  /// The slots that begin at this offset of the file.
  init(_ plan: SlotPlan, at start: Int, file: Int32, line: WorkerLine? = nil) {
    self.plan = plan
    self.start = start
    self.file = file
    self.line = line
  }

  deinit { if let base { munmap(base, plan.size) } }

  /// Maps the slots if they aren't yet; false if the system refuses it. It is asked once.
  func open() -> Bool {
    guard base == nil, !isRefused else { return base != nil }
    if plan.extend(file) { base = plan.map(file, at: start, PROT_READ | PROT_WRITE) }
    isRefused = base == nil
    ready = Array(repeating: 0, count: SlotPlan.slots)
    return !isRefused
  }

  /// A slot that the other side doesn't need any more; `nil` if it needs all of them.
  func freeSlot() -> Int? { (0..<SlotPlan.slots).first { !isHandedOver($0) } }

  /// Gives a slot memory for at least this many bytes, and returns where it is and for how many; `nil` if that can't be.
  func prepare(_ slot: Int, _ size: Int) -> UnsafeMutableRawBufferPointer? {
    guard size <= plan.slotSize, open(), let base else { return nil }
    let address = base + slot * plan.slotSize
    if size > ready[slot] {
      let wanted = min(plan.slotSize, (size + SharedSlots.step - 1) / SharedSlots.step * SharedSlots.step)
      guard cl_populate(address + ready[slot], wanted - ready[slot]) == 0 else { return nil }
      ready[slot] = wanted
    }
    return UnsafeMutableRawBufferPointer(start: address, count: ready[slot])
  }

  /// Leaves a slot to the other side.
  func handOver(_ slot: Int) {
    if let line { line.handOver(slot: slot) } else { handed |= 1 << slot }
  }

  /// The worker doesn't need this slot of inputs any more.
  func free(_ slot: Int) { handed &= ~(1 << slot) }

  private func isHandedOver(_ slot: Int) -> Bool { line?.isHandedOver(slot: slot) ?? (handed >> slot & 1 == 1) }

  /// Gives back most of the memory of the slots that the other side doesn't need.
  func trim() {
    for slot in ready.indices where ready[slot] > SharedSlots.kept && !isHandedOver(slot) {
      cl_give_back(
        file, start + slot * plan.slotSize + SharedSlots.kept, plan.slotSize - SharedSlots.kept)
      ready[slot] = SharedSlots.kept
    }
  }
}
