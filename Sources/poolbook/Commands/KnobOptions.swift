import ArgumentParser
import Experiments

/// The knobs as options, the same for every command that runs something.
struct KnobOptions: ParsableArguments {
  @Option(help: ArgumentHelp(KnobName.chunk.explanation, valueName: "N|auto"))
  var chunk: String?

  @Option(help: ArgumentHelp(KnobName.schedule.explanation))
  var schedule: String?

  @Option(name: .customLong("repeat"), help: ArgumentHelp(KnobName.repeats.explanation, valueName: "N"))
  var repeats: String?

  @Option(help: ArgumentHelp(KnobName.seed.explanation, valueName: "N|pid"))
  var seed: String?

  @Option(help: ArgumentHelp(KnobName.seeding.explanation, valueName: "pid|same|item"))
  var seeding: String?

  @Option(help: ArgumentHelp(KnobName.items.explanation + " For command also JSON: '[\"a\", [1, 2]]'."))
  var items: String?

  @Option(help: ArgumentHelp(KnobName.samples.explanation, valueName: "N"))
  var samples: String?

  @Option(help: ArgumentHelp(KnobName.range.explanation, valueName: "A..<B"))
  var range: String?

  @Option(help: ArgumentHelp(KnobName.limit.explanation, valueName: "SECONDS|none"))
  var limit: String?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program of `command` and its arguments, after --.", valueName: "program"))
  var command: [String] = []

  @Option(help: "Where workers run: local.")
  var launcher = "local"

  /// The knobs for a task; throws a usage error for a value that a knob can't have, and for a knob the task ignores.
  func knobs(for task: TaskName, processes: String?) throws -> Knobs {
    guard launcher == "local" else {
      throw ValidationError("launcher is local, not “\(launcher)”: workers run on this machine.")
    }
    let given: [(KnobName, String?)] = [
      (.processes, processes), (.chunk, chunk), (.schedule, schedule), (.repeats, repeats), (.seed, seed),
      (.seeding, seeding), (.items, items), (.samples, samples), (.range, range), (.limit, limit),
    ]
    guard task == .command || command.isEmpty else {
      throw ValidationError("\(task.rawValue) runs no program: leave out what stands after --, or run command.")
    }
    guard task != .command || !command.isEmpty else {
      throw ValidationError("command needs a program: poolbook run command --items 1,2,3 -- python3 square.py")
    }
    var knobs = Knobs.usual(for: task)
    knobs.command = command
    for case (let name, let text?) in given {
      guard task.knobs.contains(name) else {
        let known = task.knobs.map { "--\($0.rawValue)" }.joined(separator: ", ")
        throw ValidationError("\(task.rawValue) has no --\(name.rawValue); it has \(known).")
      }
      do throws(KnobError) { try name.set(text, in: &knobs) } catch { throw ValidationError(error.description) }
    }
    if let objection = task.objection(to: knobs) { throw ValidationError(objection.description) }
    return knobs
  }
}

extension TaskName: ExpressibleByArgument {}
