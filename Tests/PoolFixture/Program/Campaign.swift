import Glibc
import PoolFixtureTasks
import WorkerPool

/// The same fault again and again, each time another moment and another victim: `campaign FAULT ROUNDS`.
///
/// Every round must end with right results or with one error that names the item; what did not is printed. A round that
/// hangs is ended by SIGALRM, so that a campaign always ends.
struct Campaign {
  /// The fault's name.
  let fault: Fault
  /// Its round, from 0: the root of everything random in it.
  let round: Int

  /// Longer than any round may take, seconds.
  private static let patience: UInt32 = 20

  /// Runs the campaign that the command line asks for, and prints what went wrong, then how many rounds were right.
  static func run(_ words: [String]) async {
    guard words.count == 2, let fault = Fault(rawValue: words[0]), let rounds = Int(words[1]) else {
      return say("usage: campaign \(Fault.allCases.map(\.rawValue).joined(separator: "|")) ROUNDS")
    }
    fault.prepare()
    var right = 0
    var named = 0
    for round in 0..<rounds {
      alarm(patience)
      switch await Campaign(fault: fault, round: round).outcome() {
      case .right: right += 1
      case .named: named += 1
      case .wrong(let what): say("round \(round): \(what)")
      }
      if let left = leftOver() { say("round \(round): \(left)") }
    }
    say("right \(right), named \(named)")
  }

  /// How a round ended.
  enum Outcome {
    /// Every result was there.
    case right
    /// An error named what happened, as this fault must.
    case named
    /// Neither; a sentence.
    case wrong(String)
  }

  private func outcome() async -> Outcome {
    do {
      return try await fault.strike(self)
    } catch let error as PoolError {
      return fault.explains(error) ? .named : .wrong("\(error)")
    } catch {
      return .wrong("\(error)")
    }
  }

  /// A number from 0 up to, not including, `bound`, the `place`th of this round.
  func random(_ place: Int, below bound: Int) -> Int {
    Int(Seeds.seed(root: UInt64(round), item: place) % UInt64(bound))
  }

  /// A process that should be gone.
  private static func leftOver() -> String? {
    var status: Int32 = 0
    let pid = waitpid(-1, &status, WNOHANG)
    if pid == 0 { return "a worker still runs" }
    return pid > 0 ? "the worker \(pid) was not reaped" : nil
  }
}

/// Prints a line at once: a pipe would hold it back otherwise.
func say(_ line: String) {
  let text = line + "\n"
  write(STDOUT_FILENO, text, text.utf8.count)
}
