internal import CLinux
import Glibc

/// What a task may know about where it runs, and say while it runs.
public struct WorkerContext {
  /// Which worker this is, counted from 0.
  public let worker: Int
  /// The index of the item in its map, counted from 0.
  public let item: Int
  /// The root of the map's seeds, where one was given.
  let root: UInt64?
  let line: UnsafeMutableRawPointer

  /// The worker as people are shown it: `worker-1` is the first.
  public var name: String { "worker-\(worker + 1)" }

  /// The worker's process id.
  public var pid: Int32 { getpid() }

  /// A seed that depends on the map's root seed and the item's index alone, never on worker, pid or time: the same item
  /// draws the same numbers whoever takes it, and again after a retry. Absent where the map has no root seed.
  public var seed: UInt64? { root.map { Seeds.seed(root: $0, item: item) } }

  /// Says how much of a long item is done, from 0 to 1; costs one write to memory.
  public func report(fraction: Double) {
    let millionths = fraction > 0 ? UInt64(min(fraction, 1) * 1e6) : 0
    cl_line_set_fraction(line.assumingMemoryBound(to: cl_worker_line.self), millionths)
  }
}
