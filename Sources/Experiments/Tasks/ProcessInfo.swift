import Text
package import WorkerPool

extension ExperimentTask {
  /// Says which worker took each item.
  package static let processInfo = ExperimentTask(
    StandardTask.processInfo, summary: "Says which worker took each item.",
    knobs: [.processes, .items, .chunk, .schedule, .repeats], traits: [.isInstant],
    objection: { knobs in
      let isWhole = !knobs.items.numbers.isEmpty && knobs.items.numbers.allSatisfy { Int(exactly: $0) != nil }
      return isWhole ? nil : "The items of process-info are whole numbers, such as 5,5,5,5 or 0..<10."
    },
    items: { $0.items.numbers }
  ) { takers, knobs in
    ProcessInfoFindings(
      results: zip(knobs.items.numbers, takers).prefix(Lanes.mostTaken).map { item, taker in
        .init(item: item, worker: "worker-\(Int(taker.second) + 1)", pid: taker.first)
      }, results_left_out: takers.count > Lanes.mostTaken ? takers.count - Lanes.mostTaken : nil)
  }
}

extension StandardTask {
  /// Takes an item; returns the pid and the number of its worker, which is below 256: a million of them are few bytes.
  package static let processInfo = PoolTask<Double, WirePair<Int32, UInt8>>(name: "process-info") { _, context in
    WirePair(context.pid, UInt8(truncatingIfNeeded: context.worker))
  }
}

/// One entry for each item in the order of the items, at most 10 000.
package struct ProcessInfoFindings: Findings {
  package var results: [ItemResult]
  /// How many results after these were left out; `nil` if none were.
  package var results_left_out: Int?

  /// What came back for one item.
  package struct ItemResult: Sendable, Equatable, Codable {
    /// The item's value.
    package var item: Double
    /// The worker's name.
    package var worker: String
    /// The worker's process id.
    package var pid: Int32

    /// Makes the entry from its parts.
    package init(item: Double, worker: String, pid: Int32) {
      self.item = item
      self.worker = worker
      self.pid = pid
    }
  }

  package var isSound: Bool {
    results.allSatisfy { abs($0.item) <= 1e15 } && (0...1 << 53).contains(results_left_out ?? 0)
  }

  package func figure(of report: RunReport) -> Double { Double(count) }

  /// How many results there were, also those left out.
  private var count: Int { results.count + (results_left_out ?? 0) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let total = self.count
    let count = counted(total, "result")
    let leftOut = results_left_out.map { left in
      "\(counted(left, "result")) at the end \(left == 1 ? "was" : "were") left out: a run keeps up to "
        + "\(formatCount(Lanes.mostTaken)) results. To keep all, run fewer items at a time."
    }
    let spoken = results.prefix(20).map { "\(formatItem($0.item)) from \($0.worker)" }.joined(separator: ", ")
    let more = total > 20 ? " and \(formatCount(total - 20)) more" : ""
    let shown = results.prefix(40).map { "('\($0.worker)', \($0.pid), \(formatItem($0.item)))" }
    return ResultWords(
      lines: [.list("\(count), in the order of the items:", shown, isComplete: shown.count == total)]
        + (leftOut.map { [.text("", $0)] } ?? []),
      cell: count,
      sentences: ["\(count), in the order of the items: \(spoken)\(more)."] + (leftOut.map { [$0] } ?? []),
      clause: "gave \(count)")
  }
}

extension TaskResult {
  /// The result of `process-info`.
  package static func processInfo(_ results: [ProcessInfoFindings.ItemResult]) -> TaskResult {
    TaskResult(ProcessInfoFindings(results: results))
  }
}
