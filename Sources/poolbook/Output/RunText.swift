import Canvas
import Experiments
import Text

/// A run in lines for people: which worker took what, how long it took, and the result.
enum RunText {
  /// The lines, without colours and at most about 100 columns wide.
  static func lines(of run: RecordedRun, glyphs: Glyphs = StandardOutput.isASCII ? .ascii : .utf8) -> [String] {
    let report = run.report
    var lines = [headline(of: run)] + (report.parent.pid == 0 ? [] : ["  parent       pid \(report.parent.pid)"])
    for worker in report.workers {
      lines.append(line(of: worker, in: report))
      lines += (worker.ended ?? []).map { lost in
        let again = lost.again.map { "; \($0) given again" } ?? ""
        return "  " + fit("", to: 13) + "pid \(lost.pid) before: \(lost.fate)\(again)"
      }
    }
    lines += untold(report) + result(report, glyphs) + failed(report) + times(report) + written(report)
    if let seeds = report.seeds {
      let text = Set(seeds).count == 1 ? "\(seeds[0])" : seeds.map(String.init).joined(separator: ", ")
      let shown = truncate(text, to: 90)
      let rest = shown == text ? "" : "; --json and the recorded run have all \(formatCount(seeds.count))"
      lines.append("seeds: \(shown) (\(run.knobs.seeding.word)\(rest))")
    }
    if let leftOut = report.events_left_out {
      lines.append(
        "The recorded run leaves out \(counted(leftOut, "event")) near the end of the map; larger chunks make fewer.")
    }
    return lines
  }

  /// The most items that are listed with their workers.
  private static let mostListed = 40

  /// Where it says which worker took each item if the lines of the workers don't.
  private static func untold(_ report: RunReport) -> [String] {
    if report.assignment_left_out != nil {
      return ["  (There are too many items to list who took which; the events of the recorded run say it.)"]
    }
    guard report.items > mostListed else { return [] }
    return ["  (--json and the recorded run say which worker took each item.)"]
  }

  /// The items without a result, and those that have one only after another try.
  private static func failed(_ report: RunReport) -> [String] {
    let failures = report.failures ?? []
    let retried = report.retried ?? []
    let rest = failures.count > mostListed ? ["  … and \(formatCount(failures.count - mostListed)) more"] : []
    let again = retried.prefix(mostListed).map { "\($0.item)" }.joined(separator: ", ")
    return (failures.isEmpty ? [] : ["\(counted(failures.count, "item")) failed:"])
      + failures.prefix(mostListed).map { "  " + visible($0.sentence, onOneLine: true) } + rest
      + (retried.isEmpty
        ? []
        : [
          "\(counted(retried.count, "item")) failed at first and not when tried again: \(again)"
            + (retried.count > mostListed ? ", …" : "")
        ])
  }

  private static func headline(of run: RecordedRun) -> String {
    let report = run.report
    let work = truncate(report.task.workWords(of: run.knobs), to: 200)
    if report.workers.isEmpty { return "\(report.task.name) · \(work)" }
    let items = counted(report.items, "item")
    let parts =
      [report.task.name, work] + (work.hasPrefix(items) ? [] : [items])
      + [
        counted(report.processes, "process", plural: "processes"), "chunk \(formatCount(report.chunk))",
        report.schedule.rawValue,
      ]
    return parts.joined(separator: " · ")
  }

  private static func line(of worker: WorkerReport, in report: RunReport) -> String {
    let index = report.workers.firstIndex(of: worker) ?? 0
    let assignment = report.items <= mostListed ? report.assignment ?? [] : []
    let taken = assignment.filter { $0[1] == index }.map { String($0[0]) }
    let share = worker.busy_s + worker.idle_s > 0 ? worker.busy_s / (worker.busy_s + worker.idle_s) : 0
    return "  " + fit(worker.name, to: 11) + "  pid " + fit(String(worker.pid), to: 8)
      + fit(counted(worker.items, "item"), to: 16) + fit(formatDuration(worker.busy_s) + " busy", to: 14)
      + fit(formatFixed(share * 100, digits: 0) + " %", to: 6)
      + (taken.isEmpty ? "" : " " + taken.joined(separator: " "))
  }

  private static func result(_ report: RunReport, _ glyphs: Glyphs) -> [String] {
    report.resultWords(Notation(isASCII: glyphs.isASCII)).lines.flatMap { line in
      switch line {
      case .text(let strong, let rest): [strong + rest]
      case .list(let heading, let entries, let isComplete):
        [heading]
          + cut(
            wrap(list(entries, isComplete), width: 96, indent: 2, hanging: 3).map {
              String(repeating: " ", count: $0.indent) + $0.text
            }, isComplete: isComplete)
      case .picture(let rows): DotPicture(rows).canvas(glyphs: glyphs).rows
      }
    }
  }

  private static func list(_ entries: [String], _ isComplete: Bool) -> String {
    "[" + entries.joined(separator: ", ") + (isComplete ? "]" : ", …]")
  }

  private static func cut(_ rows: [String], isComplete: Bool) -> [String] {
    if rows.count <= 6, isComplete { return rows }
    return (rows.count > 6 ? rows.prefix(5) + ["  …"] : rows)
      + ["  (This is the beginning; --json and the recorded run have all that the run kept.)"]
  }

  /// What the workers' code wrote, the last lines of each.
  private static func written(_ report: RunReport) -> [String] {
    report.workers.flatMap { worker in
      let before = worker.output_before.map { before in
        ["\(worker.name) wrote \(counted(before, "line")) before these, which the recorded run has:"]
      }
      return (before ?? []) + (worker.output ?? []).map { "\(worker.name) wrote: \($0)" }
    }
  }

  private static func times(_ report: RunReport) -> [String] {
    if report.runs_s.isEmpty { return [] }
    let isIncluded = report.task.traits.contains(.hasOwnPool)
    var start = "pool start-up, \(isIncluded ? "" : "not ")included: \(formatDuration(report.startup_s))"
    if report.hasMeaningfulImbalance, let imbalance = report.imbalance {
      start = "imbalance \(formatFixed(imbalance, digits: 2)) · \(start)"
    }
    let repeats = report.isRepeated ? " (mean and deviation of \(report.runs_s.count) runs)" : ""
    return ["\(report.timeText(.unicode))\(repeats)" + (report.workers.isEmpty ? "" : " · \(start)")]
  }
}
