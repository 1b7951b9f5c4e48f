import Posix

/// Looks at a program while it runs, and says when it has to be ended.
struct CellWatch {
  private let limits: CellLimits
  private let folder: TraceFolder
  /// The process above those of the program.
  private let root: Int32
  private var runBegan: UInt64
  private var run = -1
  private var lastLook: UInt64 = 0
  private var lost: (Lost, since: UInt64)?
  /// Since when a worker that has an item is gone, without Python having said so.
  private var gone: [Int32: UInt64] = [:]

  init(_ limits: CellLimits, _ folder: TraceFolder, below root: Int32) {
    self.limits = limits
    self.folder = folder
    self.root = root
    runBegan = SystemClock.monotonic
  }

  /// The process that runs the file, and its descriptor for tracebacks; `nil` before it has begun.
  private(set) var asked: (pid: Int32, descriptor: Int32)?

  /// Why the program has to be ended now; `nil` if it may go on.
  mutating func look() -> Halt? {
    let now = SystemClock.monotonic
    let events = folder.allEvents()
    // Each run has its own time, and so has each check.
    let runs = events.count { $0.e == "run" || $0.e == "checking" }
    if runs != run { (run, runBegan) = (runs, now) }
    if asked == nil, let first = events.first(where: { $0.hang != nil }) { asked = first.hang.map { (first.by, $0) } }
    if Double(now - runBegan) / 1e9 > limits.time { return .time(limits.time) }
    guard now - lastLook > 200_000_000 else { return nil }
    lastLook = now
    let program = TracedProgram(events: events, pages: folder.heads())
    if let halt = loss(in: program, now) { return halt }
    if let event = events.first(where: { $0.e == "resultsLost" || $0.e == "taskLost" }),
      Double(now - min(now, event.t)) / 1e9 > limits.grace, program.maps.contains(where: { $0.ended == nil })
    {
      return event.e == "taskLost" ? .taskLost(event.text ?? "") : .resultsLost(event.text ?? "")
    }
    let deadAtBirth = program.stillborn.count + program.workers.count { $0.ready == nil && ($0.ended?.code ?? 0) != 0 }
    if deadAtBirth >= Self.mostStillborn, !program.workers.contains(where: { $0.ready != nil }) {
      return .stillborn(deadAtBirth)
    }
    let pids = ProcessTree.roughly(below: root)
    if pids.count > limits.processes { return .processes(pids.count) }
    return ProcessTree.memory(of: pids, above: limits.memory).map { .memory(used: $0, processes: pids.count) }
  }

  /// A pool starts new workers for ever, so after as many it is clear.
  private static let mostStillborn = 12

  /// A worker that has ended with an item, once the map has had some time to go on without it.
  private mutating func loss(in program: TracedProgram, _ now: UInt64) -> Halt? {
    if case (var lost, let since)? = lost {
      // Python may say how the worker ended only after its absence was noticed.
      if lost.code == nil { lost.code = program.worker(lost.pid)?.ended?.code }
      let isOpen = program.pages.contains { page in
        page.pid == lost.pid && program.held(by: page).map { $0.map.ended == nil } ?? false
          && program.pools[page.pool]?.endBegan == nil
      }
      self.lost = isOpen ? (lost, since) : nil
      return isOpen && Double(now - since) / 1e9 > limits.grace ? .lost(lost) : nil
    }
    for page in program.pages {
      // An executor notices by itself, and a pool that is being ended kills its workers.
      guard let pool = program.pools[page.pool], pool.kind == "Pool", pool.endBegan == nil,
        let held = program.held(by: page), held.map.ended == nil
      else { continue }
      if let ended = program.worker(page.pid)?.ended {
        lost = (Lost(pid: page.pid, code: ended.code), now)
      } else if ProcessTree.hasEnded(page.pid) {
        let since = gone[page.pid] ?? now
        gone[page.pid] = since
        if now - since > 1_000_000_000 { lost = (Lost(pid: page.pid, code: ProcessTree.end(of: page.pid)), since) }
      }
    }
    return nil
  }
}
