/// Why a pool could not do what was asked.
public enum PoolError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A worker died, and the pool was told not to replace it.
  case workerDied(WorkerDeath)
  /// A worker died more often than it may be replaced; the last death.
  case tooManyDeaths(WorkerDeath, limit: RespawnLimit)
  /// A worker never said that it was ready.
  case workerDidNotStart(worker: Int, pid: Int32, reason: String)
  /// A worker process could not be made.
  case cannotStart(worker: Int, call: String, code: Int32)
  /// An item failed.
  case itemFailed(ItemFailure)
  /// A worker can't do the map.
  case refused(worker: Int, reason: String)
  /// A system call of the pool itself failed.
  case system(call: String, code: Int32)
  /// An option has a value it can't have; the sentence names it.
  case badOption(String)
  /// The task that asked was cancelled.
  case cancelled
  /// The pool has ended.
  case closed

  /// One sentence that names what is wrong and, where there is one, the mend.
  public var description: String {
    switch self {
    case .workerDied(let death):
      "\(death): it was not replaced; run again, or let the pool replace workers"
    case .tooManyDeaths(let death, let limit):
      "\(death), after it had been replaced \(limit.count) times in \(limit.period.inSeconds): the pool gave up; "
        + "look at the task and at the memory it needs"
    case .workerDidNotStart(let worker, let pid, let reason):
      "worker-\(worker + 1) (pid \(pid)) did not start: \(reason)"
    case .cannotStart(let worker, let call, let code):
      "worker-\(worker + 1) could not be started: \(call) failed, \(errorText(code))\(PoolError.mend(code))"
    case .itemFailed(let failure): failure.description
    case .refused(let worker, let reason): "worker-\(worker + 1) can't go on: \(reason)"
    case .system(let call, let code):
      "the pool can't work: \(call) failed, \(errorText(code))\(PoolError.mend(code))"
    case .badOption(let sentence): sentence
    case .cancelled: "the map was cancelled"
    case .closed: "the pool has ended: use it inside withWorkerPool only"
    }
  }
}

/// How a worker died, and what it held.
public struct WorkerDeath: Sendable, Equatable, CustomStringConvertible {
  /// Which worker, counted from 0.
  public var worker: Int
  /// Its process id.
  public var pid: Int32
  /// How it ended.
  public var end: WorkerEnd
  /// The item it was at, if it was at one.
  public var item: Int?
  /// What it did wrong before the pool ended it, where that is why.
  public var fault: String?
  /// The last it wrote to its standard output and error.
  public var lastWords: String

  /// One clause: which worker, how, at which item.
  public var description: String {
    var text = "worker-\(worker + 1) (pid \(pid)) "
    if let fault { text += "\(fault), and " }
    switch end {
    case .exited(let code): text += "ended by itself with code \(code)"
    case .signalled(let signal): text += "was ended by \(signalName(signal))"
    }
    if let item { text += " while it did item \(item)" }
    let last = lastWords.split(separator: "\n").last ?? ""
    if !last.isEmpty { text += " (it had written: \(last))" }
    return text
  }
}

/// An item that has no result, and why.
public struct ItemFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The item's index in its map.
  public var item: Int
  /// The worker that had it, counted from 0.
  public var worker: Int
  /// That worker's process id.
  public var pid: Int32
  /// Why there is no result.
  public var reason: Reason

  /// Why an item has no result.
  public enum Reason: Sendable, Equatable {
    /// The task threw; its own message.
    case threw(message: String)
    /// It took longer than its limit.
    case tookTooLong(limit: Duration)
    /// So many workers died while they did it; how the last ended.
    case killedWorkers(count: Int, end: WorkerEnd)
  }

  /// One sentence.
  public var description: String {
    let place = "item \(item) failed on worker-\(worker + 1) (pid \(pid))"
    return switch reason {
    case .threw(let message): "\(place): \(message)"
    case .tookTooLong(let limit): "\(place): it took longer than \(limit.inSeconds)"
    case .killedWorkers(let count, .signalled(let signal)):
      "\(place): \(count) workers died of it, the last by \(signalName(signal))"
    case .killedWorkers(let count, .exited(let code)):
      "\(place): \(count) workers died of it, the last with exit code \(code)"
    }
  }
}
