internal import AnswerBook
internal import Experiments
internal import LessonFormat

extension Model {
  /// Runs the experiment that has the focus, at one size after another.
  mutating func start() -> [Effect] {
    guard let spec = currentExperiment, live == nil, book.shutBy(spec.id, in: lesson) == nil else { return [] }
    let settings = settings(of: spec)
    let token = takeToken()
    let group = settings.sizes.count > 1 ? "\(spec.id)-\(Int(clock.wall))-\(token)" : nil
    let requests = settings.sizes.map { size in
      var knobs = settings.knobs
      knobs.processes = size
      return RunRequest(experiment: spec.id, group: group, task: spec.task, knobs: knobs)
    }
    live = LiveRun(token: token, experiment: spec.id, requests: requests)
    failures[spec.id] = nil
    failedOutput[spec.id] = nil
    stepsBack[spec.id] = nil
    settle(toStop: place.stop)
    return [.startRun(token: token, [requests[0]])]
  }

  /// Stops the run under way.
  mutating func stop() -> [Effect] {
    guard let live, !live.isStopping else { return [] }
    self.live?.isStopping = true
    return [.stopRun(token: live.token)]
  }

  /// Adds a finished run to the record and starts the next size.
  mutating func finish(_ token: Int, _ runs: [RecordedRun]) -> [Effect] {
    guard let live, live.token == token else { return [] }
    keepingPlace { model in
      model.add(runs, to: live.experiment)
      if model.live?.advance(token: model.nextToken) == true {
        model.nextToken += 1
      } else {
        model.live = nil
      }
    }
    settleAfterRun(live.experiment)
    touch()
    var effects: [Effect] = surroundings.readOnly == nil ? runs.map { .saveRun($0) } : []
    if let next = self.live { effects.append(.startRun(token: next.token, [next.request])) }
    return effects
  }

  /// Reports a run that failed or was stopped.
  mutating func fail(_ token: Int, _ sentence: String) {
    guard let live, live.token == token else { return }
    keepingPlace { model in
      model.live = nil
      if live.isStopping {
        model.remark = sentence
      } else {
        model.failures[live.experiment] = sentence
        model.failedOutput[live.experiment] = OutputPane.writers(live.lanes)
      }
    }
  }

  private mutating func add(_ runs: [RecordedRun], to experiment: String) {
    var all = book.runs[experiment] ?? []
    // What is on the disk needn't be in memory: the last run's events are at hand, those of others are read back.
    if surroundings.readOnly == nil { for index in all.indices { all[index].events = [] } }
    book.runs[experiment] = all + runs
  }

  /// Scrolls to the result of a run that the student is looking at.
  private mutating func settleAfterRun(_ experiment: String) {
    guard isReading, currentExperiment?.id == experiment else { return }
    settle(toStop: place.stop)
  }

  private mutating func takeToken() -> Int {
    defer { nextToken += 1 }
    return nextToken
  }
}
