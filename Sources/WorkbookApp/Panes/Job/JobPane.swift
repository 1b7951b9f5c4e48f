internal import BatchJob
internal import Canvas
internal import LessonFormat
internal import Session
internal import Text

/// A batch job on the page: its state in words, its times, what it asked for and used, the commands, and its output.
struct JobPane {
  let state: JobState
  let context: PaneContext

  /// The largest and the smallest number of rows of output; t shows all.
  static let mostRows = 12, fewestRows = 4

  private var spec: JobSpec { state.spec }
  private var glyphs: Glyphs { context.glyphs }
  private var inner: PaneContext { context.narrower(by: 2) }
  private var width: Int { inner.width }

  /// The rows.
  var part: PagePart { PagePart(lines: header + body.indented(by: 2)) }

  /// The rows beside a question: the output, and the state only if there is none.
  var besideQuestion: Lines {
    guard let sight = state.sights.last else {
      return wrap("The output of your job \(spec.id) will be shown here.", width: context.width, style: .dim)
    }
    let pane = JobPane(state: state, context: context.narrower(by: -2))
    if sight.output == nil { return pane.stateLines(sight) }
    return [TextLine("Your job \(sight.job.id ?? spec.id):", .dim)]
      + pane.output(sight, rows: JobPane.mostRows, keys: false).dropFirst()
  }

  private var header: Lines {
    var left = [StyledRun("\(glyphs.run) ", .bold), StyledRun(spec.title ?? spec.id, .bold)]
    if spec.title != nil { left.append(StyledRun("  \(spec.id)", .dim)) }
    left.append(StyledRun("   \(spec.script)"))
    let count = state.sights.count
    let right = state.shown.map { sight in
      let place = count > 1 ? " \(glyphs.separator) \((state.shownIndex ?? 0) + 1) of \(count)" : ""
      return "submitted \(context.time(sight.job.when))" + place
    }
    return [.spread(left, [StyledRun(right ?? "", .dim)], width: context.width, ellipsis: glyphs.ellipsis)]
  }

  private var body: Lines {
    guard let sight = state.shown else { return notSubmitted }
    var lines = stateLines(sight)
    lines += JobFigures(sight: sight, now: state.now, context: inner).lines
    lines += commands(sight)
    if let advice = state.tracingAdvice, sight.mood != .badly {
      lines += wrap(visible(advice, onOneLine: true), width: width, style: .dim, hanging: 2)
    }
    if let errors = sight.job.errors {
      lines += sight.job.isAnswerOfSbatch ? sayings(errors) : wrap(visible(errors, onOneLine: true), width: width)
    }
    if sight.job.stage == .refused, state.shownIndex == state.sights.count - 1, let mistake = state.mistake {
      lines += wrap(visible(mistake, onOneLine: true), width: width, hanging: 2)
    }
    let more = state.sights.count > 1 ? 3 : 1
    lines += output(sight, rows: context.height - lines.count - more - 4)
    if state.sights.count > 1 {
      lines += [.blank, TextLine("\(glyphs.left) \(glyphs.right) step through the jobs", .dim)]
    }
    return lines
  }

  private var notSubmitted: Lines {
    if let lock = state.lock { return wrap("Locked: \(lock)", width: width, style: .dim) }
    return wrap(
      "Not submitted yet: r submits \(spec.script). Where there is no SLURM, a stand-in on this machine runs it.",
      width: width, style: .dim)
  }

  // MARK: - State

  private func stateLines(_ sight: JobSight) -> Lines {
    let mark =
      switch sight.mood {
      case .underWay: glyphs.current
      case .well: glyphs.done
      case .badly: glyphs.differs
      case .unclear: glyphs.unclear
      }
    let name = sight.job.id.map { "  job \($0)\(sight.job.status.map { ", \(words($0))" } ?? "")" } ?? ""
    var lines = wrap(
      [StyledRun("\(mark) ", .bold), StyledRun(sight.sentence, .bold), StyledRun(name, .dim)], width: width, hanging: 2)
    if sight.mood == .badly, let line = sight.suspiciousLine {
      lines += wrap(
        [StyledRun("the output says: ", .dim), StyledRun(visible(line, onOneLine: true))], width: width, indent: 2,
        hanging: 2)
    }
    if sight.job.runner == "builtin" {
      lines.append(TextLine("  by the stand-in on \(sight.job.host), which is not SLURM", .dim))
    }
    if sight.job.isOpen, sight.job.isElsewhere(than: state.host) {
      lines += wrap(
        "Open the workbook on \(sight.job.host) to see how it goes on.", width: width, indent: 2, hanging: 2)
    }
    if let trouble = sight.trouble {
      let since = sight.job.seen.map { " What you see is from \(context.time($0))." } ?? ""
      lines += wrap("\(glyphs.unclear) \(trouble)\(since)", width: width, hanging: 2)
    }
    return lines
  }

  /// SLURM's own words, which a student will meet in `squeue`.
  private func words(_ status: JobStatus) -> String {
    if status.isOver { return "\(status.state) \(status.exit)" }
    return status.knownState == .pending
      ? "\(status.state) (\(truncate(status.reason, to: 24, ellipsis: glyphs.ellipsis)))" : status.state
  }

  private func commands(_ sight: JobSight) -> Lines {
    let job = sight.job
    guard !job.runner.isEmpty else { return [] }
    var commands = [QueueCommands.submit(job.script, mark: job.mark, runner: job.runner)]
    if let failed = sight.failedCommand {
      commands.append(failed)
    } else if let id = job.id {
      commands.append(QueueCommands.status(id, runner: job.runner))
    }
    if sight.isCancelling || job.status?.state == "CANCELLED", let id = job.id {
      commands.append(QueueCommands.cancel(id, runner: job.runner))
    }
    return commands.map {
      TextLine(truncate("$ \($0)", to: width, ellipsis: glyphs.ellipsis), .dim)
    }
  }

  /// What sbatch has written, in rows.
  private func sayings(_ errors: String) -> Lines {
    let bar = StyledRun("\(glyphs.vertical) ", .dim)
    let rows = errors.split(separator: "\n").flatMap { wrap(visible(String($0), onOneLine: true), width: width - 2) }
    let most = 6
    return [TextLine("sbatch says:", .dim)] + rows.prefix(most).map { $0.prefixed(bar) }
      + (rows.count > most ? [TextLine(runs: [bar, StyledRun(String(glyphs.ellipsis), .dim)])] : [])
  }

  // MARK: - Output

  private func output(_ sight: JobSight, rows: Int, keys: Bool = true) -> Lines {
    if let missing = sight.missingOutput {
      return [.blank] + wrap(visible(missing, onOneLine: true), width: width, style: .dim)
    }
    guard let output = sight.output, let path = sight.job.status?.output else { return [] }
    var lines = [.blank] + part(output, at: path, in: sight.job.folder, rows, keys: keys)
    if let errors = sight.errorOutput, !errors.lines.isEmpty, let path = sight.job.errorOutput {
      lines += [.blank] + part(errors, at: path, in: sight.job.folder, rows, keys: keys)
    }
    return lines
  }

  private func part(_ output: JobOutput, at path: String, in folder: String, _ rows: Int, keys: Bool) -> Lines {
    let most = min(JobPane.mostRows, max(JobPane.fewestRows, rows))
    let name = path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    let hidden = output.lines.count - most
    let count = output.isCut ? "the end of \(formatCount(output.size)) bytes" : counted(output.lines.count, "line")
    let more = hidden > 0 ? ", the last \(most) of them\(keys ? ": t shows all" : "")" : ""
    let title = truncate("\(visible(name, onOneLine: true)), \(count)\(more)", to: width, ellipsis: glyphs.ellipsis)
    return [TextLine(title, .dim)] + quoted(output.lines.suffix(most))
  }

  private func quoted(_ lines: some Sequence<String>) -> Lines {
    lines.map {
      // A line can be as long as all that was read.
      let start = String($0.prefix(inner.wholeWidth))
      let text = truncate(visible(start, onOneLine: true), to: inner.wholeWidth - 2, ellipsis: glyphs.ellipsis)
      return TextLine(runs: [StyledRun("\(glyphs.vertical) ", .dim), StyledRun(text)])
    }
  }
}
