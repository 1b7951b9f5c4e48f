import ArgumentParser
import Canvas
import Experiments
import Glibc
import Posix
import Text
import WorkerPool

/// `poolbook replay FILE`: plays a recorded run as slowly as you like, without a pool.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a recorded run.",
    discussion: "Tells what happened in sentences, each with its time, and then shows the results.")

  @Argument(help: "A file that `run --events` wrote, or one from the folder runs/.")
  var file: String

  @Option(help: "The speed: 1 is real speed, 0.01 a hundredth (default: the map takes at most ten seconds).")
  var speed: Double?

  @Flag(help: "Tell the run in sentences, without a screen.")
  var plain = false

  func validate() throws {
    if let speed, !(1e-6...1e6).contains(speed) {
      throw ValidationError("speed is a number from 0.000001 to 1000000, such as 0.01, not “\(speed)”.")
    }
  }

  func run() throws {
    let run = try Self.read(file)
    try StandardOutput.print([
      "\(run.report.task.rawValue), recorded \(LocalTime.text(run.began)) on \(run.machine.host),"
        + " \(counted(run.report.processes, "process", plural: "processes"))"
    ])
    // There is nothing to clean up.
    signal(SIGINT) { _ in _exit(130) }
    let pace = Pace(run, speed: speed)
    try StandardOutput.print(["The map is played at \(pace.speed) of real speed; times count from its start."])
    var narrator = Narrator(repeats: 1)
    // Each worker's times are recorded in batches, so together they are not in order.
    for event in run.events.sorted(by: { $0.time < $1.time }) {
      pace.wait(until: event)
      let time = fit(formatDuration(pace.seconds(of: event)), to: 8, .right)
      try StandardOutput.print(narrator.tell([event]).map { "\(time)  \($0)" })
    }
    try StandardOutput.print(RunText.lines(of: run))
  }

  /// Reads a recorded run of at most 256 MB. Throws one sentence.
  static func read(_ path: String) throws(Refusal) -> RecordedRun {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, limit: 256 << 20) } catch {
      throw Refusal("\(path) can't be read (\(error.reason)); name a file that `poolbook run --events` wrote.")
    }
    do throws(RecordingError) {
      return try RecordedRun.read(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Refusal("\(path) is not a recorded run: \(error.description)")
    }
  }
}
