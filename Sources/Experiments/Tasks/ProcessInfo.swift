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
    // One entry for each item, up to 10 000.
    ProcessInfoFindings(
      results: zip(knobs.items.numbers, takers).prefix(Lanes.mostTaken).map { item, taker in
        .init(item: item, worker: "worker-\(taker.second + 1)", pid: taker.first)
      })
  }
}

extension StandardTask {
  /// Takes an item; returns the pid and the number of its worker.
  package static let processInfo = PoolTask<Double, WirePair<Int32, Int>>(name: "process-info") { _, context in
    WirePair(context.pid, context.worker)
  }
}

/// One entry for each item in the order of the items, at most 10 000.
package struct ProcessInfoFindings: Findings {
  package var results: [ItemResult]

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

  package var isSound: Bool { results.allSatisfy { abs($0.item) <= 1e15 } }

  package func figure(of report: RunReport) -> Double { Double(results.count) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let count = counted(results.count, "result")
    let spoken = results.prefix(20).map { "\(formatItem($0.item)) from \($0.worker)" }.joined(separator: ", ")
    let more = results.count > 20 ? " and \(formatCount(results.count - 20)) more" : ""
    let shown = results.prefix(40).map { "('\($0.worker)', \($0.pid), \(formatItem($0.item)))" }
    return ResultWords(
      lines: [.list("\(count), in the order of the items:", shown, isComplete: shown.count == results.count)],
      cell: count, sentences: ["\(count), in the order of the items: \(spoken)\(more)."], clause: "gave \(count)")
  }
}

extension TaskResult {
  /// The result of `process-info`.
  package static func processInfo(_ results: [ProcessInfoFindings.ItemResult]) -> TaskResult {
    TaskResult(ProcessInfoFindings(results: results))
  }
}
