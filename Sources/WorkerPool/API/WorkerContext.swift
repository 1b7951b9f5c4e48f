/// What a task can know about where it runs, and report while it runs.
public struct WorkerContext {
  /// The worker, counted from 0.
  public let worker: Int
  /// The index of the item in its map, counted from 0.
  public let item: Int
  /// The worker's process id.
  public let pid: Int32
  /// The root of the map's seeds, if the map has one.
  @usableFromInline let root: UInt64?
  @usableFromInline let line: UnsafeMutableRawPointer

  @inlinable init(worker: Int, item: Int, pid: Int32, root: UInt64?, line: UnsafeMutableRawPointer) {
    self.worker = worker
    self.item = item
    self.pid = pid
    self.root = root
    self.line = line
  }

  /// The worker's name as people see it: `worker-1` is the first.
  public var name: String { "worker-\(worker + 1)" }

  /// A seed that depends only on the map's root seed and the item's index, never on worker, process or time: an item
  /// draws the same numbers on every worker, and again after a retry. `nil` if the map has no root seed.
  public var seed: UInt64? { root.map { Seeds.seed(root: $0, item: item) } }

  /// Reports how much of a long item is done, from 0 to 1. It costs one write to memory.
  public func report(fraction: Double) {
    let millionths = fraction > 0 ? UInt64(min(fraction, 1) * 1e6) : 0
    WorkerLine(line).report(millionths: millionths)
  }
}
