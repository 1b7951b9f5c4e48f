internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension Model {
  /// Goes on with a run once it is known what other programs have changed in its files.
  mutating func goOn(_ token: Int, with edits: [OutsideEdit]) -> [Effect] {
    for edit in edits { take(edit) }
    guard live?.token == token, live?.preparation == .reading, let spec = live.flatMap({ experiment($0.experiment) })
    else { return saveIfDue() }
    session.prepareToRun(spec)
    live?.preparation = .saving
    // The text may be longer now.
    if isReading, currentExperiment?.id == spec.id { showResult() }
    let saving = saveNow()
    return saving.isEmpty ? startIfSaved() : saving
  }

  /// Starts the run that waits for its files once they are on the disk.
  private mutating func startIfSaved() -> [Effect] {
    guard let live, live.preparation == .saving, !saving.isRecordUnsaved else { return [] }
    self.live?.preparation = nil
    self.live?.began = clock.nanoseconds
    return [.startRun(token: live.token, live.request)]
  }

  /// Goes on with the run that waits for its files after a save, or gives it up if they can't be saved.
  mutating func goOnAfterSave() -> [Effect] {
    guard let live, live.preparation == .saving else { return saveIfDue() }
    guard saving.isRecordUnsaved else { return saveIfDue() + startIfSaved() }
    // Something was typed meanwhile.
    guard let failure = saving.failure else { return saveNow() }
    keepingPlace { model in
      model.live = nil
      let file = live.request.cell.map { visible($0.file, onOneLine: true) } ?? "The file"
      model.session.fail(live.experiment, "\(file) can't be saved, so it wasn't run. \(failure)")
    }
    return saveIfDue()
  }

  /// Takes over what another program has changed in the file of an answer.
  mutating func take(_ edit: OutsideEdit) {
    recordField()
    keepingPlace { $0.session.take(fileEdit: edit) }
    if edit.question == editing?.question { show(edit) }
  }

  // MARK: - Watching

  /// Watches the file of the cell that has the focus, or stops that.
  mutating func toggleWatching() -> [Effect] {
    guard let question = currentCell else { return [] }
    if watched.remove(question.id) != nil {
      if nextToRun == question.id { nextToRun = nil }
      remark = "\(question.fileName ?? "The file") isn't watched any more."
      return [.watch(question: question.id, false)]
    }
    if let spec = question.experiment {
      if let sentence = announcement(of: spec, key: "w") {
        remark = sentence
        return []
      }
      session.prepareToRun(spec)
    }
    watched.insert(question.id)
    remark = "Write \(filePlace(of: question)) in your own editor: it runs each time you save it. w ends this."
    return saveNow() + [.watch(question: question.id, true)]
  }

  private func filePlace(of question: Question) -> String {
    session.place(of: question, in: surroundings.folder, hasSLURM: surroundings.hasSLURM)?.path ?? "the file"
  }

  /// Runs a watched cell whose file another program has changed: once, and without repeats.
  mutating func run(afterChange edit: OutsideEdit) -> [Effect] {
    take(edit)
    guard watched.contains(edit.question) else { return saveIfDue() }
    remark = nil
    nextToRun = edit.question
    // The run under way is of an older text.
    if live?.experiment == edit.question { return stop() + saveIfDue() }
    return runWhatHasChanged()
  }

  /// Runs the watched cell that has changed meanwhile, if nothing else is running.
  mutating func runWhatHasChanged() -> [Effect] {
    guard live == nil, let id = nextToRun, let spec = experiment(id), session.lock(of: spec) == nil,
      session.pythonProblem(of: spec) == nil
    else { return saveIfDue() }
    nextToRun = nil
    var requests = session.requests(for: spec, now: clock.wall)
    for index in requests.indices { requests[index].knobs.repeats = 1 }
    let effects = begin(spec, requests)
    if isReading, currentExperiment?.id == id { showResult() }
    return effects
  }

  // MARK: - What a lesson's file runs

  /// What the first run of a Python file from a lesson that isn't built in will do, as a sentence that asks to go on;
  /// `nil` if the student knows.
  ///
  /// - Parameter key: The key that goes on.
  mutating func announcement(of spec: ExperimentSpec, key: String) -> String? {
    guard let cell = spec.cell, !surroundings.isBuiltIn, !knowsWhatRuns else { return nil }
    knowsWhatRuns = true
    let python = session.python?.used.map { "Python \($0.version) (\($0.executable))" } ?? "Python"
    let memory = cell.memory.map { "\(formatSignificant(Double($0) / 1e9)) GB" } ?? "half of the free memory"
    let time = Int((cell.time ?? CellWork.usualTime).rounded(.up))
    let words = "This runs \(cell.file) with \(python), for at most \(time) s and with at most \(memory)."
    return visible(words, onOneLine: true) + " Press \(key) again to go on."
  }
}
