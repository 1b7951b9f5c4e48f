internal import Canvas
internal import Experiments
internal import Session
internal import Text

/// A run in sentences.
enum RunSentences {
  /// Everything about a run, with its comparison if the student may see that.
  static func all(of run: RecordedRun, _ comparison: RunComparison?) -> [String] {
    times(run.report) + parts(run) + result(run) + (comparison.map { [ratios($0)] } ?? [])
  }

  /// A run of a Python program, without what went wrong with it.
  static func program(_ run: RecordedRun) -> [String] {
    guard let found = run.report.result.as(PythonFindings.self) else { return all(of: run, nil) }
    let time = found.maps.isEmpty ? ["It took \(run.report.timeInWords)."] : times(run.report) + parts(run)
    return time + result(run).dropLast(found.trouble?.sentences.count ?? 0)
  }

  /// How many times faster a run was than another experiment's.
  private static func ratios(_ comparison: RunComparison) -> String {
    let speedup = comparison.speedup
    let times = "\(formatDuration(speedup.base.report.mean_s)) / \(formatDuration(speedup.run.report.mean_s))"
    return "This is \(formatFixed(speedup.ratio, digits: 2)) times as fast as \(comparison.experiment) (\(times)), and "
      + "\(formatFixed(speedup.ratioWithStartUp, digits: 2)) times with start-up."
  }

  /// Runs of the same work at several pool sizes: a sentence for each, with its speedup.
  static func scale(_ runs: [RecordedRun]) -> [String] {
    guard let first = runs.first else { return [] }
    return runs.map { run in
      let size = "\(counted(run.report.processes, "process", plural: "processes")): \(run.report.timeInWords)"
      guard let speedup = Speedup(of: run, among: runs) else { return size + "." }
      return "\(size), speedup \(formatFixed(speedup.overOneProcess, digits: 2)), efficiency "
        + "\(formatFixed(speedup.efficiency * 100, digits: 0)) percent."
    } + (runs.last.flatMap { Speedup(of: $0, among: runs)?.baseNote }.map { [$0] } ?? []) + [
      "Ideally, the speedup equals the number of processes, up to the number of usable cores, which is "
        + "\(first.machine.usableCores) here."
    ]
  }

  /// One line for a list of earlier runs.
  static func short(_ run: RecordedRun, _ localTime: (Double) -> String) -> String {
    let report = run.report
    return "\(localTime(run.began)): \(counted(report.processes, "process", plural: "processes")), chunk "
      + "\(formatCount(report.chunk)), \(report.schedule.rawValue): \(report.timeInWords)"
  }

  private static func times(_ report: RunReport) -> [String] {
    let work = "\(counted(report.items, "item")) over \(counted(report.processes, "process", plural: "processes"))"
    let sentence =
      "\(work) took \(report.timeInWords). Starting the pool took \(formatDuration(report.startup_s)) before that."
    guard report.hasMeaningfulImbalance, let imbalance = report.imbalance else { return [sentence] }
    return [
      sentence,
      "The imbalance is \(formatFixed(imbalance, digits: 2)): the busiest worker's time divided by the mean of all workers.",
    ]
  }

  /// What each worker did in the last repeat.
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
        let again = lost.again.map { "; handed out again: \($0)" } ?? ""
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
