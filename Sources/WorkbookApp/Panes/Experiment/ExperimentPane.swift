internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// An experiment on the page: its settings, its knobs, the run under way, and the last runs.
struct ExperimentPane {
  let experiment: ExperimentState
  let context: PaneContext

  private var spec: ExperimentSpec { experiment.spec }
  private var history: RunHistory { experiment.history }
  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }
  /// The context below the header, indented by two columns.
  private var inner: PaneContext { context.narrower(by: 2) }

  /// The rows.
  var part: PagePart {
    var part = PagePart(lines: header)
    if let panel = experiment.knobs { KnobsPane(panel: panel, context: inner).add(to: &part) }
    let top = part.lines.count
    part.lines += body.indented(by: 2)
    if let row = aimedRow.map({ top + $0 }), part.lines.indices.contains(row) {
      let mark = StyledRun("\(glyphs.unfolded) ", .bold)
      part.lines[row] = TextLine(runs: [mark] + part.lines[row].runs)
      part.cursor = Canvas.Cursor(x: 0, y: row)
    }
    return part
  }

  /// The experiment's name and settings; at the right, when it ran last.
  private var header: Lines {
    var left = [StyledRun("\(glyphs.run) ", .bold), StyledRun(spec.title ?? spec.id, .bold)]
    // Answers, the record and the lesson's text use its id.
    if spec.title != nil { left.append(StyledRun("  \(spec.id)", .dim)) }
    let right = [StyledRun(experiment.lastRun(context), .dim)]
    let words = experiment.words(glyphs)
    let inOneLine = left + [StyledRun("   " + words)]
    if cellWidth(of: inOneLine) + 24 <= width {
      return [.spread(inOneLine, right, width: width, ellipsis: glyphs.ellipsis)] + program
    }
    return [.spread(left, right, width: width, ellipsis: glyphs.ellipsis)]
      + wrap(words, width: width, indent: 2, hanging: 2) + program
  }

  /// The whole command line: nobody should run what they can't see.
  private var program: Lines {
    if let cell = spec.cell, let state = experiment.cell {
      let file = [StyledRun("runs ", .dim), StyledRun(visible(cell.file, onOneLine: true))]
      let uses = state.uses.isEmpty ? "" : ", which uses \(state.uses.joined(separator: " and "))"
      let python = state.python.map { ", with Python \($0.version)" } ?? ""
      return wrap(
        file + [StyledRun(visible(python + uses, onOneLine: true), .dim)], width: width, indent: 2, hanging: 4)
    }
    guard !spec.knobs.command.isEmpty else { return [] }
    return wrap(
      [StyledRun("runs ", .dim), StyledRun(commandLine(spec.knobs.command))], width: width, indent: 2, hanging: 4)
  }

  private var body: Lines {
    if let live = experiment.live { return running(live) }
    if let sentence = experiment.lock ?? experiment.cell?.problem {
      return wrap(sentence, width: width - 2, style: .dim)
    }
    var lines: Lines = []
    if let failure = experiment.failure {
      lines += wrap("! " + failure, width: width - 2, style: .bold, hanging: 2)
    }
    lines += OutputPane(experiment.failedOutput, inner).lines
    guard let run = history.shown.last else {
      return lines.isEmpty ? [TextLine(Reading.notRunYet, .dim)] : lines
    }
    if !lines.isEmpty { lines.append(.blank) }
    if spec.isScale || run.group != nil {
      if let cell = experiment.cell {
        lines += CellResult(run: run, spec: spec, cell: cell, comparison: nil, context: inner).verdict
      }
      lines += ScalePane(experiment, runs: history.shown, context: inner).lines
    } else if let cell = experiment.cell {
      lines += CellResult(run: run, spec: spec, cell: cell, comparison: experiment.comparison, context: inner).lines
    } else {
      lines += RunPane(run: run, comparison: experiment.comparison, picture: picture(of: run), context: inner).lines
    }
    return lines + EarlierRuns(spec: spec, history: history, context: inner).lines
  }

  /// The row of the body that the lane cursor is at.
  private var aimedRow: Int? {
    guard let live = experiment.live, let line = lanes(live).aimedLine else { return nil }
    return sizesSoFar(live).count + line
  }

  /// What a scale under way has measured so far.
  private func sizesSoFar(_ live: LiveRun) -> Lines {
    guard live.requests.count > 1 else { return [] }
    let done = history.groups.last { $0.last?.group == live.request.group } ?? []
    return ScalePane(experiment, runs: done, context: inner)
      .table(expecting: live.requests.map(\.knobs.processes)) + [.blank]
  }

  private func lanes(_ live: LiveRun) -> LivePane {
    LivePane(live: live, aim: experiment.aim, context: inner)
  }

  private func running(_ live: LiveRun) -> Lines {
    let picture = picture(of: live)
    return sizesSoFar(live) + lanes(live).lines + (picture.isEmpty ? [] : [.blank] + picture)
      + OutputPane(live.lanes, inner).lines
      + PrintedPane(live.printed, context: inner).lines(atMost: PrintedPane.most)
  }

  /// The picture of a run under way; for a scale, of the size that is being measured.
  private func picture(of live: LiveRun) -> Lines {
    if spec.dartboard { return DartsPane(live: live, context: inner).lines }
    return SharesPane(spec.task, knobs: live.request.knobs, shares: live.shares, report: nil, context: inner)?.lines
      ?? []
  }

  private func picture(of run: RecordedRun) -> Lines {
    if spec.dartboard { return DartsPane(run: run, context: inner).lines }
    return SharesPane(spec.task, knobs: run.knobs, shares: experiment.shares, report: run.report, context: inner)?.lines
      ?? []
  }
}
