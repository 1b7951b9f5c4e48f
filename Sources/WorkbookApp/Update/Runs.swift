internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session

extension Model {
  /// Runs the experiment that has the focus, at one size after another.
  mutating func start() -> [Effect] {
    guard let spec = currentExperiment, live == nil, session.lock(of: spec) == nil else { return [] }
    let token = newToken()
    let requests = session.requests(for: spec, now: clock.wall)
    live = LiveRun(token: token, experiment: spec.id, requests: requests)
    session.begin(spec)
    failedOutput[spec.id] = nil
    stepsBack[spec.id] = nil
    settle(toStop: place.stop)
    return [.startRun(token: token, requests[0])]
  }

  /// Stops the run under way.
  mutating func stop() -> [Effect] {
    guard let live, !live.isStopping else { return [] }
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
    return saveNow() + (self.live.map { [.startRun(token: $0.token, $0.request)] } ?? [])
  }

  /// Reports a run that failed or was stopped.
  mutating func fail(_ token: Int, _ sentence: String) {
    guard let live, live.token == token else { return }
    keepingPlace { model in
      model.live = nil
      if live.isStopping {
        model.remark = sentence
      } else {
        model.session.fail(live.experiment, sentence)
        model.failedOutput[live.experiment] = OutputPane.writers(live.lanes)
      }
    }
  }

  /// Scrolls to the result of a run that the student is looking at.
  private mutating func settleAfterRun(_ experiment: String) {
    guard isReading, currentExperiment?.id == experiment else { return }
    settle(toStop: place.stop)
  }

  private mutating func newToken() -> Int {
    defer { nextToken += 1 }
    return nextToken
  }
}
