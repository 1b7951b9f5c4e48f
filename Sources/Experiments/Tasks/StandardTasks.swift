public import WorkerPool

/// The tasks as workers know them; the same value names a task in the pool's process.
public enum StandardTask {
  /// An item in, the pid and the number of the worker that took it out.
  public static let processInfo = PoolTask<Double, WirePair<Int32, Int>>(
    name: TaskName.processInfo.rawValue
  ) { _, context in
    WirePair(context.pid, context.worker)
  }

  /// Samples and a seed in (none: from the worker's pid), points inside and the seed used out.
  public static let quarterCircle = PoolTask<WirePair<Int, UInt64?>, WirePair<Int, UInt64>>(
    name: TaskName.quarterCircle.rawValue
  ) { item, context in
    let seed = item.second ?? processSeed(pid: context.pid, item: context.item)
    let inside = sampleQuarterCircle(samples: item.first, seed: seed) { context.report(fraction: $0) }
    return WirePair(inside, seed)
  }

  /// A candidate in, whether it is prime out.
  public static let primes = PoolTask<Int, Bool>(name: TaskName.primes.rawValue) { candidate, _ in
    checkPrime(candidate)
  }

  /// A number in, how many numbers divide it out.
  public static let divisors = PoolTask<Int, Int>(name: TaskName.divisors.rawValue) { number, _ in
    countDivisors(number)
  }

  /// Seconds in, seconds slept out.
  public static let sleep = PoolTask<Double, Double>(name: TaskName.sleep.rawValue) { seconds, _ in
    sleepFor(seconds: seconds)
    return seconds
  }

  /// A command's words and one item in, its answer out, each a line of JSON.
  public static let command = PoolTask<WirePair<[String], String>, String>(
    name: TaskName.command.rawValue
  ) { item, context in
    let answer = try bridge.answer(to: item.second, from: item.first, worker: context.name)
    guard JSONValue(answer) != nil else { throw AnswerError(program: item.first.first ?? "", answer: answer) }
    return answer
  }
  private static let bridge = CommandBridge(workerVariable: "POOLBOOK_WORKER")
}

/// The seed of one item, from the pid of the worker that takes it: 4107002 for item 2 on pid 4107.
///
/// The item has a part in it because a quick worker may take two: by its pid alone it would draw the same points twice.
public func processSeed(pid: Int32, item: Int) -> UInt64 {
  UInt64(UInt32(bitPattern: pid)) * 1000 + UInt64(item % 1000)
}

/// What a worker of this program can do.
public let standardTasks = TaskRegistry(
  StandardTask.processInfo, StandardTask.quarterCircle, StandardTask.primes, StandardTask.divisors,
  StandardTask.sleep, StandardTask.command)
