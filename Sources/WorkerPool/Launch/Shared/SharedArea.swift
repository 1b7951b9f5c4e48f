internal import CLinux
import Posix

/// The shared memory for the large messages between the pool and one process of a worker, as the pool uses it.
final class SharedArea {
  let plan: SlotPlan
  /// Where the pool writes.
  let inputs: SharedSlots
  /// True once the worker was sent the plan.
  var isAnnounced = false
  private let file: Descriptor
  private let line: UnsafeMutablePointer<cl_worker_line>
  private lazy var results = PlacedMessages(plan, at: plan.results, file: file.number)

  init(worker: Int, largestMessage: Int, file: Descriptor, line: UnsafeMutablePointer<cl_worker_line>) {
    plan = SlotPlan(worker: worker, largestMessage: largestMessage)
    inputs = SharedSlots(plan, at: plan.inputs, file: file.number)
    self.file = file
    self.line = line
  }

  /// Results that the worker says it has placed; valid until `free` or the next call.
  ///
  /// - Parameter inPlace: Whether they may be read where the worker could still change them. Otherwise they are copied.
  func bytes(at place: SlotPlace, inPlace: Bool) throws(WireError) -> UnsafeRawBufferPointer {
    guard isAnnounced else { throw .invalid(type: "place in shared memory") }
    return try results.bytes(at: place, inPlace: inPlace)
  }

  /// The worker may use the slot again.
  func free(_ place: SlotPlace) {
    if (0..<SlotPlan.slots).contains(place.slot) { cl_line_free_slot(line, UInt32(place.slot)) }
  }

  /// Gives back the memory that large messages needed, once no map is left.
  func trim() {
    inputs.trim()
    if isAnnounced { results.trim() }
  }

  /// Gives back all of the memory: the worker's process has ended.
  func giveBack() {
    if isAnnounced { cl_give_back(file.number, off_t(plan.start), off_t(plan.end - plan.start)) }
  }
}
