package import Experiments

/// An experiment as the lesson describes it.
package struct ExperimentSpec: Sendable, Equatable {
  /// Unique among experiments and questions.
  package var id: String
  /// A short name for the page; if `nil`, the page shows the id.
  package var title: String?
  /// The task it runs.
  package var task: ExperimentTask
  /// The initial settings of the knobs. `knobs.processes` is the first of `sizes`.
  package var knobs: Knobs
  /// The pool sizes to run with: one, or several for a scale (1, 2, 4, 6).
  package var sizes: [Int]
  /// Whether a dartboard of real samples is shown (`quarter-circle` only).
  package var dartboard: Bool
  /// Whether each machine chooses its own number of samples, which one process draws in about a second there: the lesson
  /// says `samples: auto`. `knobs.samples` is the number for comparing with other machines.
  package var choosesSamples: Bool

  /// The Python file that it runs, for the task `python`; otherwise `nil`.
  package var cell: CellSpec?
  /// Whether the number of processes is the file's first argument, because the lesson says how many.
  package var passesProcesses: Bool

  /// Makes a description from its parts.
  package init(
    id: String, title: String? = nil, task: ExperimentTask, knobs: Knobs, sizes: [Int], dartboard: Bool = false,
    choosesSamples: Bool = false, cell: CellSpec? = nil, passesProcesses: Bool = false
  ) {
    self.id = id
    self.title = title
    self.task = task
    self.knobs = knobs
    self.sizes = sizes
    self.dartboard = dartboard
    self.choosesSamples = choosesSamples
    self.cell = cell
    self.passesProcesses = passesProcesses
  }

  /// Whether it runs the same work with several pool sizes.
  package var isScale: Bool { sizes.count > 1 }
}

extension ExperimentSpec {
  /// What a run of its Python file needs besides knobs; `nil` for other tasks.
  package var work: CellWork? {
    cell.map {
      CellWork(
        file: $0.file, passesProcesses: passesProcesses, time: $0.time, memory: $0.memory, checks: $0.checks,
        given: $0.given)
    }
  }
}

extension Question {
  /// The experiment that runs the program of a code cell; `nil` for other questions. Its id is the question's.
  package var experiment: ExperimentSpec? {
    guard let cell else { return nil }
    var knobs = ExperimentTask.python.usualKnobs
    knobs.repeats = max(1, cell.repeats)
    return ExperimentSpec(id: id, title: title, task: .python, knobs: knobs, sizes: [knobs.processes], cell: cell)
  }
}
