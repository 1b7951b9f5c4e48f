import Posix

/// Why a pool could not do what it was asked to do: a `code` to decide by, and a sentence for people.
public struct PoolError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong, in one of the ways this version knows.
  enum Reason: Equatable {
    case workerDied(WorkerDeath)
    case tooManyDeaths(WorkerDeath, limit: RespawnLimit)
    case usedUpTime(WorkerDeath)
    case workerDidNotStart(worker: Int, pid: Int32, reason: String)
    case cannotStart(worker: Int, call: String, code: Int32)
    case itemFailed(ItemFailure)
    case refused(worker: Int, reason: String)
    case system(call: String, code: Int32)
    case badOption(String)
    case cancelled
    case closed
    case insideWorker
    case tooManyItems(Int, bytes: Int)
    case inputFailed(message: String)
  }

  let reason: Reason

  init(_ reason: Reason) { self.reason = reason }

  /// A system call of the pool itself failed.
  init(_ error: SystemError) { reason = .system(call: error.call, code: error.code) }

  /// The item that ended the map; `nil` unless the code is `itemFailed`.
  public var itemFailure: ItemFailure? {
    if case .itemFailed(let failure) = reason { failure } else { nil }
  }

  /// The worker's death that ended the map; `nil` unless the code is `workerDied` or `tooManyDeaths`.
  public var death: WorkerDeath? {
    switch reason {
    case .workerDied(let death), .tooManyDeaths(let death, _), .usedUpTime(let death): death
    default: nil
    }
  }

  /// The system's error number; `nil` unless the code is `system` or `cannotStart`.
  public var systemError: Int32? {
    switch reason {
    case .system(_, let code), .cannotStart(_, _, let code): code
    default: nil
    }
  }

  /// One sentence that says what is wrong and, if there is one, what to do about it.
  public var description: String {
    switch reason {
    case .workerDied(let death):
      "\(death). It was not replaced; run again, or let the pool replace workers"
    case .tooManyDeaths(let death, let limit):
      "\(death), after it had been replaced \(limit.count) times in \(limit.period.inWords). The pool gave up; "
        + "check the task and the memory it needs"
    case .usedUpTime(let death):
      "\(death). It had used all the CPU time that a process may use here; raise the limit with ulimit -t"
    case .workerDidNotStart(let worker, let pid, let reason):
      "worker-\(worker + 1)\(pid == 0 ? "" : " (pid \(pid))") did not start: \(reason)"
    case .cannotStart(let worker, let call, let code):
      "worker-\(worker + 1) could not be started: \(call) failed: \(systemMessage(code))\(PoolError.fix(code))"
    case .itemFailed(let failure): failure.description
    case .refused(let worker, let reason): "worker-\(worker + 1) can't go on: \(reason)"
    case .system(let call, let code):
      "the pool can't work: \(call) failed: \(systemMessage(code))\(PoolError.fix(code))"
    case .badOption(let sentence): sentence
    case .cancelled: "the map was cancelled"
    case .closed: "the pool has ended; use it only inside withWorkerPool, or before it is stopped"
    case .insideWorker:
      "this process is a worker of another pool and can't have one of its own: call WorkerMain.runIfAsked before "
        + "anything else, and make no pool in a task"
    case .tooManyItems(let count, let bytes):
      "map keeps every result, and \(count) of them need \(bytes == .max ? "more memory than there is" : "\(bytes >> 20) MiB"): "
        + "use stream, whose results come one by one"
    case .inputFailed(let message): "the input of the stream failed: \(message)"
    }
  }
}

extension PoolError {
  /// What kind of error it is. Later versions may have more codes, so always handle those you don't know.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the code.
    public let description: String

    /// A worker died, and the options don't allow to replace it, or the next one would die in the same way.
    public static let workerDied = Code(description: "workerDied")
    /// A worker died more often than the options allow.
    public static let tooManyDeaths = Code(description: "tooManyDeaths")
    /// A worker was launched but didn't become ready.
    public static let workerDidNotStart = Code(description: "workerDidNotStart")
    /// A worker could not be launched.
    public static let cannotStart = Code(description: "cannotStart")
    /// An item failed.
    public static let itemFailed = Code(description: "itemFailed")
    /// A worker can't do the map, for example because its program doesn't know the task.
    public static let refused = Code(description: "refused")
    /// A system call of the pool itself failed.
    public static let system = Code(description: "system")
    /// An option has a value it can't have.
    public static let badOption = Code(description: "badOption")
    /// The task that asked was cancelled.
    public static let cancelled = Code(description: "cancelled")
    /// The pool has ended.
    public static let closed = Code(description: "closed")
    /// This process is a worker, which can't have a pool of its own.
    public static let insideWorker = Code(description: "insideWorker")
    /// A map has more items than there is memory for their results.
    public static let tooManyItems = Code(description: "tooManyItems")
    /// The asynchronous sequence of a stream's inputs threw an error.
    public static let inputFailed = Code(description: "inputFailed")

    /// Allows `catch PoolError.Code.cancelled`.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? PoolError)?.code == code }
  }

  /// What kind of error it is.
  public var code: Code {
    switch reason {
    case .workerDied, .usedUpTime: .workerDied
    case .tooManyDeaths: .tooManyDeaths
    case .workerDidNotStart: .workerDidNotStart
    case .cannotStart: .cannotStart
    case .itemFailed: .itemFailed
    case .refused: .refused
    case .system: .system
    case .badOption: .badOption
    case .cancelled: .cancelled
    case .closed: .closed
    case .insideWorker: .insideWorker
    case .tooManyItems: .tooManyItems
    case .inputFailed: .inputFailed
    }
  }

  static func workerDied(_ death: WorkerDeath) -> PoolError { PoolError(.workerDied(death)) }
  static func usedUpTime(_ death: WorkerDeath) -> PoolError { PoolError(.usedUpTime(death)) }
  static func tooManyDeaths(_ death: WorkerDeath, limit: RespawnLimit) -> PoolError {
    PoolError(.tooManyDeaths(death, limit: limit))
  }
  static func workerDidNotStart(worker: Int, pid: Int32, reason: String) -> PoolError {
    PoolError(.workerDidNotStart(worker: worker, pid: pid, reason: reason))
  }
  static func cannotStart(worker: Int, call: String, code: Int32) -> PoolError {
    PoolError(.cannotStart(worker: worker, call: call, code: code))
  }
  static func itemFailed(_ failure: ItemFailure) -> PoolError { PoolError(.itemFailed(failure)) }
  static func refused(worker: Int, reason: String) -> PoolError { PoolError(.refused(worker: worker, reason: reason)) }
  static func system(call: String, code: Int32) -> PoolError { PoolError(.system(call: call, code: code)) }
  static func badOption(_ sentence: String) -> PoolError { PoolError(.badOption(sentence)) }
  static let cancelled = PoolError(.cancelled)
  static let closed = PoolError(.closed)
  static let insideWorker = PoolError(.insideWorker)
}
