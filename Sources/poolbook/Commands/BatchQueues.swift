import BatchJob
import Glibc
import Posix
import Text

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

  /// Calls a queue, and makes a sentence of its error.
  static func call<Result>(_ body: () throws(BatchError) -> Result) throws(Refusal) -> Result {
    do throws(BatchError) { return try body() } catch { throw Refusal(error.description) }
  }

  /// Remembers who took a job.
  static func remember(_ runner: String, _ id: String) {
    guard (try? QueueFolder.usual.prepare()) != nil else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    try? writeAll("\(runner) \(id)\n", to: file)
    close(file)
  }

  /// The last job that was submitted here, with this id and by this runner if they are given; `nil` if there is none.
  static func submitted(_ id: String?, _ runner: Runner?) throws(Refusal) -> Submitted? {
    try call { () throws(BatchError) in try QueueFolder.usual.check() }
    let text = (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n").reversed() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 2, let who = Runner(rawValue: words[0]), runner == nil || who == runner else { continue }
      // A task of an array has its index behind the array's id.
      if let id, id.prefix(while: { $0 != "_" }) != words[1] { continue }
      return Submitted(runner: who, id: id ?? words[1])
    }
    return nil
  }

  private static var path: String { "\(QueueFolder.usual.path)/submitted" }
}
