internal import Experiments
import Posix
internal import WorkerPool

/// What a run that has ended is as a recorded run: the longest map of its last traced repeat, and figures about all of it.
struct CellReport {
  private let cell: CellRun
  private let ended: EndedCell
  private let parent: Int32
  /// When the repeat that is recorded began and ended, and its time in seconds if it ended.
  private let window: (time: ClosedRange<UInt64>, seconds: Double?)

  init(_ cell: CellRun, _ ended: EndedCell) {
    self.cell = cell
    self.ended = ended
    let events = ended.program.events
    parent = events.first { $0.e == "run" }?.by ?? 0
    let began = events.last { $0.e == "run" }
    let over = events.last { $0.e == "runEnded" && $0.run == began?.run }
    let start = began?.t ?? 0
    window = (start...max(start, over?.t ?? .max), over?.seconds)
  }

  /// The maps of that repeat; the program's own before those of its workers.
  private var maps: [TracedMap] {
    let all = ended.program.maps.filter { window.time.contains($0.began) }
    let own = all.filter { $0.pool.owner == parent }
    return own.isEmpty ? all : own
  }

  /// The map that is recorded: one that did not end, or the longest.
  private var chosen: TracedMap? {
    maps.last { $0.ended == nil } ?? maps.max { $0.length < $1.length }
  }

  /// The run as it is saved.
  func recorded(began: Double) -> RecordedRun {
    let events = chosen.flatMap { MapEvents($0, of: ended.program) }
    let result = ended.program.events.last { $0.e == "result" }
    var knobs = Knobs(processes: max(1, events?.count ?? 1), chunk: .items(max(1, chosen?.chunk ?? 1)))
    knobs.repeats = max(1, result?.runs_s?.count ?? 1)
    knobs.command = [cell.file]
    let repeats = result?.runs_s ?? []
    let seconds = repeats.isEmpty ? firstTime.map { [$0] } ?? [] : repeats
    var run = ForeignRun(
      began: began, task: .python, knobs: knobs, events: events?.events() ?? [], seconds: seconds,
      result: .python(findings(events, result)), parent: parent
    ).recorded()
    run.report.file = cell.file
    run.report.python = cell.python
    run.report.code = ended.code.isEmpty ? nil : ended.code
    run.report.failures = failures(events?.lanes ?? [:])
    for page in ended.program.pages where page.pool == chosen?.pool {
      guard page.unlisted.items > 0, let lane = events?.lanes[page.pid],
        run.report.workers.indices.contains(lane)
      else { continue }
      run.report.workers[lane].items &+= page.unlisted.items
      run.report.workers[lane].busy_s += Double(page.unlisted.time) / 1e9
    }
    return run
  }

  /// How long the first run took; `nil` if it did not end, or ended with an exception.
  private var firstTime: Double? {
    if let result = ended.program.events.last(where: { $0.e == "result" }) { return result.first_s }
    // It was ended after that run, in a check or a repeat.
    return ended.program.events.first { $0.e == "runEnded" && $0.run == 0 }?.seconds
  }

  /// The most items that failed to be listed.
  private static let mostFailures = 1000

  /// The items of the map that raised an exception; `nil` if there are none.
  private func failures(_ lanes: [Int32: Int]) -> [FailedItem]? {
    let failed = (chosen?.parts ?? []).flatMap { part in
      part.single.compactMap { item in
        item.failure.map { message in
          FailedItem(
            item: item.item, worker: lanes[part.pid].map { "worker-\($0 + 1)" }, pid: part.pid, tries: 1,
            message: message)
        }
      }
    }
    return failed.isEmpty ? nil : Array(failed.sorted { $0.item < $1.item }.prefix(Self.mostFailures))
  }

  private func findings(_ events: MapEvents?, _ result: TraceEvent?) -> PythonFindings {
    let (printed, before) = ended.output.text
    let maps = maps
    let trouble = Troubles(cell, ended, events?.lanes ?? [:]).trouble
    // What ends the program during a check is a matter of that check.
    let interrupted = ended.openCheck.flatMap { check in trouble.map { (check, $0) } }
    let isChecked = !cell.checks.isEmpty && (trouble == nil || interrupted != nil)
    var findings = PythonFindings(
      printed: printed, printed_left_out: before > 0 ? before : nil, maps: maps.prefix(1000).map(described),
      at_once: maps.map(\.atOnce).max() ?? 0, exit: exit, parts: parts,
      error: result?.error.map {
        PythonException(type: $0.type, text: $0.text, line: $0.line, traceback: $0.traceback)
      },
      trouble: interrupted == nil ? trouble : nil,
      untraced: untraced, checks: isChecked ? checks(printed, before, interrupted) : nil)
    findings.loops = result?.loops.flatMap { $0 > 1 ? $0 : nil }
    findings.nice = cell.limits.nice > 0 ? cell.limits.nice : nil
    return findings
  }

  /// Why the pools could not be traced; `nil` if they were.
  private var untraced: String? { ended.program.events.first { $0.e == "untraced" }?.text }

  private func checks(_ printed: String, _ before: Int, _ interrupted: (Int, Trouble)?) -> [CheckOutcome] {
    let events = ended.program.events
    let facts = events.compactMap { event in event.index.flatMap { index in event.check.map { (index, $0) } } }
    return CheckVerdicts(
      checks: cell.checks, facts: Dictionary(facts) { _, last in last }, interrupted: interrupted,
      printed: (printed, before), figures: untraced == nil ? TraceFigures(ended.program) : nil,
      names: events.last { $0.e == "code" }?.names ?? [], problem: events.last { $0.e == "checker" }?.text
    ).outcomes
  }

  private var exit: Int32? { if case .exited(let code) = ended.end { code } else { nil } }

  private func described(_ map: TracedMap) -> PythonMap {
    PythonMap(
      how: map.how, items: map.items, chunk: map.chunk,
      processes: ended.program.pools[map.pool]?.processes ?? 0, workers: Set(map.parts.map(\.pid)).count,
      at_once: map.atOnce, failed: map.parts.reduce(0) { $0 + $1.single.count { $0.failure != nil } },
      seconds: map.ended.map { Double($0 - map.began) / 1e9 })
  }

  /// Where the time of the repeat went; `nil` if it did not end, or if its parts were at the same time.
  private var parts: PythonParts? {
    guard let whole = window.seconds, !maps.isEmpty, maps.allSatisfy({ $0.ended != nil }) else { return nil }
    let pools = ended.program.pools.filter { $0.key.owner == parent && window.time.contains($0.value.made.lowerBound) }
    let making = pools.values.reduce(0) { $0 + Double($1.made.upperBound - $1.made.lowerBound) / 1e9 }
    let ending = pools.values.reduce(0) { $0 + Double($1.ending) / 1e9 }
    let mapping = maps.reduce(0) { $0 + Double($1.length) / 1e9 }
    let rest = whole - making - mapping - ending
    guard rest >= -whole / 100 else { return nil }
    return PythonParts(pool_s: making, map_s: mapping, end_s: ending, rest_s: max(0, rest))
  }
}
