import ArgumentParser
import Canvas
import Experiments
import Glibc
import PlainApp
import Posix
import Terminal
import Text
import WorkbookApp
import WorkerPool

/// `poolbook replay FILE`: plays a recorded run as slowly as you like, without a pool.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a recorded run.",
    discussion: """
      On a terminal, shows the run as a timeline that you can pause, slow down and step through. With --plain, or if \
      standard input or output is not a terminal, describes the run in sentences. Prints the results at the end. With --svg or --cast, only \
      writes the files.
      """)

  @Argument(help: "A file that `poolbook run --events` wrote, or one from the folder runs/.")
  var file: String

  @Option(help: "The speed: 1 is real speed, 0.01 a hundredth of it (default: slow enough to follow).")
  var speed: Double?

  @Flag(help: "Describe the run in sentences, without a screen.")
  var plain = false

  @OptionGroup var pictures: PictureOptions

  func validate() throws {
    if let speed, !(1e-6...1e6).contains(speed) {
      throw ValidationError("speed is a number from 0.000001 to 1000000, such as 0.01, not “\(speed)”.")
    }
  }

  func run() throws {
    let run = try Self.read(file)
    let title =
      "\(run.report.task.name), recorded \(LocalTime.text(run.began)) on \(run.machine.host), "
      + counted(run.report.processes, "process", plural: "processes")
    if pictures.areAskedFor {
      return try pictures.write(run, title: title) { ReplayScreen(run, title: title, speed: speed, glyphs: .utf8) }
    }
    if plain || isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 {
      try narrate(run, title: title)
    } else {
      try show(run, title: title)
    }
    try StandardOutput.print(RunText.lines(of: run))
  }

  /// Describes the run in sentences, each with its time.
  private func narrate(_ run: RecordedRun, title: String) throws {
    // There is nothing to clean up.
    for number in endingSignals { signal(number) { _exit(128 + $0) } }
    let pace = Pace(run, speed: speed)
    try StandardOutput.print([title, "The map is played at \(pace.speed) of real speed; times count from its start."])
    var narrator = Narrator(repeats: 1)
    // What is due at the same time is written together: there may be a million sentences.
    var due: [String] = []
    func printDue() throws {
      try StandardOutput.print(due)
      due = []
    }
    // Each worker's times are recorded in batches, so together they are not in order.
    for event in run.events.sorted(by: { $0.time < $1.time }) {
      let seconds = pace.secondsLeft(until: event)
      if seconds > 0 || due.count >= 1_000 { try printDue() }
      if seconds > 0 { sleepFor(seconds: seconds) }
      let sentences = narrator.describe([event])
      guard !sentences.isEmpty else { continue }
      let time = fit(formatDuration(pace.seconds(of: event)), to: 8, .right)
      due += sentences.map { "\(time)  \($0)" }
    }
    try printDue()
  }

  /// Shows the run on the terminal.
  private func show(_ run: RecordedRun, title: String) throws {
    guard let signals = Signals(), let mailbox = try? Mailbox<ReplayScreen.Message>() else {
      throw Refusal.noDescriptor
    }
    let screen: Screen
    do throws(ScreenError) { screen = try Screen.open() } catch { throw Refusal(error.description) }
    defer { screen.close() }
    let replay = ReplayScreen(run, title: title, speed: speed, glyphs: screen.glyphs)
    let loop = EventLoop(
      app: replay, screen: screen, signals: signals, mailbox: mailbox, effects: ReplayEffects())
    let code = loop.run()
    if code != 0 { throw QuietEnd(code: code) }
  }

  /// Reads a recorded run of at most 256 MB. Throws one sentence.
  static func read(_ path: String) throws(Refusal) -> RecordedRun {
    let bytes: [UInt8]
    let shown = visible(path, onOneLine: true)
    do throws(FileError) { bytes = try readFile(path, limit: 256 << 20) } catch {
      let reason = error == .tooLarge ? "it is larger than 256 MiB, the limit for a recorded run" : error.reason
      throw Refusal("\(shown) can't be read (\(reason)); name a file that `poolbook run --events` wrote.")
    }
    do throws(RecordingError) {
      return try RecordedRun.read(bytes)
    } catch {
      throw Refusal("\(shown) is not a recorded run: \(error.description)")
    }
  }
}
