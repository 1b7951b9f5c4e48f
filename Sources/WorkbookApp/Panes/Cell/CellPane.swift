internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// What came of a code cell, below its text: the verdict, what it printed, what its pool did, and how long it took.
struct CellPane {
  let experiment: ExperimentState
  let cell: CellState
  /// The file, as it is typed into a shell.
  let path: String
  let context: PaneContext

  private var spec: ExperimentSpec { experiment.spec }
  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }
  /// The context below the header, indented by two columns.
  private var inner: PaneContext { context.narrower(by: 2) }

  /// Rows below a program that is being written. Their number never changes, so that the page doesn't jump.
  static let rowsWhileWriting = 6

  /// The rows.
  var lines: Lines {
    var lines = [header]
    if let missing = cell.missing { lines += wrap(missing, width: width - 2, style: .dim, indent: 2, hanging: 2) }
    return lines + body.indented(by: 2)
  }

  /// The rows while the program is being written.
  var whileWriting: Lines {
    let rows = ([header] + short.indented(by: 2)).prefix(Self.rowsWhileWriting)
    return rows + Array(repeating: .blank, count: Self.rowsWhileWriting - rows.count)
  }

  /// The signs at lines of the program, in the place of the field's bar: the line that raised the exception.
  var marks: [Int: StyledRun] {
    guard experiment.live == nil, cell.older == nil, let run = experiment.history.shown.last,
      let line = CellOutcome(run, of: spec)?.line
    else { return [:] }
    return [line: StyledRun("!", .bold)]
  }

  // MARK: - Parts

  /// The file, how it is run, and when it ran last.
  private var header: TextLine {
    var words = [experiment.words(glyphs)]
    if cell.isWatched { words.append("watched") }
    let ran = experiment.lastRun(context)
    let room = width - cellWidth(of: ran) - 4
    let name = cellWidth(of: path) <= room ? path : spec.cell?.file ?? path
    let left = [
      StyledRun("\(glyphs.run) ", .bold), StyledRun(visible(name, onOneLine: true), .bold),
      StyledRun("   " + words.filter { !$0.isEmpty }.joined(separator: " \(glyphs.separator) ")),
    ]
    return .spread(left, [StyledRun(ran, .dim)], width: width, ellipsis: glyphs.ellipsis)
  }

  private var body: Lines {
    if let live = experiment.live {
      return LivePane(live: live, aim: nil, context: inner).lines
        + PrintedPane(live.printed, context: inner).lines(atMost: PrintedPane.most)
    }
    if let why { return wrap(why, width: width - 2, style: .dim) }
    var lines = failure
    guard let run = experiment.history.shown.last else {
      return lines.isEmpty ? [TextLine(Reading.notRunYet, .dim)] : lines
    }
    lines += CellResult(run: run, spec: spec, cell: cell, comparison: experiment.comparison, context: inner).lines
    return lines + EarlierRuns(spec: spec, history: experiment.history, context: inner).lines
  }

  /// Why it can't be run.
  private var why: String? { experiment.lock ?? cell.problem }

  private var failure: Lines {
    experiment.failure.map { wrap("! " + $0, width: width - 2, style: .bold, hanging: 2) } ?? []
  }

  /// The same in few rows.
  private var short: Lines {
    if let live = experiment.live {
      let pane = LivePane(live: live, aim: nil, context: inner)
      return [pane.progress] + PrintedPane(live.printed, context: inner).lines(atMost: Self.rowsWhileWriting - 2)
    }
    if let why { return wrap(why, width: width - 2, style: .dim) }
    if !failure.isEmpty { return failure }
    guard let run = experiment.history.shown.last else { return [TextLine("F5 runs it.", .dim)] }
    let result = CellResult(run: run, spec: spec, cell: cell, comparison: nil, context: inner)
    if cell.older != nil { return [TextLine("The text has changed: F5 runs it.", .dim)] }
    let verdict = result.verdict
    return verdict + result.printed(atMost: max(1, Self.rowsWhileWriting - 1 - verdict.count))
  }
}
