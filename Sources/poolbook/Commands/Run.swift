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
  @OptionGroup var program: PythonOptions

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
    try program.check(for: task, knobs, processes: processes)
    try logging.check(try knobs.knobs(for: task, processes: processes), for: task)
    _ = try failures.policy(for: task)
  }

  func run() throws {
    guard !list, let task else { return try printTasks() }
    if task == .python { return try runPython() }
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
    try keep(run)
    if let refusal = log?.refusal ?? FailureOptions.refusal(of: run.report, request.knobs) { throw refusal }
  }

  /// Runs a file whose pool is Python's own.
  private func runPython() throws {
    // Without the option, the only run is the first one.
    let asked = try knobs.knobs(for: .python, processes: nil).repeats
    var run = try program.run(repeats: knobs.values[.repeats] == nil ? 0 : asked, showsOutput: !json)
    run.experiment = experiment
    try keep(run)
    if run.report.result.as(PythonFindings.self)?.trouble != nil { throw QuietEnd(code: 1) }
  }

  /// Writes the run to the places that were asked for, and prints it.
  private func keep(_ run: RecordedRun) throws {
    if let events {
      do throws(SystemError) { try writeFile(run.fileText(), to: events, permissions: 0o600) } catch {
        let shown = visible(events, onOneLine: true)
        throw Refusal("The run can't be written to \(shown) (\(error.reason)); name another file.")
      }
    }
    if experiment != nil { try addToFolder(run) }
    if json { try StandardOutput.json(run.report) } else { try StandardOutput.print(RunText.lines(of: run)) }
  }

  private func addToFolder(_ run: RecordedRun) throws(Refusal) {
    let here = access("answers.md", F_OK) == 0
    do throws(BookError) { try BookFolder.add(run, to: folder ?? (here ? "." : "./sharing-work")) } catch {
      throw Refusal(error.description)
    }
  }

  /// The tasks of this program's pool, and the program that has its own.
  private static let tasks = ExperimentTask.all + [.python]

  private static var names: String { tasks.map(\.name).joined(separator: ", ") }

  private func printTasks() throws {
    for task in Self.tasks {
      let names = task == .python ? ["file", "python", "time", "memory", "repeat"] : task.knobs.map(\.name)
      let knobs =
        names.map { "--\($0)" }.joined(separator: " ")
        + (task.traits.contains(.runsProgram) ? " -- program words" : "")
      try StandardOutput.print(["\(task.name): \(task.summary)", "  \(knobs)"])
    }
  }
}
