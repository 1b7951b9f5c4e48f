import ArgumentParser
import Experiments
import Text

/// What a run does about items that fail.
struct FailureOptions: ParsableArguments {
  @Flag(help: "Do the other items if one fails, print their results, and end with the exit code 1.")
  var keepGoing = false

  @Option(help: ArgumentHelp("How often an item that fails is tried again, after all others.", valueName: "N"))
  var retries = 0

  /// The policy for a task; throws a usage error if the task can't have it.
  func policy(for task: ExperimentTask) throws -> FailurePolicy {
    guard (0...FailurePolicy.mostRetries).contains(retries) else {
      throw ValidationError("retries is a whole number from 0 to \(FailurePolicy.mostRetries), not “\(retries)”.")
    }
    guard !keepGoing || task.canKeepGoing else {
      throw ValidationError("\(task.name) has no --keep-going: its result needs all of its items; use --retries.")
    }
    return FailurePolicy(keepsGoing: keepGoing, retries: retries)
  }

  /// The sentence for a run with items that failed, or with repeats that were not done; `nil` if there are none.
  static func refusal(of report: RunReport, _ knobs: Knobs) -> Refusal? {
    guard let failures = report.failures, let first = failures.first else {
      let done = report.runs_s.count
      guard done < knobs.repeats else { return nil }
      return Refusal(
        "The pool gave up after \(done) of \(counted(knobs.repeats, "repeat")); what it found until then is printed.")
    }
    let which = failures.count == 1 ? visible(first.sentence, onOneLine: true) : "the first: \(first.sentence)"
    return Refusal(
      "\(formatCount(failures.count)) of \(counted(report.items, "item")) failed; \(visible(which, onOneLine: true)).")
  }
}
