public import WorkerPool

/// The tasks as workers know them; the same value names a task in the pool's process.
public enum StandardTask {
  /// An item in, the pid of the worker that took it out. The worker's name follows from the events.
  public static let processInfo = PoolTask<Double, Int32>(name: TaskName.processInfo.rawValue) { _, context in
    context.pid
  }

  /// Samples and a seed in (0 for the worker's pid), points inside and the seed used out.
  public static let quarterCircle = PoolTask<WirePair<Int, UInt64>, WirePair<Int, UInt64>>(
    name: TaskName.quarterCircle.rawValue
  ) { item, context in
    let seed = item.second == 0 ? UInt64(context.pid) : item.second
    let inside = sampleQuarterCircle(samples: item.first, seed: seed) { context.report(fraction: $0) }
    return WirePair(inside, seed)
  }

  /// A candidate in, whether it is prime out.
  public static let primes = PoolTask<Int, Bool>(name: TaskName.primes.rawValue) { candidate, _ in
    checkPrime(candidate)
  }

  /// Seconds in, seconds slept out.
  public static let sleep = PoolTask<Double, Double>(name: TaskName.sleep.rawValue) { seconds, _ in
    sleepFor(seconds: seconds)
    return seconds
  }
}

/// What a worker of this program can do.
public let standardTasks = TaskRegistry(
  StandardTask.processInfo, StandardTask.quarterCircle, StandardTask.primes, StandardTask.sleep)
