internal import Canvas
internal import LessonFormat
internal import Session

extension Reading {
  static let stopProgram = Binding<Reading>(
    ["x"], "stop the Python program that runs",
    when: { _, model in
      guard let live = model.live, live.isPython else { return .skip }
      return live.isStopping ? .no("The program is already being stopped.") : .yes()
    },
    act: { _, model, _ in model.stop() })

  static let chooseWorker = Binding<Reading>(
    ["K"], "choose a worker of the Python program that runs and kill it",
    when: { _, model in
      guard let live = model.live, live.isPython else { return .no("K chooses a worker while a Python program runs.") }
      if live.isStopping { return .no("The program is already being stopped.") }
      return model.workersToChoose > 0 ? .yes("kill a worker") : .no("The program has no workers now: x stops it.")
    },
    act: { _, model, _ in
      model.chooseWorker()
      return []
    })

  static let more = Binding<Reading>(
    ["m"], "say more about what went wrong: what it means, and then the fix",
    when: { _, model in
      guard model.currentExperiment?.cell != nil else { return .no(noProgram) }
      guard let (_, outcome) = model.currentOutcome, outcome.verdict?.outcome == .differs else {
        return .no("There is nothing to explain here: r runs the program.")
      }
      guard model.hasMoreSentences else { return .no("That is all there is to say: r runs the program again.") }
      return .yes("more")
    },
    act: { _, model, _ in
      guard let spec = model.currentExperiment else { return [] }
      model.sentencesShown[spec.id, default: 1] += 1
      model.showResult()
      return []
    })

  static let watch = Binding<Reading>(
    ["w"], "watch the file, and run it each time another program saves it; or end that", rank: 4,
    when: { _, model in
      guard let question = model.currentCell else { return .no(noCell) }
      if model.watched.contains(question.id) { return .yes("end watching") }
      if let refused = model.session.writingRefusal { return .no(refused.description) }
      if let spec = question.experiment, let sentence = model.whyNotRun(spec) { return .no(sentence) }
      return .yes("watch")
    },
    act: { _, model, _ in model.toggleWatching() })

  /// Why a key for Python programs has no effect.
  static let noProgram = "There is no Python program here: tab goes to the next question."
  /// Why a key for code cells has no effect.
  private static let noCell = "There is no program to write here: tab goes to the next question."
}

extension Model {
  /// Whether there is more to say about what went wrong in the run that is shown.
  var hasMoreSentences: Bool {
    guard let spec = currentExperiment, let (run, outcome) = currentOutcome, session.changedFiles(since: run) == nil,
      let verdict = outcome.verdict
    else { return false }
    return verdict.more.count >= sentencesShown[spec.id] ?? 1
  }
}
