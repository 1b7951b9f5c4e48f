import ArgumentParser
import Canvas
import Experiments
import Glibc
import Text

/// `poolbook replay FILE`: a recorded run once more, as slowly as one likes and without a pool.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a recorded run.",
    discussion: "What happened is told in sentences, each with the time it happened at; then what came of it.")

  @Argument(help: "A file that `run --events` wrote, or one of a folder's runs/.")
  var file: String

  @Option(help: "How fast: 1 is real speed, 0.01 a hundredth (default: so that the map lasts ten seconds at most).")
  var speed: Double?

  @Flag(help: "Lines only; it is how a run is played on every terminal.")
  var plain = false

  func validate() throws {
    if let speed, !(1e-6...1e6).contains(speed) {
      throw ValidationError("speed is a number from 0.000001 to 1000000, such as 0.01, not “\(speed)”.")
    }
  }

  func run() throws {
    let run = try Self.read(file)
    let output = CommandOutput.lines
    output.lines([
      "\(run.report.task.rawValue), recorded \(LocalTime.text(run.began)) on \(run.machine.host),"
        + " \(counted(run.report.processes, "process", plural: "processes"))"
    ])
    let pace = Pace(run, speed: speed)
    output.lines(["The map is played at \(pace.speed) of real speed, its times count from its beginning."])
    var narrator = Narrator(repeats: 1)
    // Ctrl-C is how one leaves; nothing has to be put away.
    signal(SIGINT) { _ in _exit(130) }
    // Each worker tells its own times in batches: together they are not quite in order.
    for event in run.events.sorted(by: { $0.time < $1.time }) where !output.isGone {
      pace.wait(until: event)
      let time = fit(formatDuration(pace.seconds(of: event)), to: 8, .right)
      output.lines(narrator.tell([event]).map { "\(time)  \($0)" })
    }
    output.lines(RunText.lines(of: run))
  }

  /// Reads a recorded run of at most 256 MB; throws one sentence.
  static func read(_ path: String) throws(Refusal) -> RecordedRun {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Refusal("\(path) can't be read (\(FileText.reason)); name a file that `poolbook run --events` wrote.")
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= 256 << 20 else {
      throw Refusal("\(path) is no recorded run; name a file that `poolbook run --events` wrote.")
    }
    guard let text = FileText.read(path) else {
      throw Refusal("\(path) can't be read (\(FileText.reason)); make it readable or name another.")
    }
    do throws(RecordingError) {
      return try RecordedRun.read(text)
    } catch {
      throw Refusal("\(path) is no recorded run: \(error.description)")
    }
  }
}
