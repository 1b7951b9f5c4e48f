import Posix

/// An item that has no result, and why.
public struct ItemFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The item's index in its map.
  public var item: Int
  /// The worker that had it, counted from 0; -1 if its map ended before the item was done.
  public var worker: Int
  /// That worker's process id; 0 if its map ended before the item was done.
  public var pid: Int32
  /// Why it has no result.
  public var reason: Reason

  /// One sentence.
  public var description: String {
    guard reason.poolError == nil else { return "item \(item) was \(reason)" }
    return "item \(item) failed on worker-\(worker + 1) (pid \(pid)): \(reason)"
  }

  /// An item that was not done, because its map ended early.
  init(notDone item: Int, because error: PoolError) {
    self.init(item: item, worker: -1, pid: 0, reason: .notDone(error))
  }

  /// Makes a failure from its parts.
  init(item: Int, worker: Int, pid: Int32, reason: Reason) {
    self.item = item
    self.worker = worker
    self.pid = pid
    self.reason = reason
  }

  /// Why an item has no result: one of the values below. Later versions may have more.
  public struct Reason: Sendable, Equatable, CustomStringConvertible {
    private indirect enum Kind: Equatable {
      case threw(message: String)
      case tookTooLong(limit: Duration)
      case killedWorkers(count: Int, end: WorkerEnd, lastWords: String)
      case notSent(message: String)
      case notDone(PoolError)
    }

    private let kind: Kind

    /// The task threw an error with this message.
    public static func threw(message: String) -> Reason { Reason(kind: .threw(message: message)) }
    /// It took longer than its limit.
    public static func tookTooLong(limit: Duration) -> Reason { Reason(kind: .tookTooLong(limit: limit)) }
    /// This many workers died while they worked on it; how the last of them ended, and the last line it wrote.
    public static func killedWorkers(count: Int, end: WorkerEnd, lastWords: String = "") -> Reason {
      Reason(kind: .killedWorkers(count: count, end: end, lastWords: lastWords))
    }
    /// Its input or its result could not be sent between the pool and the worker, as this message says.
    public static func notSent(message: String) -> Reason { Reason(kind: .notSent(message: message)) }
    /// Its map ended before it was done, because of this error.
    public static func notDone(_ error: PoolError) -> Reason { Reason(kind: .notDone(error)) }

    /// The message of the error that the task threw; `nil` if it didn't throw.
    public var message: String? { if case .threw(let message) = kind { message } else { nil } }
    /// True if its input or its result could not be sent.
    public var isNotSent: Bool { if case .notSent = kind { true } else { false } }
    /// The limit that it exceeded; `nil` if it didn't take too long.
    public var limit: Duration? { if case .tookTooLong(let limit) = kind { limit } else { nil } }
    /// How the last worker that died on it ended; `nil` if none did.
    public var workerEnd: WorkerEnd? { if case .killedWorkers(_, let end, _) = kind { end } else { nil } }
    /// Why its map ended before it was done; `nil` if it was done.
    public var poolError: PoolError? { if case .notDone(let error) = kind { error } else { nil } }

    /// A clause that says it: the task's own message if it threw.
    public var description: String {
      switch kind {
      case .threw(let message), .notSent(let message): message
      case .tookTooLong(let limit): "it took longer than \(limit.inWords)"
      case .killedWorkers(let count, .signalled(let signal), let lastWords):
        "\(count) workers died on it, the last by \(signalName(signal))\(Reason.quote(lastWords))"
      case .killedWorkers(let count, .exited(let code), let lastWords):
        "\(count) workers died on it, the last with exit code \(code)\(Reason.quote(lastWords))"
      case .killedWorkers(let count, .lost, let lastWords):
        "\(count) workers were lost on it\(Reason.quote(lastWords))"
      case .notDone(let error): "not done: \(error)"
      }
    }

    private static func quote(_ lastWords: String) -> String {
      lastWords.isEmpty ? "" : " (its last output: \(lastWords))"
    }
  }
}

/// How a worker died, and what it held.
public struct WorkerDeath: Sendable, Equatable, CustomStringConvertible {
  /// The worker, counted from 0.
  public var worker: Int
  /// Its process id.
  public var pid: Int32
  /// How its process ended.
  public var end: WorkerEnd
  /// The item it was working on, if any.
  public var item: Int?
  /// What it did wrong, if that is why the pool stopped it.
  public var fault: String?
  /// The last that it wrote to its standard output and standard error.
  public var lastWords: String

  /// One clause: which worker, how, and on which item.
  public var description: String {
    var text = "worker-\(worker + 1) (pid \(pid)) "
    if let fault { text += "\(fault), and " }
    switch end {
    case .exited(let code): text += "exited with code \(code)"
    case .signalled(let signal): text += "was killed by \(signalName(signal))"
    case .lost: text += "was lost with its connection"
    }
    if let item { text += " while it worked on item \(item)" }
    if !lastLine.isEmpty { text += " (its last output: \(lastLine))" }
    return text
  }

  /// The line of its last words that says most: where a Swift program trapped, or otherwise the last one.
  var lastLine: String {
    let lines = lastWords.split { $0.isNewline }
    return String(lines.last { $0.contains("Fatal error:") } ?? lines.last ?? "")
  }
}
