/// How many times faster a run was than another one that did the same work, its base.
package struct Speedup: Sendable, Equatable {
  /// The run that was faster, or slower.
  package let run: RecordedRun
  /// The run it is compared with.
  package let base: RecordedRun
  /// The base's mean time divided by the run's.
  package let ratio: Double

  /// Compares two runs; `nil` if they did different work or one took no measurable time.
  package init?(of run: RecordedRun, over base: RecordedRun) {
    guard run.hasSameWork(as: base), run.report.mean_s > 0, base.report.mean_s > 0 else { return nil }
    self.run = run
    self.base = base
    ratio = base.report.mean_s / run.report.mean_s
  }

  /// Compares a run with its base among these: of those that did the same work the one with the fewest processes, and
  /// the latest of several.
  package init?(of run: RecordedRun, among candidates: [RecordedRun]) {
    let same = candidates.filter { $0.hasSameWork(as: run) }
    let fewest = same.map(\.report.processes).min()
    guard let base = same.last(where: { $0.report.processes == fewest }) else { return nil }
    self.init(of: run, over: base)
  }

  /// The ratio of the two times if the start-up of each pool counts, too.
  package var ratioWithStartUp: Double {
    (base.report.startup_s + base.report.mean_s) / (run.report.startup_s + run.report.mean_s)
  }

  /// The speedup over one process. If the base had several, they count as if they had shared its work ideally.
  package var overOneProcess: Double { ratio * Double(base.report.processes) }

  /// What the base of speedups is, if it isn't one process; `nil` if it is.
  package var baseNote: String? {
    let processes = base.report.processes
    return processes == 1
      ? nil : "There is no run with one process: \(processes) processes count as \(processes) times as fast as one."
  }

  /// The speedup over one process for each of the run's own; 1 is ideal.
  package var efficiency: Double { overOneProcess / Double(max(1, run.report.processes)) }
}

extension Speedup {
  /// The speedup over one process, as `3.70×`.
  package func text(_ notation: Notation) -> String { Self.text(overOneProcess, notation) }

  /// The ratio of the two times, as `3.70×`.
  package func ratioText(_ notation: Notation) -> String { Self.text(ratio, notation) }

  /// The ratio of the two times with start-up, as `3.10×`.
  package func ratioTextWithStartUp(_ notation: Notation) -> String { Self.text(ratioWithStartUp, notation) }

  /// The efficiency as `92 %`.
  package var efficiencyText: String { formatFixed(efficiency * 100, digits: 0) + " %" }

  private static func text(_ factor: Double, _ notation: Notation) -> String {
    formatFixed(factor, digits: 2) + notation.times
  }
}
