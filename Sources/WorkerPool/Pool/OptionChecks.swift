extension PoolOptions {
  /// Refuses values that can't be meant, in a sentence.
  func check() throws(PoolError) {
    guard PoolOptions.sizes.contains(workers) else {
      throw .badOption("a pool has 1 to 256 workers, not \(workers)")
    }
    guard maximumFrameSize >= 1 << 12, maximumFrameSize <= 1 << 31 else {
      throw .badOption("a message may be 4096 bytes to 2 GiB large, not \(maximumFrameSize)")
    }
    guard startLimit > .zero, silenceLimit > .zero, grace >= .zero, respawnLimit.count >= 0,
      respawnLimit.period >= .zero
    else {
      throw .badOption("the time limits of a pool must be positive; grace and the respawn limit may be 0")
    }
    if let itemsPerWorker, itemsPerWorker < 1 {
      throw .badOption("a worker does at least 1 item in its life, not \(itemsPerWorker)")
    }
  }
}

extension MapOptions {
  /// Refuses values that can't be meant, in a sentence.
  func check() throws(PoolError) {
    if case .items(let size) = chunk, size < 1 {
      throw .badOption("a chunk has at least 1 item, not \(size)")
    }
    if let itemLimit, itemLimit <= .zero {
      throw .badOption("an item's time limit must be more than 0 s, not \(itemLimit.inSeconds)")
    }
  }
}
