internal import Canvas
internal import Experiments
internal import Text

/// The last lines that workers wrote to standard output and standard error, each with its worker.
struct OutputPane {
  /// A worker that wrote something.
  struct Writer: Sendable, Equatable {
    /// The worker, counted from 0.
    var worker: Int
    /// Its last lines.
    var lines: [String]
    /// The number of lines before them.
    var before: Int
  }

  private let writers: [Writer]
  private let context: PaneContext

  /// The largest number of rows.
  static let most = 12

  /// What these workers wrote.
  init(_ writers: [Writer], _ context: PaneContext) {
    self.writers = writers
    self.context = context
  }

  /// What was written in a run under way.
  init(_ lanes: Lanes, _ context: PaneContext) { self.init(OutputPane.writers(lanes), context) }

  /// What was written in a finished run.
  init(_ report: RunReport, _ context: PaneContext) {
    let writers = report.workers.enumerated().compactMap { index, worker in
      worker.output.map { Writer(worker: index, lines: $0, before: worker.output_before ?? 0) }
    }
    self.init(writers, context)
  }

  /// The workers of a run that wrote something.
  static func writers(_ lanes: Lanes) -> [Writer] {
    lanes.lanes.filter { !$0.output.lines.isEmpty }.map {
      Writer(worker: $0.worker, lines: $0.output.lines, before: $0.output.before)
    }
  }

  /// The rows; none if nothing was written.
  var lines: Lines {
    guard !writers.isEmpty else { return [] }
    let shown = writers.prefix(OutputPane.most)
    let each = max(1, OutputPane.most / shown.count)
    var left = writers.dropFirst(shown.count).reduce(0) { $0 + $1.lines.count + $1.before }
    var rows: Lines = []
    for writer in shown {
      left += writer.before + max(0, writer.lines.count - each)
      for line in writer.lines.suffix(each) {
        let name = StyledRun("worker \(writer.worker + 1) wrote: ", Style(.worker(writer.worker)))
        rows.append(
          TextLine(runs: truncate([name, StyledRun(line)], to: context.wholeWidth, ellipsis: context.glyphs.ellipsis)))
      }
    }
    if left > 0 { rows.append(TextLine("and \(counted(left, "more line"))", .dim)) }
    return rows
  }
}
