import Text

/// Two or more recorded runs side by side: what differed between them, and what came of it.
package struct Comparison: Sendable, Equatable {
  /// The runs, in the order in which they are shown.
  package let runs: [ComparedRun]
  /// The settings that differ.
  package let settings: [SettingDifference]
  /// Whether all runs did the same work, so that their times can be compared.
  package let isSameWork: Bool

  /// Compares runs.
  package init(_ runs: [RecordedRun]) {
    self.runs = runs.map(ComparedRun.init)
    settings = SettingDifference.all(of: self.runs)
    isSameWork = runs.dropFirst().allSatisfy { run in runs.first.map { run.hasSameWork(as: $0) } ?? true }
  }

  /// The longest of the runs, seconds: the end of a common axis.
  package var longest: Double { runs.map(\.makespan).max() ?? 0 }

  /// What a run is called here: the settings that only it has, such as `chunk 100`, or its number.
  package func label(of index: Int) -> String {
    guard runs.indices.contains(index) else { return "" }
    let words = settings.map { $0.words[index] }
    return words.isEmpty ? "run \(index + 1)" : visible(words.joined(separator: ", "), onOneLine: true)
  }

  /// The speedup of a run over the smallest pool that did the same work; `nil` if the runs did different work.
  package func speedup(of index: Int) -> Speedup? {
    guard isSameWork, runs.indices.contains(index) else { return nil }
    return Speedup(of: runs[index].run, among: runs.map(\.run))
  }

  /// How much sooner or later a run was than the one before it; `nil` for the first one.
  package func difference(of index: Int) -> TimeDifference? {
    guard runs.indices.contains(index), index > 0 else { return nil }
    return TimeDifference(of: runs[index], over: runs[index - 1])
  }

  /// Whether nothing but the number of processes differs, as between the runs of a scale.
  package var isScale: Bool { isSameWork && settings.map(\.name) == ["processes"] }

  /// Amdahl's law for the runs that had a core for each process.
  package func amdahl() throws(AmdahlFit.NoFit) -> AmdahlFit {
    guard isSameWork else { throw .differentWork }
    guard settings.allSatisfy({ $0.name == "processes" }) else { throw .otherSettings }
    let within = runs.filter { !$0.takesTurns && $0.time > 0 }
    return try AmdahlFit(within.map { ($0.run.report.processes, $0.time) })
  }
}
