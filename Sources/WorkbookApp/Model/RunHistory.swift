internal import Experiments

/// An experiment's runs as the student steps through them: those of a scale together, every other run by itself.
struct RunHistory: Sendable, Equatable {
  /// The runs, oldest first.
  let groups: [[RecordedRun]]
  /// Which of them is shown; `nil` if there is none.
  let shownIndex: Int?

  /// Groups runs, and shows the group that is this many steps before the last one.
  init(_ runs: [RecordedRun], stepsBack: Int = 0) {
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
  var shown: [RecordedRun] { shownIndex.flatMap { groups[safe: $0] } ?? [] }
  /// The last run of all.
  var last: RecordedRun? { groups.last?.last }
}

extension Model {
  /// The runs of an experiment.
  func history(of experiment: String) -> RunHistory {
    RunHistory(book.runs[experiment] ?? [], stepsBack: stepsBack[experiment] ?? 0)
  }
}
