internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text

/// An experiment on the page: what would run, its knobs, what runs, and what the last runs gave.
struct ExperimentPane {
  let model: Model
  let spec: ExperimentSpec
  let width: Int

  private var glyphs: Glyphs { model.glyphs }
  private var live: LiveRun? { model.live?.experiment == spec.id ? model.live : nil }
  private var runs: [RecordedRun] { model.book.runs[spec.id] ?? [] }

  /// The rows.
  var part: PagePart {
    var part = PagePart(lines: header)
    if let panel = model.layer as? KnobPanel, panel.spec.id == spec.id {
      KnobsPane(panel: panel, width: width - 2, glyphs: glyphs).add(to: &part)
    }
    let top = part.lines.count
    part.lines += body.indented(by: 2)
    if let row = aimedRow.map({ top + $0 }), part.lines.indices.contains(row) {
      let mark = StyledRun("\(glyphs.unfolded) ", .bold)
      part.lines[row] = TextLine(runs: [mark] + part.lines[row].runs)
      part.cursor = Canvas.Cursor(x: 0, y: row)
    }
    return part
  }

  /// The experiment's name and what it would do; when it ran last, at the right.
  private var header: Lines {
    var left = [StyledRun("\(glyphs.run) ", .bold), StyledRun(spec.title ?? spec.id, .bold)]
    // Answers, the record and the lesson's own words name it by its id.
    if spec.title != nil { left.append(StyledRun("  \(spec.id)", .dim)) }
    let right = [StyledRun(history, .dim)]
    let words = ExperimentWords(spec: spec, settings: model.settings(of: spec), glyphs: glyphs).description
    let inOneLine = left + [StyledRun("   " + words)]
    if cellWidth(of: inOneLine) + 24 <= width {
      return [.spread(inOneLine, right, width: width, ellipsis: glyphs.ellipsis)] + program
    }
    return [.spread(left, right, width: width, ellipsis: glyphs.ellipsis)]
      + wrap(words, width: width, indent: 2, hanging: 2) + program
  }

  /// The command line that would run, whole: nobody should run what they can't see.
  private var program: Lines {
    guard !spec.knobs.command.isEmpty else { return [] }
    return wrap(
      [StyledRun("runs ", .dim), StyledRun(commandLine(spec.knobs.command))], width: width, indent: 2, hanging: 4)
  }

  private var history: String {
    guard let last = runs.last else { return "" }
    let count = Set(runs.map { $0.group ?? $0.id }).count
    let time = timeOfDay(last.began, secondsFromUTC: model.surroundings.secondsFromUTC)
    return "ran \(time)" + (count > 1 ? " \(glyphs.separator) \(counted(count, "run"))" : "")
  }

  private var body: Lines {
    if let live { return running(live) }
    if let sentence = model.lockSentence(of: spec) { return wrap(sentence, width: width - 2, style: .dim) }
    var lines: Lines = []
    if let failure = model.failures[spec.id] {
      lines += wrap("! " + failure, width: width - 2, style: .bold, hanging: 2)
    }
    if runs.isEmpty {
      lines += failedOutput
      return lines.isEmpty ? [TextLine(model.notRunYet(spec), .dim)] : lines
    }
    lines += failedOutput
    if !lines.isEmpty { lines.append(.blank) }
    if spec.isScale || runs.last?.group != nil {
      lines += ScalePane(model: model, spec: spec, runs: model.shownGroup(of: spec), width: width - 2).lines
    } else if let run = model.shownRun(of: spec) {
      lines += RunPane(model: model, spec: spec, run: run, width: width - 2).lines
    }
    return lines + EarlierRuns(model: model, spec: spec, width: width - 2).lines
  }

  /// What was written in the last run, where that came to nothing.
  private var failedOutput: Lines {
    OutputPane(model.failedOutput[spec.id] ?? [], width: width - 2, glyphs: glyphs).lines
  }

  /// The row of the body whose lane has the cursor.
  private var aimedRow: Int? {
    guard let live, let line = lanes(live).aimedLine else { return nil }
    return sizesSoFar(live).count + line
  }

  /// What a scale has measured while it goes on.
  private func sizesSoFar(_ live: LiveRun) -> Lines {
    guard live.requests.count > 1 else { return [] }
    let done = runs.filter { $0.group == live.request.group }
    return ScalePane(model: model, spec: spec, runs: done, width: width - 2)
      .table(expecting: live.requests.map(\.knobs.processes)) + [.blank]
  }

  private func lanes(_ live: LiveRun) -> LivePane {
    LivePane(
      live: live, aim: (model.layer as? LaneCursor)?.worker, now: model.clock.nanoseconds, width: width - 2,
      limit: model.laneLimit, glyphs: glyphs)
  }

  private func running(_ live: LiveRun) -> Lines {
    var lines = sizesSoFar(live) + lanes(live).lines
    if spec.dartboard { lines += [.blank] + DartsPane(live: live, now: model.clock.nanoseconds, glyphs: glyphs).lines }
    return lines + OutputPane(live.lanes, width: width - 2, glyphs: glyphs).lines
  }
}

extension Model {
  /// How many lanes are drawn before the rest is summed up.
  var laneLimit: Int { min(16, max(4, frame.page.height - 8)) }

  /// The run of an experiment that is shown: the last one, or the one stepped back to.
  func shownRun(of spec: ExperimentSpec) -> RecordedRun? {
    guard let runs = book.runs[spec.id], !runs.isEmpty else { return nil }
    return runs[max(0, runs.count - 1 - (stepsBack[spec.id] ?? 0))]
  }

  /// The runs of the scale that is shown, in the order they were made.
  func shownGroup(of spec: ExperimentSpec) -> [RecordedRun] {
    let runs = book.runs[spec.id] ?? []
    let groups = groups(of: spec)
    guard let group = groups[safe: max(0, groups.count - 1 - (stepsBack[spec.id] ?? 0))] else { return [] }
    return runs.filter { ($0.group ?? $0.id) == group }
  }

  /// What an experiment's runs are stepped through by: a scale as a whole, every other run by itself.
  func groups(of spec: ExperimentSpec) -> [String] {
    var groups: [String] = []
    for run in book.runs[spec.id] ?? [] where groups.last != (run.group ?? run.id) {
      groups.append(run.group ?? run.id)
    }
    return groups
  }
}
