import ArgumentParser
import Experiments
import Posix
import Text
import WorkerPool

/// What says how an experiment runs, the same for every command that runs one.
struct KnobOptions: ParsableArguments {
  @OptionGroup var values: KnobValues

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("For the task command: the program and its arguments, after --.", valueName: "program"))
  var command: [String] = []

  @Option(help: "Where the workers run: local for this machine, slurm for the nodes of the SLURM allocation around.")
  var launcher = LauncherName.local

  /// The knobs for a task; throws a usage error for a value that a knob can't have, and for a knob the task doesn't have.
  func knobs(for task: ExperimentTask, processes: String?) throws -> Knobs {
    let runsProgram = task.traits.contains(.runsProgram)
    guard runsProgram || command.isEmpty else {
      throw ValidationError(
        "\(task.name) doesn't run a program: leave out everything after --, or run the task command.")
    }
    guard !runsProgram || !command.isEmpty else {
      throw ValidationError(
        "command needs a program; for example: poolbook run command --items 1,2,3 -- python3 square.py")
    }
    var knobs = task.usualKnobs
    knobs.command = command
    let given =
      [(Knob.processes.name, processes ?? launcher.processes)] + KnobValues.knobs.map { ($0.name, values[$0]) }
    for case (let name, let text?) in given {
      guard let knob = task.knob(named: name) else {
        let known = task.knobs.map { "--\($0.name)" }.joined(separator: ", ")
        throw ValidationError("\(task.name) has no --\(name); it has \(known).")
      }
      do throws(KnobError) { try knob.set(text, in: &knobs) } catch { throw ValidationError(error.description) }
    }
    if let objection = task.objection(to: knobs) { throw ValidationError(objection.description) }
    return knobs
  }
}

/// What starts the workers.
enum LauncherName: String, CaseIterable, ExpressibleByArgument {
  case local, slurm

  /// How many processes there are if the command line doesn't say, where that isn't the knob's own default.
  var processes: String? { self == .slurm ? Environment.value("SLURM_NTASKS") : nil }

  /// Where it starts at most so many; `nil` for this machine.
  func place(for processes: Int) throws -> RemotePlace? {
    guard self == .slurm else { return nil }
    do throws(SlurmPlaceError) {
      return try .slurm(workers: processes, onStranger: { say(visible($0, onOneLine: true)) })
    } catch {
      throw Refusal(visible(error.description, onOneLine: true))
    }
  }
}

/// An option for each entry of the table of knobs, except `--processes`, which each command explains itself.
struct KnobValues: ParsableArguments {
  private var given: [String: String] = [:]

  /// The knobs that are options here.
  static var knobs: [Knob] { Knob.all.filter { $0 != .processes } }

  init() {}

  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    for knob in Self.knobs {
      given[knob.name] = try box.decode(Option<String?>.self, forKey: Key(stringValue: knob.name)).wrappedValue
    }
  }

  /// What was typed for a knob.
  subscript(knob: Knob) -> String? { given[knob.name] }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// ArgumentParser learns a type's options from its mirror, so that they need not be stored properties.
extension KnobValues: CustomReflectable {
  var customMirror: Mirror {
    Mirror(self, children: Self.knobs.map { ($0.name, Self.option(for: $0)) })
  }

  private static func option(for knob: Knob) -> Option<String?> {
    Option(name: .customLong(knob.name), help: ArgumentHelp(help(for: knob), valueName: knob.valueName))
  }

  /// What the knob takes, and what it takes for a task that takes more.
  private static func help(for knob: Knob) -> String {
    let others = ExperimentTask.all.compactMap { task in
      task.knob(named: knob.name).flatMap { $0 == knob ? nil : " For \(task.name): \($0.explanation)" }
    }
    return knob.explanation + others.joined()
  }
}

extension ExperimentTask: ExpressibleByArgument {
  /// Finds the task of this name.
  package init?(argument: String) {
    guard let task = ExperimentTask.recorded(argument) else { return nil }
    self = task
  }

  /// The names, which the help lists.
  package static var allValueStrings: [String] { (all + [.python]).map(\.name) }

  /// The name.
  package var defaultValueDescription: String { name }
}
