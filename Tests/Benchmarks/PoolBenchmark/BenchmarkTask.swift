import Posix
import WorkerPool

/// Tasks that take a given time, or almost none.
enum BenchmarkTask {
  /// Does as little as possible: is the number even?
  static let parity = PoolTask<Int, Bool>(name: "parity") { number, _ in number & 1 == 0 }
  /// Returns what it was given.
  static let echo = PoolTask<[UInt8], [UInt8]>(name: "echo") { bytes, _ in bytes }
  /// Keeps a core busy for this many microseconds.
  static let spin = PoolTask<Int, Int>(name: "spin") { microseconds, _ in
    let end = SystemClock.monotonic + UInt64(microseconds) * 1000
    while SystemClock.monotonic < end {}
    return microseconds
  }
}
