import ArgumentParser
import Experiments

/// `poolbook scale TASK`: the same work at several sizes.
struct Scale: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run the same work at several pool sizes.")

  @Argument(help: "The task to run; `poolbook run --list` shows all of them.")
  var task: ExperimentTask

  @Option(help: ArgumentHelp("The pool sizes, each from 1 to 256, separated by commas.", valueName: "1,2,4,6"))
  var processes = "1,2,4,6"

  @OptionGroup var knobs: KnobOptions

  @Flag(help: "Print one JSON object and nothing else.")
  var json = false

  func validate() throws { _ = try requests() }

  func run() throws {
    let requests = try requests()
    let place = try knobs.launcher.place(for: requests.map(\.knobs.processes).max() ?? 1)
    let runs = try Interruptible.perform(requests, at: place)
    if json {
      try StandardOutput.json(ScaleReport(task: task, runs: runs))
    } else {
      try StandardOutput.print(ScaleText.lines(of: runs))
    }
  }

  private func requests() throws -> [RunRequest] {
    guard !task.traits.contains(.hasOwnPool) else {
      throw ValidationError("A Python file says itself how large its pool is; use poolbook run and poolbook compare.")
    }
    let sizes = processes.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard sizes.count <= Knobs.mostSizes else {
      throw ValidationError("processes is a list of at most \(Knobs.mostSizes) pool sizes, such as 1,2,4,6.")
    }
    return try sizes.map { RunRequest(task: task, knobs: try knobs.knobs(for: task, processes: $0)) }
  }
}

/// What `scale --json` prints: a report for each size, and the comparison between them.
struct ScaleReport: Encodable {
  /// The task that ran.
  var task: ExperimentTask
  /// One entry for each size, in the order asked for.
  var runs: [RunReport]
  /// The speedup over one process, one for each.
  var speedup: [Double]
  /// The speedup divided by the number of processes, one for each.
  var efficiency: [Double]

  init(task: ExperimentTask, runs: [RecordedRun]) {
    self.task = task
    self.runs = runs.map(\.report)
    let speedups = runs.map { Speedup(of: $0, among: runs) }
    speedup = speedups.map { $0?.overOneProcess ?? 0 }
    efficiency = speedups.map { $0?.efficiency ?? 0 }
  }
}
