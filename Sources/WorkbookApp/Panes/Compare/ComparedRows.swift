internal import Canvas
internal import Experiments
internal import Text

/// The rows of a comparison, one below the other.
struct ComparedRows {
  let width: Int
  let pane: ComparePane
  let plan: ComparePlan
  /// The rows so far.
  private(set) var lines: [[StyledRun]] = []

  private var comparison: Comparison { pane.comparison }
  private var plot: Int { ComparePane.plotWidth(width) }
  private var room: Int { width - 2 * ComparePane.margin }
  private var words: CompareWords { CompareWords(pane: pane, width: width) }

  /// Starts with no rows.
  init(width: Int, pane: ComparePane, plan: ComparePlan) {
    (self.width, self.pane, self.plan) = (width, pane, plan)
  }

  /// Draws everything that is planned.
  mutating func drawAll() {
    add(sides([StyledRun(comparison.title, .bold)], [StyledRun(common, .dim)]))
    addBlank(1)
    for index in comparison.runs.indices.prefix(plan.runs) {
      if index > 0 { addBlank(2) }
      draw(run: index)
    }
    let left = comparison.runs.count - plan.runs
    if left > 0 { add([StyledRun("\(counted(left, "more run")): a larger window shows them", .dim)]) }
    add(axis)
    addBlank(1)
    addFigures()
    addBlank(1)
    for line in words.conclusion { add(isRacing ? [] : [StyledRun(blanks(line.indent))] + line.runs) }
    guard plan.hasNotes else { return }
    for line in words.notes { add([StyledRun(blanks(line.indent))] + line.runs) }
  }

  private var isRacing: Bool { (pane.progress ?? 1) < 1 }

  private mutating func add(_ runs: [StyledRun]) {
    let line = [StyledRun(blanks(ComparePane.margin))] + runs
    lines.append(truncate(line, to: width, ellipsis: pane.glyphs.ellipsis))
  }

  private mutating func addBlank(_ level: Int) { if plan.blanks >= level { lines.append([]) } }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// A text at the left edge and one at the right edge, which is more important.
  private func sides(_ left: [StyledRun], _ right: [StyledRun]) -> [StyledRun] {
    let rest = room - cellWidth(of: right)
    return fit(left, to: rest - 1, ellipsis: pane.glyphs.ellipsis) + [StyledRun(" ")] + right
  }

  /// What all runs have in common, in a few words.
  private var common: String {
    let runs = comparison.runs.map(\.run.report)
    guard let first = runs.first else { return "" }
    var parts: [String] = []
    if Set(runs.map(\.items)).count == 1 { parts.append(counted(first.items, "item")) }
    if Set(runs.map(\.processes)).count == 1 { parts.append(counted(first.processes, "worker")) }
    if Set(comparison.runs.map(\.run.machine.usableCores)).count == 1, let machine = comparison.runs.first?.run.machine
    {
      parts.append(counted(machine.usableCores, "usable core"))
    }
    return parts.joined(separator: " \(pane.glyphs.separator) ")
  }

  // MARK: - Runs

  private mutating func draw(run index: Int) {
    let run = comparison.runs[index]
    add(sides([StyledRun(pane.say(comparison.label(of: index)), .bold)], time(of: index)))
    let shares = run.lanes.map { pane.shares(of: $0, in: run, plot: plot) }
    let rows = plan.laneRows(run)
    let single = rows < run.lanes.count ? rows - 1 : rows
    for lane in run.lanes.prefix(single) {
      let recorded = lane.unlisted.map { pane.column($0.from, in: run, plot: plot) } ?? plot
      let cells = shares[lane.worker]
      let bar = busyLine(Array(cells.prefix(recorded)), glyphs: pane.glyphs)
      let rest = busyProfile([Array(cells.dropFirst(recorded))], glyphs: pane.glyphs)
      addLane(String(lane.worker + 1), bar, rest, lane.end.map { min($0, pane.moment) }, Style(.worker(lane.worker)))
    }
    if single < run.lanes.count {
      let bar = busyProfile(Array(shares.dropFirst(single)), glyphs: pane.glyphs)
      addLane(single == 0 ? "all" : "+\(run.lanes.count - single)", bar, "", nil, .plain)
    }
    guard plan.hasGaps, pane.hasGap(index, plot: plot) else { return }
    var line = ""
    for gap in pane.gaps(of: index, plot: plot) { line += blanks(gap.x - cellWidth(of: line)) + gap.text }
    add([StyledRun(blanks(ComparePane.label) + pane.say(line))])
  }

  private mutating func addLane(_ name: String, _ bar: String, _ rest: String, _ end: Double?, _ style: Style) {
    var dim = style
    dim.dim = true
    let time = end.map { pane.say(formatDuration($0)) } ?? ""
    add([
      StyledRun(fit(name, to: ComparePane.label - 2, .right) + "  ", style), StyledRun(bar, style),
      StyledRun(rest, dim),
      StyledRun(fit(time, to: ComparePane.time, .right), .dim),
    ])
  }

  /// A run's time at the right edge, with its speedup in a scale; the time so far while the runs race.
  private func time(of index: Int) -> [StyledRun] {
    let run = comparison.runs[index]
    if isRacing {
      return [
        StyledRun(pane.say(formatDuration(min(pane.moment, run.makespan))), pane.moment < run.makespan ? .dim : .bold)
      ]
    }
    let text = pane.say(run.run.report.timeText(pane.glyphs.notation))
    guard comparison.isScale, let speedup = comparison.speedup(of: index) else { return [StyledRun(text, .bold)] }
    return [
      StyledRun(speedup.text(pane.glyphs.notation) + "   ", .dim),
      StyledRun(fit(text, to: max(7, cellWidth(of: text)), .right), .bold),
    ]
  }

  /// The axis of time below the runs.
  private var axis: [StyledRun] {
    let before = blanks(ComparePane.label)
    guard !pane.hasOwnScales else { return [StyledRun(before + "each run on a scale of its own", .dim)] }
    let longest = comparison.longest
    let unit: (size: Double, name: String) =
      [(1, "s"), (1e-3, "ms"), (1e-6, "µs")].first { longest >= $0.0 } ?? (1e-9, "ns")
    let marks = ticks(upTo: longest / unit.size, atMost: max(2, plot / 12))
    let step = marks.count > 1 ? marks[1] : 1
    var line = ""
    for mark in marks {
      let text = mark == 0 ? "0" : tickLabel(mark, step: step)
      let x = longest > 0 ? Int(mark * unit.size / longest * Double(plot)) : 0
      let start = mark == 0 ? 0 : x - text.count / 2
      if start > line.count || mark == 0 { line += blanks(start - line.count) + text }
    }
    return [StyledRun(before + pane.say("\(line) \(unit.name)"), .dim)]
  }

  // MARK: - Figures

  private mutating func addFigures() {
    let isWide = plan.hasChart
    let tableWidth = isWide ? room - ComparePlan.chart.width - 4 : room
    let table = plan.figures > 0 ? CompareFigures(pane: pane).lines(plan.figures, width: tableWidth) : []
    guard isWide else {
      for line in table { add(line) }
      return
    }
    let chart = CompareFigures(pane: pane).chart
    for y in 0..<max(table.count, chart.size.height) {
      add(fit(y < table.count ? table[y] : [], to: tableWidth + 4) + (y < chart.size.height ? chart.runs(row: y) : []))
    }
  }
}
