package import Experiments

/// An experiment's runs as the student steps through them: those of a scale together, every other run by itself.
package struct RunHistory: Sendable, Equatable {
  /// The runs, oldest first.
  package let groups: [[RecordedRun]]
  /// Which of them is shown; `nil` if there is none.
  package let shownIndex: Int?

  /// Groups runs, and shows the group that is this many steps before the last one.
  package init(_ runs: [RecordedRun], stepsBack: Int = 0) {
    groups = runs.reduce(into: []) { groups, run in
      if let group = run.group, groups.last?.last?.group == group {
        groups[groups.count - 1].append(run)
      } else {
        groups.append([run])
      }
    }
    shownIndex = groups.isEmpty ? nil : max(0, groups.count - 1 - stepsBack)
  }

  /// The runs that are shown, in the order they were made; one, unless they are those of a scale.
  package var shown: [RecordedRun] { shownIndex.map { groups[$0] } ?? [] }
  /// The last run of all.
  package var last: RecordedRun? { groups.last?.last }
}
