import Text
internal import WorkerPool

extension ExperimentTask {
  /// Runs a Python file, whose pool is Python's own. The module `PythonCells` makes such a run.
  package static let python = ExperimentTask(
    "python", PythonFindings.self, summary: "Runs a Python file, and shows what Python's own pool did.",
    knobs: [.processes, .chunk, .repeats])
}

/// What a Python file printed, what its pools did, and how it ended.
package struct PythonFindings: Findings {
  /// What it wrote to standard output and standard error in the first run, at most its last 64 KiB.
  package var printed: String
  /// How many bytes it wrote before those; `nil` if there were none.
  package var printed_left_out: Int?
  /// The maps of the run that is recorded, at most 1000 of them.
  package var maps: [PythonMap]
  /// The largest number of workers that were busy at the same moment.
  package var at_once: Int
  /// How often the file was run for each measurement, because it takes so little time; `nil` for once.
  package var loops: Int?
  /// How far it stepped back behind other programs, as for the program nice; `nil` in a batch job.
  package var nice: Int?
  /// Its exit code; `nil` if it was stopped, or a signal ended it.
  package var exit: Int32?
  /// Where the time of the recorded run went; `nil` if it had no pool, or it did not end.
  package var parts: PythonParts?
  /// The exception that ended it; `nil` if there was none.
  package var error: PythonException?
  /// What went wrong, and what to do about it; `nil` if all went well.
  package var trouble: Trouble?
  /// Why the pools could not be traced; `nil` if they were.
  package var untraced: String?
  /// What came of the lesson's checks, up to the first that failed; `nil` if there were none.
  package var checks: [CheckOutcome]?

  /// Makes the findings from their parts.
  package init(
    printed: String = "", printed_left_out: Int? = nil, maps: [PythonMap] = [], at_once: Int = 0, exit: Int32? = 0,
    parts: PythonParts? = nil, error: PythonException? = nil, trouble: Trouble? = nil, untraced: String? = nil,
    checks: [CheckOutcome]? = nil
  ) {
    self.printed = printed
    self.printed_left_out = printed_left_out
    self.maps = maps
    self.at_once = at_once
    self.exit = exit
    self.parts = parts
    self.error = error
    self.trouble = trouble
    self.untraced = untraced
    self.checks = checks
  }

  package var isSound: Bool {
    let counts = [at_once, printed_left_out ?? 0] + maps.flatMap { [$0.items, $0.chunk, $0.processes, $0.workers] }
    let times = maps.compactMap(\.seconds) + (parts.map { [$0.pool_s, $0.map_s, $0.end_s, $0.rest_s] } ?? [])
    return counts.allSatisfy { (0...1 << 53).contains($0) } && times.allSatisfy { (0...1e9).contains($0) }
  }

  package func figure(of report: RunReport) -> Double { Double(report.items) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let shown = maps.prefix(3).map(\.sentence)
    let rest = maps.count - 3
    let more = rest > 0 ? ["There \(rest == 1 ? "was" : "were") \(counted(rest, "more map"))."] : []
    let time = parts.map { ["\(formatDuration($0.whole)) = \($0.sum)"] } ?? []
    let none = maps.isEmpty ? ["It used no pool of processes."] : []
    let trouble = trouble?.sentences ?? []
    let sentences = (untraced.map { ["Its pools could not be traced: \($0)."] } ?? none) + shown + more + time + trouble
    let clause =
      self.trouble != nil ? "went wrong" : maps.isEmpty ? "used no pool" : "did \(counted(report.items, "item"))"
    return ResultWords(
      lines: sentences.map { .text("", $0) }, cell: clause, sentences: sentences, clause: clause)
  }
}

extension TaskResult {
  /// The result of `python`.
  package static func python(_ findings: PythonFindings) -> TaskResult { TaskResult(findings) }
}
