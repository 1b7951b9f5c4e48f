import Canvas
import Experiments
import Text

/// A run in lines for people: who took what, how long it took, what came of it.
enum RunText {
  /// The lines, without colours and at most about 100 columns wide.
  static func lines(of run: RecordedRun) -> [String] {
    let report = run.report
    var lines = [headline(of: run), "  parent       pid \(report.parent.pid)"]
    for worker in report.workers {
      lines.append(line(of: worker, in: report))
      lines += (worker.ended ?? []).map { lost in
        let again = lost.again.map { "; \($0) given again" } ?? ""
        return "  " + fit("", to: 13) + "pid \(lost.pid) before: \(lost.fate)\(again)"
      }
    }
    lines += result(report) + times(report) + written(report)
    if let seeds = report.seeds {
      let text = Set(seeds).count == 1 ? "\(seeds[0])" : seeds.map(String.init).joined(separator: ", ")
      lines.append("seeds: \(truncate(text, to: 90)) (\(run.knobs.seeding.word))")
    }
    return lines
  }

  private static func headline(of run: RecordedRun) -> String {
    let report = run.report
    let what =
      if report.task.knobs.contains(.range) {
        " \(KnobName.range.text(of: run.knobs))"
      } else if report.task == .command {
        " \(truncate(commandLine(run.knobs.command), to: 200))"
      } else {
        ""
      }
    return "\(report.task.rawValue)\(what) · \(counted(report.items, "item"))"
      + " · \(counted(report.processes, "process", plural: "processes"))"
      + " · chunk \(formatCount(report.chunk)) · \(report.schedule.rawValue)"
  }

  private static func line(of worker: WorkerReport, in report: RunReport) -> String {
    let index = report.workers.firstIndex(of: worker) ?? 0
    let taken = report.items <= 40 ? (report.assignment ?? []).filter { $0[1] == index }.map { String($0[0]) } : []
    let share = worker.busy_s + worker.idle_s > 0 ? worker.busy_s / (worker.busy_s + worker.idle_s) : 0
    return "  " + fit(worker.name, to: 11) + "  pid " + fit(String(worker.pid), to: 8)
      + fit(counted(worker.items, "item"), to: 16) + fit(formatDuration(worker.busy_s) + " busy", to: 14)
      + fit(formatFixed(share * 100, digits: 0) + " %", to: 6)
      + (taken.isEmpty ? "" : " " + taken.joined(separator: " "))
  }

  private static func result(_ report: RunReport) -> [String] {
    switch report.result {
    case .processInfo(let results):
      let values = results.prefix(20).map { formatItem($0.item) }.joined(separator: ", ")
      return ["results in the order of the items: [\(values)\(results.count > 20 ? ", …" : "")]"]
    case .quarterCircle(let samples, let inside):
      let pi = 4 * Double(inside) / Double(max(samples, 1))
      let off = formatFixed(abs(pi - .pi), digits: 6)
      return [
        "pi ≈ \(formatFixed(pi, digits: 6)), \(off) off: \(formatCount(inside)) of \(formatCount(samples)) inside"
      ]
    case .primes(let count, let first, let last):
      let list = first.map(String.init).joined(separator: " ") + " … " + last.map(String.init).joined(separator: " ")
      return ["\(formatCount(count)) primes", "  \(list)"]
    case .divisors(let most, let count, let sum):
      return ["\(formatCount(sum)) divisors in all; \(formatCount(most)) has the most of them, \(formatCount(count))"]
    case .sleep(let seconds): return ["\(formatDuration(seconds)) slept in all"]
    case .command(let values):
      let shown = values.prefix(20).map { truncate($0.text, to: 200) }.joined(separator: ", ")
      return ["results in the order of the items: [\(shown)\(report.items > 20 ? ", …" : "")]"]
    }
  }

  /// What the workers' code wrote, the last lines of each.
  private static func written(_ report: RunReport) -> [String] {
    report.workers.flatMap { worker in
      let before = worker.output_before.map { ["\(worker.name) wrote \(counted($0, "line")) before these:"] } ?? []
      return before + (worker.output ?? []).map { "\(worker.name) wrote: \($0)" }
    }
  }

  private static func times(_ report: RunReport) -> [String] {
    var start = "start-up of the pool apart: \(formatDuration(report.startup_s))"
    if report.tellsImbalance, let imbalance = report.imbalance {
      start = "imbalance \(formatFixed(imbalance, digits: 2)) · \(start)"
    }
    let repeats = report.isRepeated ? " (mean and deviation of \(report.runs_s.count) runs)" : ""
    return ["\(report.timeText(.unicode))\(repeats) · \(start)"]
  }
}
