import ArgumentParser
import Experiments
import PythonCells
import Synchronization
import Text

/// What says which Python file the task `python` runs, and what it may use.
struct PythonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("For the task python: the file to run.", valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "For the task python: the Python that runs it (default: POOLBOOK_PYTHON, the virtual or conda environment's, else python3).",
      valueName: "program"))
  var python: String?

  @Option(
    help: ArgumentHelp(
      "For the task python: how long each run may take (default: 60; in a batch job, as long as the job).",
      valueName: "seconds"))
  var time: Double?

  @Option(
    help: ArgumentHelp(
      "For the task python: how much memory it may use, such as 500M or 2G (default: half of what is free, at most 4G; in a batch job, what the job has).",
      valueName: "size"))
  var memory: String?

  /// Throws a usage error if these options don't suit the task, or if the task doesn't suit other options.
  func check(for task: ExperimentTask, _ knobs: KnobOptions, processes: String?) throws {
    guard task == .python else {
      guard file == nil, python == nil, time == nil, memory == nil else {
        throw ValidationError("\(task.name) runs no Python file; --file, --python, --time and --memory are for python.")
      }
      return
    }
    guard file != nil else {
      throw ValidationError("python needs a file; for example: poolbook run python --file pool_example.py")
    }
    let set = ["processes": processes, "chunk": knobs.values[.chunk]].filter { $0.value != nil }.keys.sorted()
    guard set.isEmpty else {
      throw ValidationError("Leave out --\(set.joined(separator: " and --")): the file itself says how its pool works.")
    }
    guard knobs.launcher == .local else { throw ValidationError("A Python file runs on this machine.") }
    _ = try limits()
  }

  /// The limits; throws a usage error for one that can't be read.
  func limits() throws -> CellLimits {
    if let time, !CellWork.times.contains(time) {
      throw ValidationError("time is a number of seconds from 0.1 to 86400, not “\(time)”.")
    }
    return CellLimits.ofCommand(time: time, memory: try memory.map(Self.bytes))
  }

  private static func bytes(_ text: String) throws -> Int {
    guard let size = CellWork.bytes(text) else {
      let shown = visible(text, onOneLine: true)
      throw ValidationError("memory is a size of at least 1M, such as 500M or 2G, not “\(shown)”.")
    }
    return size
  }

  /// Runs the file. What it writes is shown at once, unless there is to be nothing but JSON.
  func run(repeats: Int, showsOutput: Bool) throws -> RecordedRun {
    let limits = try limits()
    let used: PythonUsed
    do throws(PythonProblem) { used = try .find(python) } catch { throw Refusal(error.description) }
    var shown = ShownOutput()
    let cell = CellRun(file: file ?? "", python: used, repeats: repeats, limits: limits)
    let run = try cell.performInterruptibly { bytes in
      if showsOutput { shown.add(bytes) }
    }
    if showsOutput { shown.finish() }
    return run
  }
}

/// What a program writes, shown line by line as soon as each is whole.
private struct ShownOutput {
  private var rest: [UInt8] = []

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    rest += bytes
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
    show(rest[..<end])
    rest.removeFirst(end + 1)
  }

  /// Shows a last line without an end.
  mutating func finish() {
    if !rest.isEmpty { show(rest[...]) }
    rest = []
  }

  private func show(_ bytes: ArraySlice<UInt8>) {
    // A reader that is gone isn't a reason to end the program before its report.
    try? StandardOutput.print([String(decoding: bytes, as: UTF8.self)])
  }
}
