internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session

extension Model {
  /// Runs the experiment that has the focus, at one size after another.
  mutating func start() -> [Effect] {
    guard let spec = currentExperiment, live == nil, session.lock(of: spec) == nil else { return [] }
    if let sentence = announcement(of: spec, key: editing == nil ? "r" : "F5") {
      remark = sentence
      return []
    }
    let effects = begin(spec, session.requests(for: spec, now: clock.wall))
    showResult()
    return effects
  }

  /// Begins the runs of an experiment. A Python file is saved first: see `goOn`.
  mutating func begin(_ spec: ExperimentSpec, _ requests: [RunRequest]) -> [Effect] {
    let token = newToken()
    var live = LiveRun(token: token, experiment: spec.id, requests: requests)
    live.began = clock.nanoseconds
    session.begin(spec)
    failedOutput[spec.id] = nil
    stepsBack[spec.id] = nil
    sentencesShown[spec.id] = nil
    guard spec.cell != nil, session.readOnly == nil else {
      self.live = live
      return [.startRun(token: token, requests[0])]
    }
    live.preparation = .reading
    self.live = live
    recordField()
    return [.readFiles(token: token, session.questions(behind: spec).map(\.id))]
  }

  /// Stops the run under way.
  mutating func stop() -> [Effect] {
    guard let live, !live.isStopping else { return [] }
    if live.preparation != nil {
      keepingPlace { $0.live = nil }
      remark = "The program was stopped before it began."
      return runWhatHasChanged()
    }
    self.live?.isStopping = true
    return [.stopRun(token: live.token)]
  }

  /// Adds a finished run to the record, saves it and starts the next size.
  mutating func finish(_ token: Int, _ run: RecordedRun) -> [Effect] {
    guard let live, live.token == token else { return [] }
    keep(live.shares, of: run.id)
    keepingPlace { model in
      model.session.add(run, to: live.experiment)
      if model.live?.advance(token: model.nextToken) == true {
        model.nextToken += 1
      } else {
        model.live = nil
      }
    }
    change(Timeline.self) { $0.end(token, as: run) }
    settleAfterRun(live.experiment)
    let next = self.live.map { [Effect.startRun(token: $0.token, $0.request)] } ?? runWhatHasChanged()
    return saveNow() + next
  }

  /// Reports a run that failed or was stopped.
  mutating func fail(_ token: Int, _ sentence: String) -> [Effect] {
    guard let live, live.token == token else { return [] }
    keepingPlace { model in
      model.live = nil
      if live.isStopping {
        // A watched file that has changed runs again at once.
        if model.nextToRun != live.experiment { model.remark = sentence }
      } else {
        model.session.fail(live.experiment, sentence)
        model.failedOutput[live.experiment] = OutputPane.writers(live.lanes)
      }
    }
    return runWhatHasChanged()
  }

  /// Scrolls to the result of a run that the student is looking at.
  private mutating func settleAfterRun(_ experiment: String) {
    guard isReading, currentExperiment?.id == experiment else { return }
    showResult()
  }

  private mutating func newToken() -> Int {
    defer { nextToken += 1 }
    return nextToken
  }
}
