import AnswerBook
import ArgumentParser
import Experiments
import Glibc
import Posix
import Text
import WorkerPool

/// `poolbook run TASK`: one experiment without the workbook.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run one experiment without the workbook.")

  @Argument(help: "The task to run; --list shows all of them.")
  var task: ExperimentTask?

  @Flag(help: "List the tasks and their knobs.")
  var list = false

  @Option(help: ArgumentHelp(Knob.processes.explanation, valueName: "N"))
  var processes: String?

  @OptionGroup var knobs: KnobOptions
  @OptionGroup var failures: FailureOptions
  @OptionGroup var logging: LogOptions

  @Flag(help: "Print one JSON object and nothing else.")
  var json = false

  @Option(help: ArgumentHelp("Write the recorded run to this file.", valueName: "file"))
  var events: String?

  @Option(
    help: ArgumentHelp(
      "Add the run to your folder, as one of this experiment of the lesson.",
      discussion: "The workbook shows it like its own runs. A batch job can record its runs in this way.",
      valueName: "id"))
  var experiment: String?

  @Option(help: "With --experiment: your folder (default: ., if it has answers.md; else ./sharing-work).")
  var folder: String?

  func validate() throws {
    if let experiment, !isIdentifier(experiment) {
      throw ValidationError("\(visible(experiment, onOneLine: true)) is not an id; it has letters, digits, - or _.")
    }
    if folder != nil, experiment == nil { throw ValidationError("Use --folder with --experiment.") }
    if !list, task == nil { throw ValidationError("Name a task: \(Self.names).") }
    guard let task else { return }
    try logging.check(try knobs.knobs(for: task, processes: processes), for: task)
    _ = try failures.policy(for: task)
  }

  func run() throws {
    guard !list, let task else { return try printTasks() }
    var request = RunRequest(
      experiment: experiment, task: task, knobs: try knobs.knobs(for: task, processes: processes),
      policy: try failures.policy(for: task))
    // Before the log is opened: a run that can't begin leaves an old log as it is. Nothing to do needs no place.
    let place = try logging.leavesNothing(of: request) ? nil : knobs.launcher.place(for: request.knobs.processes)
    let log = try logging.open(for: &request)
    if let log, request.knobs.items.count == 0 {
      let sentence = "There is nothing left to do: \(log.name) has every item"
      // A recorded run has items, but a report of none is sound.
      guard events == nil else { throw Refusal("\(sentence), so there is no run to record; leave out --events.") }
      say("\(sentence).")
      guard json else { return }
    }
    if knobs.launcher == .local, let shortfall = UsableCores.now().shortfall { say("Note: \(shortfall).") }
    if case .same = request.knobs.seeding, request.knobs.processes > 1 {
      say("All \(request.knobs.processes) workers draw the same points; --seeding item gives each item its own.")
    }
    let runs = try Interruptible.perform([request], at: place, events: log?.log.add)
    guard var run = runs.first else { return }
    log?.renumber(&run.report)
    if let events {
      do throws(SystemError) { try writeFile(run.fileText(), to: events, permissions: 0o600) } catch {
        let shown = visible(events, onOneLine: true)
        throw Refusal("The run can't be written to \(shown) (\(error.reason)); name another file.")
      }
    }
    if experiment != nil { try addToFolder(run) }
    if json { try StandardOutput.json(run.report) } else { try StandardOutput.print(RunText.lines(of: run)) }
    if let refusal = log?.refusal ?? FailureOptions.refusal(of: run.report, request.knobs) { throw refusal }
  }

  private func addToFolder(_ run: RecordedRun) throws(Refusal) {
    let here = access("answers.md", F_OK) == 0
    do throws(BookError) { try BookFolder.add(run, to: folder ?? (here ? "." : "./sharing-work")) } catch {
      throw Refusal(error.description)
    }
  }

  private static var names: String { ExperimentTask.all.map(\.name).joined(separator: ", ") }

  private func printTasks() throws {
    for task in ExperimentTask.all {
      let knobs =
        task.knobs.map { "--\($0.name)" }.joined(separator: " ")
        + (task.traits.contains(.runsProgram) ? " -- program words" : "")
      try StandardOutput.print(["\(task.name): \(task.summary)", "  \(knobs)"])
    }
  }
}
