internal import Canvas
internal import Experiments
internal import Text

/// A run in sentences.
enum RunSentences {
  /// Everything there is to say about a run.
  static func whole(_ run: RecordedRun) -> [String] {
    times(run.report) + parts(run) + result(run)
  }

  /// Several sizes of the same work, a sentence each, compared with the first.
  static func scale(_ runs: [RecordedRun]) -> [String] {
    guard let first = runs.first else { return [] }
    return runs.map { run in
      let size = "\(counted(run.report.processes, "process", plural: "processes")): \(run.report.spokenTime)"
      guard let speedup = Speedup(of: run, among: runs) else { return size + "." }
      return "\(size), speedup \(formatFixed(speedup.overOneProcess, digits: 2)), efficiency "
        + "\(formatFixed(speedup.efficiency * 100, digits: 0)) percent."
    } + [
      "Ideally the speedup is the number of processes, up to the cores there are: this process may use "
        + "\(first.machine.usableCores)."
    ]
  }

  /// One line for a list of earlier runs.
  static func short(_ run: RecordedRun, _ localTime: (Double) -> String) -> String {
    let report = run.report
    return "\(localTime(run.began)): \(counted(report.processes, "process", plural: "processes")), chunk "
      + "\(formatCount(report.chunk)), \(report.schedule.rawValue): \(report.spokenTime)"
  }

  private static func times(_ report: RunReport) -> [String] {
    let work = "\(counted(report.items, "item")) over \(counted(report.processes, "process", plural: "processes"))"
    let sentence =
      "\(work) took \(report.spokenTime). Starting the pool took \(formatDuration(report.startup_s)) before that."
    guard report.tellsImbalance, let imbalance = report.imbalance else { return [sentence] }
    return [
      sentence,
      "The imbalance is \(formatFixed(imbalance, digits: 2)): the busiest worker's time over the mean of all.",
    ]
  }

  /// Who took what in the last repeat.
  private static func parts(_ run: RecordedRun) -> [String] {
    let report = run.report
    var taken: [Int: [Int]] = [:]
    for pair in report.assignment ?? [] where pair.count == 2 { taken[pair[1], default: []].append(pair[0]) }
    var lines = ["The parent is pid \(report.parent.pid)."]
    let hosts = Set(report.workers.map(\.host))
    for (index, worker) in report.workers.enumerated() {
      let mine = taken[index] ?? []
      let list = mine.isEmpty || mine.count > 20 ? "" : " (\(mine.map(String.init).joined(separator: ", ")))"
      let host = hosts.count > 1 ? " on \(worker.host)" : ""
      let chunks = worker.chunks == worker.items ? "" : " in \(counted(worker.chunks, "chunk"))"
      lines.append(
        "worker \(index + 1), pid \(worker.pid)\(host): \(counted(worker.items, "item"))\(list)\(chunks), busy "
          + "\(formatDuration(worker.busy_s)), idle \(formatDuration(worker.idle_s))")
      for lost in worker.ended ?? [] {
        let again = lost.again.map { "; \($0) given again" } ?? ""
        lines.append("worker \(index + 1) was pid \(lost.pid) before: \(lost.fate)\(again)")
      }
    }
    return lines
  }

  private static func result(_ run: RecordedRun) -> [String] {
    run.report.resultWords(.unicode).sentences + seeds(run.report.seeds ?? [])
  }

  private static func seeds(_ seeds: [UInt64]) -> [String] {
    guard !seeds.isEmpty else { return [] }
    let shown = seeds.prefix(8).map(String.init).joined(separator: ", ")
    return ["\(seeds.count == 1 ? "Seed" : "Seeds"): \(shown)\(seeds.count > 8 ? " …" : "")."]
  }
}
