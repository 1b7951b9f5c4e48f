import Glibc
import PoolFixtureTasks
import WorkerPool

/// Repeats a fault, each time at another moment and with another victim: `campaign FAULT ROUNDS`.
///
/// Every round must end with correct results or with one error that names the item; anything else is printed. SIGALRM ends
/// a round that hangs, so that a campaign always ends.
struct Campaign {
  /// The fault.
  let fault: Fault
  /// The number of the round, from 0; the seed of everything that is random in it.
  let round: Int

  /// More seconds than any round may take.
  private static let patience: UInt32 = 20

  /// Runs the campaign of the command line, and prints what went wrong, then how many rounds were right.
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
    /// An error said what happened, as it must after this fault.
    case named
    /// Neither, and what happened instead.
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

  /// The random number at a place of this round, from 0 up to but not including `bound`.
  func random(_ place: Int, below bound: Int) -> Int {
    Int(Seeds.seed(root: UInt64(round), item: place) % UInt64(bound))
  }

  /// Says if there is a process that should be gone.
  private static func leftOver() -> String? {
    var status: Int32 = 0
    let pid = waitpid(-1, &status, WNOHANG)
    if pid == 0 { return "a worker still runs" }
    return pid > 0 ? "the worker \(pid) was not reaped" : nil
  }
}

/// Prints a line at once. `print` would keep it back if the output is a pipe.
func say(_ line: String) {
  let text = line + "\n"
  write(STDOUT_FILENO, text, text.utf8.count)
}
