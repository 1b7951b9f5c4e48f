import ArgumentParser
import Canvas
import Experiments
import Text
import WorkbookApp

/// The options of `poolbook replay` that write it as a picture or as a recording.
struct PictureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the end of the replay to this file as a picture, SVG.", valueName: "file"))
  var svg: String?

  @Option(
    help: ArgumentHelp(
      "Write the whole replay to this file as a recording for asciinema.",
      discussion: "A replay that takes longer than a minute at the chosen speed is shortened to one.",
      valueName: "file"))
  var cast: String?

  @Option(help: ArgumentHelp("With --svg: the replay after so many seconds at its speed.", valueName: "seconds"))
  var at: Double?

  @Option(help: ArgumentHelp("The size of the picture, in columns and rows.", valueName: "80x24"))
  var size = "80x24"

  @Option(help: "The background of the picture: auto (what its reader prefers), light or dark.")
  var ground = PictureGround.auto

  /// Whether a file is to be written, and nothing to be shown.
  var areAskedFor: Bool { svg != nil || cast != nil }

  func validate() throws {
    if let at, !(0...1e6).contains(at) { throw ValidationError("at is a number of seconds from 0, such as 2.5.") }
    if at != nil, svg == nil { throw ValidationError("Use --at with --svg.") }
    guard cells != nil else {
      throw ValidationError("size is columns and rows from 60x20 to 300x100, not “\(visible(size, onOneLine: true))”.")
    }
  }

  private var cells: Size? {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 2, (60...300).contains(parts[0]), (20...100).contains(parts[1]) else { return nil }
    return Size(width: parts[0], height: parts[1])
  }

  /// Writes the files.
  func write(_ run: RecordedRun, title: String, _ start: () -> ReplayScreen) throws {
    let size = cells ?? Size(width: 80, height: 24)
    if let svg {
      var film = ReplayFilm(start(), size: size)
      if let at { film.play(seconds: at) } else { film.goToEnd() }
      try writePicture(film.canvas.svg(title: title, description: Self.words(of: run), ground: ground), to: svg)
    }
    if let cast { try writePicture(ReplayFilm.cast(of: start(), size: size, title: title), to: cast) }
  }

  /// A run in a sentence for each worker, for people who can't see the picture.
  private static func words(of run: RecordedRun) -> String {
    run.report.workers.map { worker in
      "\(worker.name) did \(counted(worker.items, "item")) and was busy for \(formatDuration(worker.busy_s))."
    }.joined(separator: " ") + " It took \(run.report.timeInWords)."
  }
}
