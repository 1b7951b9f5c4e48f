import Canvas
import Experiments
import Text

/// A run in lines for people: which worker took what, how long it took, and the result.
enum RunText {
  /// The lines, without colours and at most about 100 columns wide.
  static func lines(of run: RecordedRun, glyphs: Glyphs = StandardOutput.isASCII ? .ascii : .utf8) -> [String] {
    let report = run.report
    var lines = [headline(of: run), "  parent       pid \(report.parent.pid)"]
    for worker in report.workers {
      lines.append(line(of: worker, in: report))
      lines += (worker.ended ?? []).map { lost in
        let again = lost.again.map { "; \($0) given again" } ?? ""
        return "  " + fit("", to: 13) + "pid \(lost.pid) before: \(lost.fate)\(again)"
      }
    }
    lines += result(report, glyphs) + times(report) + written(report)
    if let seeds = report.seeds {
      let text = Set(seeds).count == 1 ? "\(seeds[0])" : seeds.map(String.init).joined(separator: ", ")
      lines.append("seeds: \(truncate(text, to: 90)) (\(run.knobs.seeding.word))")
    }
    return lines
  }

  private static func headline(of run: RecordedRun) -> String {
    let report = run.report
    let work = truncate(report.task.workWords(of: run.knobs), to: 200)
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
    let taken = report.items <= 40 ? (report.assignment ?? []).filter { $0[1] == index }.map { String($0[0]) } : []
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
            })
      case .picture(let rows): DotPicture(rows).canvas(glyphs: glyphs).rows
      }
    }
  }

  private static func list(_ entries: [String], _ isComplete: Bool) -> String {
    "[" + entries.joined(separator: ", ") + (isComplete ? "]" : ", …]")
  }

  private static func cut(_ rows: [String]) -> [String] { rows.count > 6 ? rows.prefix(5) + ["  …"] : rows }

  /// What the workers' code wrote, the last lines of each.
  private static func written(_ report: RunReport) -> [String] {
    report.workers.flatMap { worker in
      let before = worker.output_before.map { ["\(worker.name) wrote \(counted($0, "line")) before these:"] } ?? []
      return before + (worker.output ?? []).map { "\(worker.name) wrote: \($0)" }
    }
  }

  private static func times(_ report: RunReport) -> [String] {
    var start = "pool start-up, not included: \(formatDuration(report.startup_s))"
    if report.hasMeaningfulImbalance, let imbalance = report.imbalance {
      start = "imbalance \(formatFixed(imbalance, digits: 2)) · \(start)"
    }
    let repeats = report.isRepeated ? " (mean and deviation of \(report.runs_s.count) runs)" : ""
    return ["\(report.timeText(.unicode))\(repeats) · \(start)"]
  }
}
