internal import Experiments
import Posix
import Text

/// What went wrong with a program that has ended, in three sentences: what was seen, what it means, and the fix.
struct Troubles {
  let cell: CellRun
  let ended: EndedCell
  private let lanes: [Int32: Int]

  init(_ cell: CellRun, _ ended: EndedCell, _ lanes: [Int32: Int]) {
    self.cell = cell
    self.ended = ended
    self.lanes = lanes
  }

  /// The trouble; `nil` if there was none.
  var trouble: Trouble? {
    if let halt = ended.halt { return trouble(of: halt) }
    if let result = ended.program.events.last(where: { $0.e == "result" }) {
      if let error = result.error { return trouble(of: error) }
      guard case .exited(let code)? = ended.end, code != 0 else { return signalled }
      return Trouble(
        seen: result.said.map { "The program ended itself with the words “\($0)”, and with exit code \(code)." }
          ?? "The program ended with exit code \(code).",
        means: "Other programs, such as a batch job, take any code but 0 for a failure.",
        fix: "If all was well, end it with sys.exit(0), or leave sys.exit out.")
    }
    if let folder = ended.missingFolder {
      return Trouble(
        seen: "The program has removed the folder \(folder), with which poolbook watches it.",
        means: "So it isn't known how the program went on.",
        fix: "Remove only files and folders that the program has made.")
    }
    return signalled
      ?? Trouble(
        seen: "The program ended at once, with exit code \(code), and did not reach its end.",
        means: "Something like os._exit ended it, and what it had still to write or to close was lost.",
        fix: "Use sys.exit, which lets Python end in order.")
  }

  private var code: Int32 { if case .exited(let code)? = ended.end { code } else { 0 } }

  private var signalled: Trouble? {
    guard case .signalled(let signal)? = ended.end else { return nil }
    return Trouble(
      seen: "The program was ended by \(signalName(signal)).",
      means: signal == 9
        ? "Something killed it, such as the system when it had no memory left."
        : "It crashed inside code that isn't Python, such as an extension or ctypes.",
      fix: "Find the line with print(…, flush=True) or python3 -X faulthandler, and try it with less data.")
  }

  private func trouble(of halt: Halt) -> Trouble? {
    switch halt {
    case .asked: return nil
    case .time(let seconds): return timeUp(after: seconds)
    case .lost(let lost): return trouble(of: lost)
    case .stillborn(let count): return stillborn(count)
    case .resultsLost(let text):
      return Trouble(
        seen: "A result could not be made again in the main program: \(text).",
        means: "The pool's thread that takes the results ended with this exception, so the map would wait for ever; "
          + "it was stopped.",
        fix: "Let the function return plain values, and raise Python's own exceptions or some with one argument.")
    case .taskLost(let text): return taskLost(text)
    case .output(let bytes):
      return Trouble(
        seen: "The program wrote more than \(formatCount(bytes / 1000)) kB and was stopped; the end of it is kept.",
        means: "It probably prints inside a loop that has no end, or far more often than anyone can read.",
        fix: "Print only what you want to read, and write large results to a file.")
    case .memory(let used, let processes):
      return Trouble(
        seen: "\(counted(processes, "process", plural: "processes")) used \(gigabytes(used)) GB of memory; "
          + "the limit is \(gigabytes(cell.limits.memory)) GB.",
        means: processes == 1
          ? "It keeps more data at the same time than it may."
          : "Each process has data of its own, so a pool needs as many times the memory as it has workers.",
        fix: "Work in smaller blocks\(processes == 1 ? "" : " or with fewer workers"), or allow more with --memory.")
    case .processes(let count):
      return Trouble(
        seen: "The program had \(count) processes at once; the limit is \(cell.limits.processes).",
        means: "It starts processes faster than they end, perhaps a pool inside a loop.",
        fix: "Make one pool, outside of loops, with as many processes as there are cores.")
    }
  }

  private func timeUp(after seconds: Double) -> Trouble {
    let busy = ended.heads.compactMap { page -> String? in
      guard ended.program.worker(page.pid)?.ended == nil, let held = ended.program.held(by: page) else { return nil }
      return "\(name(page.pid)) had \(words(held.items))"
    }
    let line = ended.hangingLine.map { ", at line \($0)" } ?? ""
    if busy.isEmpty, let lost = resultsMissing(line, seconds) { return lost }
    let workers = busy.isEmpty ? "" : "; " + busy.prefix(4).joined(separator: ", ")
    return Trouble(
      seen: "After \(formatItem(seconds)) s the program was still running\(line)\(workers).",
      means: busy.isEmpty
        ? "It needs more time, or it is in a loop without an end, or waits for something that never comes."
        : "These items need more time than that, or they never end.",
      fix: busy.isEmpty
        ? "Try it with less work first; --time allows more seconds."
        : "Try such an item alone, without a pool; --time allows more seconds.")
  }

  /// A worker that could not make what it was sent.
  func taskLost(_ text: String) -> Trouble {
    Trouble(
      seen: "A worker could not take its items: \(text).",
      means: "A worker looks for the function by its name, and knows what was there when it started; "
        + "without it, the map would wait for ever.",
      fix: "Define the function at the top level of the file, above the line that makes the pool.")
  }

  /// A map that waits although nobody has an item of it.
  private func resultsMissing(_ line: String, _ seconds: Double) -> Trouble? {
    guard let map = ended.program.maps.last(where: { $0.ended == nil && $0.how == "map" }), !map.parts.isEmpty,
      let gone = ended.program.workers.first(where: { worker in
        worker.pool == map.pool && worker.ended != nil && map.parts.contains { $0.pid == worker.pid }
      }), ended.program.pools[map.pool]?.endBegan == nil
    else { return nil }
    return Trouble(
      seen: "After \(formatItem(seconds)) s the map was still waiting\(line), though no worker had an item; "
        + "\(name(gone.pid)) had ended with exit code \(gone.ended?.code ?? 0).",
      means: "Results were lost on the way, for example because a worker closed files that the pool needs, "
        + "and the map waits for them for ever.",
      fix: "Don't close what the function hasn't opened, such as with os.closerange, and don't end its process.")
  }

  private func trouble(of lost: Lost) -> Trouble {
    let held = ended.heads.first { $0.pid == lost.pid }.flatMap { ended.program.held(by: $0) }
    let item = held.map { words($0.items) } ?? "an item"
    let exit = ended.program.events.last { $0.e == "failed" && $0.by == lost.pid && $0.ends == true }?.text
    let how = (lost.code.map(fate) ?? "is gone") + (lost.code ?? 0 < 0 ? "" : exit.map { " (\($0))" } ?? "")
    return Trouble(
      seen: "\(name(lost.pid)) (pid \(lost.pid)) \(how) while it had \(item).",
      means: "Python's Pool starts another process in its place but never does \(item) again, so the map would wait "
        + "for ever; it was stopped.",
      fix: exit?.hasPrefix("SystemExit") == true
        ? "Don't call sys.exit in a function that is mapped: return a value, or raise an exception."
        : "Find out what ends the process, often too much memory; ProcessPoolExecutor at least raises an exception.")
  }

  private func stillborn(_ count: Int) -> Trouble {
    if let event = ended.program.events.first(where: { $0.e == "initializer" }) {
      return Trouble(
        seen: "The pool's initializer failed\(at(event.line)): \(event.text ?? "").",
        means: "Each worker calls it first, and Pool starts a new worker for each that fails, for ever.",
        fix: "Correct the initializer, or try it once in the main program before the pool is made.")
    }
    let method = ended.program.pools.values.compactMap(\.method).first ?? "fork"
    if method != "fork" {
      return unguarded(
        "\(count) workers ended before they could begin, and the pool started new ones again and again.", method)
    }
    return Trouble(
      seen: "\(count) workers ended before they could begin, and the pool started new ones again and again.",
      means: "Something in the start of a worker fails, and Pool doesn't notice.",
      fix: "Read what the workers printed, and correct that first.")
  }

  /// A file that makes a pool when a worker imports it.
  func unguarded(_ seen: String, _ method: String) -> Trouble {
    Trouble(
      seen: seen,
      means: "With the start method \(method) each worker imports this file, and so makes a pool of its own.",
      fix: "Put everything that makes or uses the pool under: if __name__ == \"__main__\":")
  }

  /// How a process ended, as a clause.
  func fate(_ code: Int32) -> String {
    code < 0 ? "was ended by \(signalName(0 &- code))" : "ended with exit code \(code)"
  }

  /// A worker's name, as lanes and reports have it.
  func name(_ pid: Int32) -> String { lanes[pid].map { "worker-\($0 + 1)" } ?? "a worker" }

  /// Items in words: `item 5`, or `items 5 to 7`.
  func words(_ items: Range<Int>) -> String {
    items.count == 1
      ? "item \(formatCount(items.lowerBound))"
      : "items \(formatCount(items.lowerBound)) to \(formatCount(max(items.lowerBound, items.upperBound - 1)))"
  }

  /// A line in words, if it is known.
  func at(_ line: Int?) -> String { line.map { " at line \($0)" } ?? "" }

  /// A size in gigabytes.
  func gigabytes(_ bytes: Int) -> String { formatFixed(Double(bytes) / 1e9, digits: 2) }
}
