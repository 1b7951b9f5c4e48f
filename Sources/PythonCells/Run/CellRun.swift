package import Experiments
import FoundationEssentials
import Glibc
import Posix
import Text
package import WorkerPool

/// A Python file to be run.
package struct CellRun: Sendable {
  /// The file's path, seen from `folder`.
  package var file: String
  /// Where the file is; `nil` for the current folder.
  package var folder: String?
  /// What is written to the file first, if there is no such file; `nil` if it has to be there.
  package var given: String?
  /// The program's arguments: `sys.argv` from 1.
  package var arguments: [String] = []
  /// What is checked after the first run.
  package var checks: [CellCheck] = []
  /// The Python that runs it.
  package var python: PythonUsed
  /// How often it is repeated after its first run, to measure its time.
  package var repeats: Int
  /// What it may use.
  package var limits: CellLimits

  /// Describes a run.
  package init(file: String, python: PythonUsed, repeats: Int = 0, limits: CellLimits = CellLimits()) {
    self.file = file
    self.python = python
    self.repeats = repeats
    self.limits = limits
  }

  /// Describes the run of a request for the task `python`, whose file is in a folder.
  package init(_ request: RunRequest, _ work: CellWork, in folder: String, python: PythonUsed) {
    self.init(
      file: work.file, python: python, repeats: request.knobs.repeats > 1 ? request.knobs.repeats : 0,
      limits: CellLimits(time: work.time ?? CellWork.usualTime, memory: work.memory))
    self.folder = folder
    arguments = work.passesProcesses ? [String(request.knobs.processes)] : []
    checks = work.checks
    given = work.given
  }

  /// Runs the file and waits for its end. No process of it is left, whether this returns or throws.
  ///
  /// - Parameters:
  ///   - output: Called with what the program writes.
  ///   - events: Called about ten times a second with what has happened in its pools, often an empty batch; `nil` if
  ///     nobody looks. Each pool begins with `poolStarted`, and its maps have the next numbers.
  ///   - control: Acts on its workers, and knows what they are doing; it is up to date when `events` is called.
  ///   - shouldStop: Asked about twenty times a second whether to end it.
  /// - Returns: What happened, also if something went wrong with the program.
  /// - Throws: `stopped`, or why it can't begin.
  package func perform(
    output: (ArraySlice<UInt8>) -> Void = { _ in }, events: (([PoolEvent]) -> Void)? = nil,
    control: CellControl = CellControl(), shouldStop: () -> Bool = { false }
  ) throws(ExperimentError) -> RecordedRun {
    let began = SystemClock.wall
    let place = folder.map { "\($0)/\(file)" } ?? file
    do throws(SystemError) {
      if let given, access(place, F_OK) != 0 {
        // The record makes the folder as well, but only when there is something to save.
        if let folder { mkdir(folder, 0o777) }
        try writeFile(given + "\n", to: place)
      }
    } catch {
      throw .failed("the file \(visible(file, onOneLine: true)) can't be written (\(error.reason)); check the folder")
    }
    guard let path = realpath(place, nil) else {
      throw .failed("there is no file \(visible(file, onOneLine: true)) that can be read; name another with --file")
    }
    defer { free(path) }
    let ended: EndedCell
    do throws(SystemError) {
      ended = try run(String(cString: path), output, events, control, shouldStop)
    } catch {
      throw .failed("Python can't be started (\(error.reason)); close other programs, or name another Python")
    }
    if ended.halt == .asked { throw .stopped }
    return CellReport(self, ended).recorded(began: began)
  }

  /// What the runner reads.
  private struct Specification: Encodable {
    var path: String
    var arguments: [String]
    var folder: String
    var memory: Int
    var file_size: Int
    var processes: Int
    var time: Double
    var repeats: Int
    var budget: Double
    var semaphores: String
    var checks: [CheckRequest]
    var nice: Int
    var signal: Int32
  }

  private func run(
    _ path: String, _ output: (ArraySlice<UInt8>) -> Void, _ events: (([PoolEvent]) -> Void)?,
    _ control: CellControl, _ shouldStop: () -> Bool
  ) throws(SystemError) -> EndedCell {
    let folder = try TraceFolder()
    let specification = Specification(
      path: path, arguments: arguments, folder: folder.path, memory: limits.memory, file_size: limits.fileSize,
      processes: limits.processes, time: limits.time, repeats: repeats, budget: limits.budget,
      semaphores: folder.semaphores, checks: CheckRequest.all(of: checks), nice: limits.nice,
      signal: TraceFolder.askingSignal)
    let text = (try? JSONEncoder().encode(specification)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    try writeFile(text, to: folder.specification, permissions: 0o600)
    let pipe = try Descriptor.pipe()
    try pipe.reading.setNonblocking()
    var spawn = Spawn([python.executable, "-u", folder.runner, folder.specification])
    spawn.descriptors = [nil, pipe.writing.number, pipe.writing.number]
    spawn.environment = Self.environment(folder)
    let process = try GuardedProcess(spawn)
    pipe.writing.close()
    var watch = CellWatch(limits, folder, below: process.guardian)
    var tail = ByteTail()
    var live = events.map { LiveWatch(folder, control, below: process.guardian, report: $0) }
    var halt: Halt?
    var end: ProcessEnd?
    while halt == nil, end == nil {
      var waits = [pipe.reading, process.ending].map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
      if tail.isOver { waits[0].fd = -1 }
      _ = poll(&waits, 2, 50)
      tail.read(from: pipe.reading, limit: limits.output, output)
      if waits[1].revents != 0 {
        end = process.wait()
      } else if tail.count > limits.output {
        halt = .output(limits.output)
      } else {
        halt = shouldStop() ? .asked : watch.look()
        live?.look()
      }
    }
    // The heads still say what each worker has.
    let held = folder.heads()
    let line = if case .time = halt { folder.hangingLine(of: path, in: watch.asked) } else { nil as Int? }
    if case .processes = halt { ProcessTree.freeze(below: process.guardian) }
    process.kill()
    live?.finish()
    tail.read(from: pipe.reading, limit: limits.output, output)
    return EndedCell(
      program: TracedProgram(events: folder.allEvents(), pages: folder.pages()), heads: held,
      hangingLine: line, missingFolder: access(folder.path, F_OK) == 0 ? nil : folder.path, path: path, output: tail,
      end: end, halt: halt, code: folder.code(of: path))
  }

  /// As for the programs of the task `command`, and a few that have no use without a terminal.
  private static func environment(_ folder: TraceFolder) -> CWords {
    var variables = ["POOLBOOK_TRACE": folder.path, "MPLBACKEND": "Agg", "NO_COLOR": "1", "PYTHON_COLORS": "0"]
    for (name, value) in CommandVariables.usual where Environment.value(name) == nil { variables[name] = value }
    return Environment.words(with: variables)
  }
}

/// What is left of a program that has ended.
struct EndedCell {
  var program: TracedProgram
  /// The heads of the workers' pages before they were killed.
  var heads: [WorkerPage]
  var hangingLine: Int?
  /// The private folder of the run, if it is gone.
  var missingFolder: String?
  var path: String
  var output: ByteTail
  /// How it ended; `nil` if it was ended.
  var end: ProcessEnd?
  var halt: Halt?
  /// The program and what it has imported from its folder, as they were when they ran.
  var code: [CodeFile]

  /// The check during which the program ended; `nil` if it ended otherwise.
  var openCheck: Int? {
    let last = program.events.last { ["run", "checking", "check"].contains($0.e) }
    return last?.e == "checking" ? last?.index : nil
  }
}
