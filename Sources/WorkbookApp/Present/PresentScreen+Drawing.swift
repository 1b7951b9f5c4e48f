package import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PresentScreen {
  /// Draws the page.
  package func view(size: Size) -> Canvas {
    var canvas = Canvas(size: size)
    guard !isBlack else { return canvas }
    let area = Rect(x: 2, y: 1, width: max(0, size.width - 4), height: max(0, size.height - 4))
    if showsHelp {
      drawHelp(on: &canvas, area)
      return canvas
    }
    switch content {
    case .title: drawTitlePage(on: &canvas, area)
    case .prose(let blocks): drawProse(blocks, on: &canvas, area)
    case .experiment(let spec): drawExperiment(spec, on: &canvas, area)
    case .job(let spec):
      drawHeading(spec.title ?? spec.id, "", on: &canvas, area)
      canvas.put(
        wrap("A batch job: show it in the workbook, where it is submitted.", width: area.width), x: area.x,
        y: area.y + 3)
    case .question(let question, let number): drawQuestion(question, number, on: &canvas, area)
    case .cell(let cell, let number): drawCell(cell, number, on: &canvas, area)
    }
    drawFoot(on: &canvas)
    return canvas
  }

  var setter: ProseSetter {
    let width = min(76, size.width - 4)
    return ProseSetter(width: width, wholeWidth: size.width - 4, glyphs: glyphs)
  }

  func drawHeading(_ title: String, _ right: String, on canvas: inout Canvas, _ area: Rect) {
    let room = area.width - cellWidth(of: right) - 2
    canvas.put(truncate(title, to: room, ellipsis: glyphs.ellipsis), x: area.x, y: area.y, style: .bold)
    canvas.put(right, x: area.right - cellWidth(of: right), y: area.y, style: .dim)
  }

  private func drawTitlePage(on canvas: inout Canvas, _ area: Rect) {
    let section = deck.lesson.sections[deck.pages[page].section]
    let rows = wrap(section.title, width: area.width, style: .bold)
    let top = area.y + max(0, area.height / 3 - rows.count)
    canvas.put(deck.lesson.title, x: area.x, y: area.y, style: .dim)
    canvas.put(rows, x: area.x + 2, y: top)
    canvas.put(
      String(repeating: String(glyphs.horizontal), count: min(area.width, cellWidth(of: section.title) + 4)), x: area.x,
      y: top + rows.count, style: .dim)
  }

  /// The blocks that have been revealed; if they don't fit, the last ones.
  private func drawProse(_ blocks: [Block], on canvas: inout Canvas, _ area: Rect) {
    let lines = setter.lines(Array(blocks.prefix(step + 1)))
    canvas.put(Array(lines.suffix(area.height)), x: area.x, y: area.y)
  }

  // MARK: - Questions

  private func drawQuestion(_ question: Question, _ number: Int, on canvas: inout Canvas, _ area: Rect) {
    var lines = setter.lines(question.prompt)
    let counts = hands[question.id] ?? []
    for (index, option) in question.options.enumerated() {
      let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(min(index, 25))))
      let isRight = step > 0 && question.correctOptions.contains(index)
      let mark = isRight ? "\(glyphs.done) " : "  "
      let hands = counts[safe: index].map { "   \($0)" } ?? ""
      lines +=
        [.blank]
        + wrap(
          [
            StyledRun("\(mark)\(letter)  ", .bold), StyledRun(option, isRight ? .bold : .plain),
            StyledRun(hands, .bold),
          ],
          width: min(76, area.width), hanging: 5)
    }
    if !counts.isEmpty, question.options.isEmpty {
      lines += [.blank, TextLine("the room said:   " + counts.map(String.init).joined(separator: "   "), .bold)]
    } else if !counts.isEmpty {
      lines += [.blank] + handBars(counts, width: min(76, area.width))
    }
    if step > 0 { lines += [.blank] + setter.lines(question.solution) }
    canvas.put("\(number)", x: area.x, y: area.y, style: .dim)
    let top = area.y + 2
    let room = max(0, area.height - 2)
    // What was revealed last has to be in sight.
    canvas.put(step > 0 ? Array(lines.suffix(room)) : Array(lines.prefix(room)), x: area.x, y: top)
  }

  /// A bar for each answer, as long as its share of all hands.
  private func handBars(_ counts: [Int], width: Int) -> Lines {
    let most = max(1, counts.max() ?? 1)
    return counts.enumerated().map { index, count in
      let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(min(index, 25))))
      let bar = String(repeating: String(glyphs.barFull), count: max(0, width - 14) * count / most)
      return TextLine(runs: [StyledRun("  \(letter)  ", .bold), StyledRun(bar), StyledRun(" \(count)", .bold)])
    }
  }

  // MARK: - Experiments

  private func drawExperiment(_ spec: ExperimentSpec, on canvas: inout Canvas, _ area: Rect) {
    let run = shownRun(of: spec)
    drawHeading(spec.title ?? spec.id, source(run, of: spec), on: &canvas, area)
    let isOfLesson = timeline == nil || run == nil || isComparing && (comparedRuns(of: spec)?.count ?? 0) > 2
    let settings = isOfLesson ? settings(of: spec) : run.map { ExperimentSettings(of: $0.knobs) }
    let words = ExperimentWords(spec: spec, settings: settings ?? self.settings(of: spec), glyphs: glyphs).description
    let file = spec.cell.map { visible($0.file, onOneLine: true) }
    let parts = [file, words].compactMap { $0 }.filter { !$0.isEmpty }
    canvas.put(wrap(parts.joined(separator: " \(glyphs.separator) "), width: area.width), x: area.x, y: area.y + 1)
    drawRun(spec, showsResult: step > 1, on: &canvas, area)
  }

  /// Draws a run below a heading: while it is made, as a replay, compared with others, or what came of it.
  func drawRun(_ spec: ExperimentSpec, showsResult: Bool, on canvas: inout Canvas, _ area: Rect) {
    let run = shownRun(of: spec)
    let compared = isComparing ? comparedRuns(of: spec) : nil
    let picture = Rect(x: 0, y: area.y + 3, width: size.width, height: max(4, area.bottom - area.y - 3))
    if let live, live.experiment == spec.id {
      let context = PaneContext(
        width: area.width, wholeWidth: area.width, height: picture.height, glyphs: glyphs, now: clock.nanoseconds,
        secondsFromUTC: 0)
      let lanes = LivePane(live: live, aim: nil, context: context).lines
      canvas.put(lanes, x: area.x, y: picture.y)
      let room = max(0, picture.height - lanes.count - 1)
      canvas.put(
        Array(livePicture(spec, live, context, rows: room).prefix(room)), x: area.x, y: picture.y + lanes.count + 1)
    } else if let compared {
      drawComparison(of: compared, on: &canvas, picture)
    } else if showsResult, let run {
      drawResult(spec, run, on: &canvas, Rect(x: area.x, y: picture.y, width: area.width, height: picture.height))
    } else if let timeline, run != nil {
      // Its first row has no title here.
      let below = Rect(x: 0, y: picture.y - 1, width: size.width, height: picture.height + 1)
      TimelinePane(timeline: timeline, glyphs: glyphs).draw(on: &canvas, in: below)
    } else {
      canvas.put(
        wrap(invitation(to: spec), width: area.width, style: .dim), x: area.x, y: picture.y + picture.height / 3)
    }
  }

  /// What is being made, as a picture that fills while it is made: darts, a range, or the rows of a picture.
  /// A program shows what it has printed.
  private func livePicture(_ spec: ExperimentSpec, _ live: LiveRun, _ context: PaneContext, rows: Int) -> Lines {
    if live.isPython { return PrintedPane(live.printed, context: context).lines(atMost: min(rows, PrintedPane.most)) }
    if spec.dartboard { return DartsPane(live: live, context: context).lines }
    return SharesPane(spec.task, knobs: live.request.knobs, shares: live.shares, report: nil, context: context)?.lines
      ?? []
  }

  /// Where what is shown comes from: it always says so.
  func source(_ run: RecordedRun?, of spec: ExperimentSpec) -> String {
    if isLive || runsLive(spec) && (run != nil || live?.experiment == spec.id) { return "live on \(machine.host)" }
    guard let run else { return "recorded" }
    return "recorded on \(visible(run.machine.host, onOneLine: true)), \(counted(run.machine.usableCores, "core"))"
  }

  /// Runs on one axis, and the difference in words; they race if that was asked for.
  private func drawComparison(of runs: [RecordedRun], on canvas: inout Canvas, _ area: Rect) {
    var pane = ComparePane(Comparison(runs), glyphs: glyphs)
    pane.progress = race
    canvas.put(pane.canvas(width: size.width, height: area.height), x: 0, y: area.y)
  }

  // MARK: - Around the page

  private func drawFoot(on canvas: inout Canvas) {
    let row = size.height - 2
    if let entry {
      let words =
        switch entry {
        case .hands(let text): "how many hands for each answer? \(text)_"
        case .jump(let text): "page, 1 to \(deck.pages.count)? \(text)_"
        case .minutes(let text): "minutes? \(text)_"
        }
      canvas.put(words, x: 2, y: row, style: .bold)
    } else if let remark {
      canvas.put(truncate(remark, to: size.width - 4, ellipsis: glyphs.ellipsis), x: 2, y: row, style: .bold)
    } else if let countdown {
      let left = max(0, Int((countdown - clock.wall).rounded(.up)))
      let text = left == 0 ? "time is up" : "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
      canvas.put(text, x: size.width - text.count - 2, y: row, style: .bold)
    }
    // The lowest row can't be seen from the back, so it has nothing that matters, and it hides.
    guard clock.nanoseconds < lastKey + Self.keysStay || lastKey == 0 else { return }
    let place = "\(page + 1)/\(deck.pages.count)"
    KeyLine(hints: hints).draw(on: &canvas, keeping: place.count + 2)
    canvas.put(place, x: size.width - place.count - 1, y: size.height - 1, style: .dim)
  }

  private var hints: [KeyHint] {
    var hints = Self.bindings.compactMap { binding in
      binding.line(self).map { KeyHint(binding.entry.shortName(ascii: glyphs.isASCII), $0, rank: binding.rank) }
    }
    if experiment != nil { hints.insert(KeyHint("r", live == nil ? "run" : "stop"), at: 1) }
    return hints + [KeyHint("?", "keys", rank: 1), KeyHint("q", "end", rank: 1)]
  }

  private func drawHelp(on canvas: inout Canvas, _ area: Rect) {
    var rows = Self.bindings.map { ($0.entry.longName(ascii: glyphs.isASCII), $0.entry.does) }
    rows.insert(("r", "run it, or stop it; recorded: the next recording"), at: 1)
    rows += [
      ("x", "stop the run under way, from any page"),
      ("[ ] \\", "in a replay: a step back, a step on, play and pause"),
      ("+ - e m z i", "in a replay: speed, true time, map, axis, figures"),
      ("q", "end the presentation; nothing of it is kept"),
    ]
    for (index, row) in rows.prefix(area.height).enumerated() {
      canvas.put(truncate(row.0, to: 22, ellipsis: glyphs.ellipsis), x: area.x, y: area.y + index, style: .bold)
      canvas.put(
        truncate(row.1, to: area.width - 24, ellipsis: glyphs.ellipsis), x: area.x + 24, y: area.y + index)
    }
  }
}

extension Question {
  /// The indices of the options that are right.
  var correctOptions: Set<Int> { if case .choice(_, let correct, _) = kind { correct } else { [] } }
}
