/// What a worker is doing now, known without asking it.
///
/// A local worker writes it to memory it shares with the pool. A launcher without shared memory can fill a gauge from
/// messages of its own; what it shows is then a little old.
protocol Gauge {
  /// The item the worker is working on, and since when.
  var position: GaugePosition { get }

  /// How many chunks the worker has begun, modulo 2³¹.
  var chunksBegun: UInt32 { get }

  /// Tells the worker that the results of this map are no longer wanted.
  func stop(map: UInt32)

  /// Asks the worker to send what it has gathered, even in the middle of an item.
  func requestReport()

  /// Takes back every chunk that the worker has not begun, and returns the number of the first of these. The worker
  /// skips them, and begins no later chunk until `giveAgain` is called.
  ///
  /// - Returns: `nil` if that can't be decided yet; the launcher reports `takenBack` when it is, and the loop asks again.
  func takeBack() -> UInt32?

  /// Lets the worker begin chunks again after it has skipped those that were taken back.
  func giveAgain()
}

/// Where a worker is in its work.
struct GaugePosition: Equatable {
  /// The map it last worked for, from 1; 0 before the first.
  var map: UInt32
  /// The item it is working on; `nil` between items.
  var item: Int?
  /// When it began that item, or the chunk if the map reports chunks only: nanoseconds of the pool's clock.
  var since: UInt64
}
