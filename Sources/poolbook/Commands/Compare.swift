import ArgumentParser
import Canvas
import Experiments
import Glibc
import WorkbookApp

/// `poolbook compare FILE FILE…`: recorded runs side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare recorded runs.",
    discussion: """
      Shows the workers of each run on one axis of time, names the difference, and says what the runs' settings and \
      figures are. The first run is what the second one is compared with.
      """)

  @Argument(help: "Files that `poolbook run --events` wrote, or those from the folder runs/.")
  var files: [String]

  @Flag(help: "Print one JSON object and nothing else.")
  var json = false

  @Option(help: ArgumentHelp("Write the picture to this file, as SVG.", valueName: "file"))
  var svg: String?

  @Option(help: "The background of the picture: auto (what its reader prefers), light or dark.")
  var ground = PictureGround.auto

  /// The most runs that are compared.
  private static let most = 16

  func validate() throws {
    guard (2...Self.most).contains(files.count) else {
      throw ValidationError("Name 2 to \(Self.most) recorded runs, such as runs/ID.jsonl.")
    }
  }

  func run() throws {
    let comparison = Comparison(try files.map { try Replay.read($0) })
    if let svg {
      let picture = ComparePane(comparison, glyphs: .utf8).canvas(width: 100)
      try writePicture(
        picture.svg(title: comparison.title, description: comparison.description, ground: ground), to: svg)
    }
    guard !json else { return try StandardOutput.json(ComparisonReport(comparison, files: files)) }
    let pane = ComparePane(comparison, glyphs: StandardOutput.isASCII ? .ascii : .utf8)
    try StandardOutput.print(pane.canvas(width: columns).rows)
  }

  /// The columns of the terminal if there are more than 80; elsewhere 80.
  private var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return 80 }
    return min(200, max(80, Int(size.ws_col)))
  }
}
