import Posix

/// An item that has no result, and why.
public struct ItemFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The item's index in its map.
  public var item: Int
  /// The worker that had it, counted from 0.
  public var worker: Int
  /// That worker's process id.
  public var pid: Int32
  /// Why it has no result.
  public var reason: Reason

  /// One sentence.
  public var description: String {
    "item \(item) failed on worker-\(worker + 1) (pid \(pid)): \(reason)"
  }

  /// Why an item has no result: one of the values below. Later versions may have more.
  public struct Reason: Sendable, Equatable, CustomStringConvertible {
    private enum Kind: Equatable {
      case threw(message: String)
      case tookTooLong(limit: Duration)
      case killedWorkers(count: Int, end: WorkerEnd)
    }

    private let kind: Kind

    /// The task threw an error with this message.
    public static func threw(message: String) -> Reason { Reason(kind: .threw(message: message)) }
    /// It took longer than its limit.
    public static func tookTooLong(limit: Duration) -> Reason { Reason(kind: .tookTooLong(limit: limit)) }
    /// This many workers died while they worked on it; how the last of them ended.
    public static func killedWorkers(count: Int, end: WorkerEnd) -> Reason {
      Reason(kind: .killedWorkers(count: count, end: end))
    }

    /// The message of the error that the task threw; `nil` if it didn't throw.
    public var message: String? { if case .threw(let message) = kind { message } else { nil } }
    /// The limit that it exceeded; `nil` if it didn't take too long.
    public var limit: Duration? { if case .tookTooLong(let limit) = kind { limit } else { nil } }
    /// How the last worker that died on it ended; `nil` if none did.
    public var workerEnd: WorkerEnd? { if case .killedWorkers(_, let end) = kind { end } else { nil } }

    /// A clause that says it: the task's own message if it threw.
    public var description: String {
      switch kind {
      case .threw(let message): message
      case .tookTooLong(let limit): "it took longer than \(limit.inWords)"
      case .killedWorkers(let count, .signalled(let signal)):
        "\(count) workers died on it, the last by \(signalName(signal))"
      case .killedWorkers(let count, .exited(let code)):
        "\(count) workers died on it, the last with exit code \(code)"
      }
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
    }
    if let item { text += " while it worked on item \(item)" }
    let last = lastWords.split(separator: "\n").last ?? ""
    if !last.isEmpty { text += " (its last output: \(last))" }
    return text
  }
}
