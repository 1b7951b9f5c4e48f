internal import Canvas
internal import LessonFormat
internal import Session

extension Reading {
  static let run = Binding<Reading>(
    ["r"], "run the experiment, or the program you have written",
    when: { _, model in
      guard let spec = model.currentExperiment else { return model.noExperimentHere }
      if let live = model.live { return .no("\(live.experiment) is running; ctrl-c stops it.") }
      return model.whyNotRun(spec).map { .no($0) } ?? .yes("run")
    },
    act: { _, model, _ in model.start() })

  static let stop = Binding<Reading>(
    [.key(.control("c"))], "stop the run",
    when: { _, model in
      guard let live = model.live else {
        return .no(Refused.nothingIsRunning.sentence(advice: "q leaves the workbook, and everything is saved."))
      }
      return live.isStopping ? .no("The run is already being stopped.") : .yes("stop")
    },
    act: { _, model, _ in model.stop() })

  static let stepThroughRuns = Binding<Reading>(
    [.left: 1, .right: -1], "show an earlier, a later run of the experiment", rank: 3,
    when: { _, model in
      guard let spec = model.currentExperiment else { return model.noExperimentHere }
      if model.live?.experiment == spec.id { return .no("Earlier runs can be shown when this run has ended.") }
      return switch model.history(of: spec.id).groups.count {
      case 0: .no(model.notRunYet(spec))
      case 1: .no("There is only one run to show: r runs the experiment again.")
      default: .yes("runs")
      }
    },
    step: { _, model, step in
      guard let spec = model.currentExperiment else { return }
      let before = model.stepsBack[spec.id] ?? 0
      let after = min(max(0, before + step), model.history(of: spec.id).groups.count - 1)
      model.stepsBack[spec.id] = after
      if after == before { model.remark = step > 0 ? "This is the first run." : "This is the last run." }
    })

  static let goToLock = Binding<Reading>(
    [.key(.enter)], "at a locked experiment: answer the question that unlocks it",
    when: { _, model in
      guard let spec = model.currentExperiment else { return .skip }
      if model.currentCell != nil, model.session.lock(of: spec) == nil { return .skip }
      guard let lock = model.session.lock(of: spec) else {
        return .no("There is nothing to answer here: r runs the experiment.")
      }
      return .yes("to question \(lock.number)")
    },
    act: { _, model, _ in
      if let lock = model.currentExperiment.flatMap({ model.session.lock(of: $0) }) { model.goAndAnswer(lock.question) }
      return []
    })

  /// Why a key for experiments has no effect.
  static let noExperiment = Refused.noExperiment.sentence(advice: "tab goes to the next one.")
  /// Why a key for runs has no effect.
  static let notRunYet = Refused.notRunYet.sentence(advice: "r runs it.")
}

extension Model {
  /// Why an experiment is locked and what to do; `nil` if it isn't.
  func lockSentence(of spec: ExperimentSpec) -> String? {
    session.lock(of: spec).map { $0.sentence(way: "enter") }
  }

  /// Why an experiment can't be run, and what to do; `nil` if it can.
  func whyNotRun(_ spec: ExperimentSpec) -> String? { lockSentence(of: spec) ?? session.pythonProblem(of: spec) }

  /// What to do at an experiment that was never run.
  func notRunYet(_ spec: ExperimentSpec) -> String { lockSentence(of: spec) ?? Reading.notRunYet }
}
