extension PoolOptions {
  /// Rejects values that make no sense.
  func check() throws(PoolError) {
    guard PoolOptions.sizes.contains(workers) else {
      throw .badOption("a pool must have 1 to 256 workers, not \(workers)")
    }
    guard maximumFrameSize >= 1 << 12, maximumFrameSize <= 1 << 31 else {
      throw .badOption("maximumFrameSize must be 4096 bytes to 2 GiB, not \(maximumFrameSize)")
    }
    for (name, limit) in [("startLimit", startLimit), ("silenceLimit", silenceLimit)] where limit <= .zero {
      throw .badOption("\(name) must be more than 0 s, not \(limit.inWords)")
    }
    guard grace >= .zero, respawnLimit.count >= 0, respawnLimit.period >= .zero else {
      throw .badOption("grace and respawnLimit must not be negative")
    }
    for (name, value) in environment where name.isEmpty || name.contains("=") || (name + value).utf8.contains(0) {
      throw .badOption(
        "“\(name)” can't be set in the environment of workers: use a name without “=”, and no zero bytes")
    }
    if let itemsPerWorker, itemsPerWorker < 1 {
      throw .badOption("itemsPerWorker must be at least 1, not \(itemsPerWorker)")
    }
  }
}

extension MapOptions {
  /// Rejects values that make no sense.
  func check() throws(PoolError) {
    if case .items(let size) = chunk, size < 1 {
      throw .badOption("a chunk must have at least 1 item, not \(size)")
    }
    if let itemLimit, itemLimit <= .zero {
      throw .badOption("itemLimit must be more than 0 s, not \(itemLimit.inWords)")
    }
  }
}
