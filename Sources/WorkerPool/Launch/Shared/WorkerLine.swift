internal import CLinux
import Posix

/// A worker's line of the shared page, as the worker uses it: the other end of the pool's `SharedLine`.
struct WorkerLine {
  private let line: UnsafeMutablePointer<cl_worker_line>

  /// Finds the line of a worker in the page that the pool passed on; `nil` if no pool started this process.
  init?(worker: Int) {
    guard let page = SharedPage(descriptor: WorkerDescriptor.page), let line = page.line(of: worker) else { return nil }
    page.keepForEver()
    self.line = line
  }

  /// Uses the line of a page that has only one, and that outlives it.
  init(_ page: SharedPage) { line = page.onlyLine }

  /// Uses a line again that `address` was taken from.
  init(_ address: UnsafeMutableRawPointer) { line = address.assumingMemoryBound(to: cl_worker_line.self) }

  /// Where it is in memory.
  var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(line) }

  /// The number of the map whose results the pool no longer wants.
  var stoppedMap: UInt32 { cl_line_stopped(line) }

  /// Shows that nothing has begun.
  func reset() { cl_line_reset(line) }

  /// Shows the first item of a chunk.
  func begin(map: UInt32, item: Int, at time: UInt64) { cl_line_begin(line, map, Int64(item), time) }

  /// Counts the item before as done, and shows the next one; `nil` at the end of the chunk.
  func advance(to item: Int?) { cl_line_advance(line, item.map(Int64.init) ?? -1) }

  /// Shows when the item began, and that none of it is done.
  func restart(at time: UInt64) {
    cl_line_set_since(line, time)
    cl_line_set_fraction(line, 0)
  }

  /// Shows how much of the item is done, in millionths.
  func report(millionths: UInt64) { cl_line_set_fraction(line, millionths) }

  /// Claims a chunk by its number; false if the pool has taken it back.
  func claim(_ number: UInt32) -> Bool { cl_line_claim(line, number) != 0 }

  /// Hands a slot of results over to the pool.
  func handOver(slot: Int) { cl_line_hand_over(line, UInt32(slot)) }

  /// True until the pool has read a slot that was handed over.
  func isHandedOver(slot: Int) -> Bool { cl_line_is_handed_over(line, UInt32(slot)) != 0 }

  /// Asks for a report as the pool does.
  func nudge() { cl_line_nudge(line) }

  /// Waits until the pool asks for a report.
  ///
  /// - Parameter seen: What the call before returned; 0 at first.
  func awaitNudge(after seen: UInt32) -> UInt32 { cl_line_await_nudge(line, seen) }
}
