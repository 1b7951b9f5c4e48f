import Posix
import Session

extension Staging {
  /// Runs Git and waits for it, for at most `patience` seconds.
  func run() -> Outcome {
    guard findProgram("git") != nil else { return outcome(of: .missing) }
    let earlier = Environment.value("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0
    let captured: Captured
    do throws(SystemError) {
      captured = try capture(
        ["env"] + Staging.variables(earlierSettings: max(0, earlier)) + words,
        limits: CaptureLimits(time: .seconds(Staging.patience), bytes: 1 << 22))
    } catch {
      return outcome(of: .notStarted(error.reason))
    }
    let errors = String(decoding: captured.errors, as: UTF8.self)
    switch captured.end {
    case .byItself(.exited(let code)): return outcome(of: .exited(code: code, errors: errors))
    case .byItself(let end): return outcome(of: .exited(code: 1, errors: "it \(end.description)"))
    case .outOfTime: return outcome(of: .outOfTime)
    case .tooMuchOutput: return outcome(of: .exited(code: 1, errors: errors))
    }
  }
}
