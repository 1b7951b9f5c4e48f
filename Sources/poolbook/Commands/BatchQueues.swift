import BatchJob
import Glibc

/// The queues of this machine, and which of them took a job.
enum Queues {
  /// A job that was submitted here.
  struct Submitted {
    var runner: Runner
    var id: String
  }

  /// The queue that was asked for; without one, SLURM's if there is a cluster, else the stand-in's.
  static func queue(_ runner: Runner?) throws(Refusal) -> any BatchQueue {
    try call { () throws(BatchError) in
      switch runner {
      case .builtin: BuiltinQueue()
      case .slurm: try SlurmQueue.find()
      case nil: try usualQueue()
      }
    }
  }

  /// The queue that took a job; the usual one if the name says nothing.
  static func queue(named name: String) throws(BatchError) -> any BatchQueue {
    switch Runner(rawValue: name) {
    case .builtin: BuiltinQueue()
    case .slurm: try SlurmQueue.find()
    case nil: try usualQueue()
    }
  }

  /// Calls a queue, and makes a sentence of its error.
  static func call<Result>(_ body: () throws(BatchError) -> Result) throws(Refusal) -> Result {
    do throws(BatchError) { return try body() } catch { throw Refusal(error.description) }
  }

  /// Remembers who took a job.
  static func remember(_ runner: String, _ id: String) {
    guard (try? QueueFolder.usual.prepare()) != nil else { return }
    Submissions().remember(runner, id)
  }

  /// The last job that was submitted here, with this id and by this runner if they are given; `nil` if there is none.
  static func submitted(_ id: String?, _ runner: Runner?) throws(Refusal) -> Submitted? {
    try call { () throws(BatchError) in try QueueFolder.usual.check() }
    guard let last = Submissions().last(id, runner?.rawValue) else { return nil }
    return Runner(rawValue: last.runner).map { Submitted(runner: $0, id: last.id) }
  }
}

/// A path that doesn't depend on the current directory; the current directory itself if it is empty.
func absolutePath(_ path: String) throws(Refusal) -> String {
  if path.hasPrefix("/") { return path }
  var buffer = [CChar](repeating: 0, count: 4096)
  guard getcwd(&buffer, buffer.count) != nil else {
    throw Refusal("The current directory can't be found; change to one that is there.")
  }
  let here = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return path.isEmpty ? here : "\(here)/\(path)"
}
