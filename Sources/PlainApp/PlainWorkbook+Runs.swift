package import Experiments
internal import LessonFormat
internal import Session
internal import Text
package import WorkerPool

extension PlainWorkbook {
  /// Runs an experiment: the one with this id, or the one here.
  ///
  /// - Parameter checksOnly: Whether a Python program is run once, to check it, and not repeated to measure its time.
  mutating func run(_ id: String, checksOnly: Bool = false) {
    guard let spec = experiment(id) else { return }
    if checksOnly, spec.cell == nil {
      return say("There is no program to check here: go to a question that asks for one.")
    }
    if let lock = session.lock(of: spec) { return say(lock.sentence(way: "go \(lock.question.id)")) }
    guard hasPython(for: spec) else { return }
    for question in session.questions(behind: spec) {
      if let edit = surroundings.fileEdit(question.id) { session.take(fileEdit: edit) }
    }
    session.prepareToRun(spec)
    session.begin(spec)
    var requests = session.requests(for: spec, now: now)
    if checksOnly { for index in requests.indices { requests[index].knobs.repeats = 1 } }
    say("Running \(spec.id). Ctrl-C stops it" + (surroundings.isInteractive ? ", and kill 2 kills worker 2." : "."))
    running = PlainRunning(spec: spec, requests: requests, narrator: Narrator(repeats: 1))
    startNext()
  }

  private mutating func startNext() {
    guard var running else { return }
    let request = running.requests[running.finished.count]
    if running.requests.count > 1 {
      say("With \(counted(request.knobs.processes, "process", plural: "processes")):")
    }
    running.narrator = Narrator(repeats: request.knobs.repeats)
    self.running = running
    emit(.startRun(request))
  }

  /// Describes what happened in the pool.
  package mutating func runEvents(_ events: [PoolEvent]) -> PlainReply {
    replying { workbook in
      let lines = workbook.running?.narrator.describe(events) ?? []
      workbook.list(lines)
    }
  }

  /// Adds a finished run to the record and starts the next pool size.
  package mutating func runFinished(_ run: RecordedRun) -> PlainReply {
    replying { workbook in
      guard var running = workbook.running else { return }
      workbook.list(running.printed.end())
      workbook.session.add(run, to: running.spec.id)
      running.finished.append(run)
      workbook.running = running
      if running.finished.count < running.requests.count { return workbook.startNext() }
      workbook.running = nil
      if running.spec.cell != nil, running.finished.count == 1 { return workbook.sayOutcome(run, of: running.spec) }
      let comparison = workbook.session.comparison(of: run, in: running.spec.id)
      let runs = running.finished
      for sentence in runs.count > 1 ? RunSentences.scale(runs) : RunSentences.all(of: run, comparison) {
        workbook.say(sentence, hanging: 2)
      }
    }
  }

  /// Says why a run failed or was stopped.
  package mutating func runFailed(_ sentence: String) -> PlainReply {
    replying { workbook in
      if var running = workbook.running {
        workbook.list(running.printed.end())
        workbook.session.fail(running.spec.id, sentence)
      }
      workbook.running = nil
      workbook.say(sentence)
    }
  }

  /// Says that a run is still going on, after a long time without events.
  package mutating func stillRunning(seconds: Double) -> PlainReply {
    replying { $0.say("Still running, \(formatDuration(seconds)) so far.") }
  }

  /// Stops the run.
  package mutating func stopRun() -> PlainReply {
    replying { workbook in
      guard workbook.isRunning else { return }
      workbook.say("Stopping.")
      workbook.emit(.stopRun)
    }
  }

  /// Handles a line typed during a run; `nil` if it has to wait for the end of the run.
  package mutating func handleDuringRun(_ line: String) -> PlainReply? {
    if PlainCommand(line) == .stop { return stopRun() }
    guard case .kill(let worker) = PlainCommand(line) else { return nil }
    return replying { workbook in
      workbook.say("Sending SIGKILL to worker \(worker).")
      workbook.emit(.killWorker(worker - 1))
    }
  }

  /// Shows the events of the last run of the experiment here, with their times.
  mutating func timeline() {
    guard let spec = experiment("") else { return }
    guard let last = book.runs[spec.id]?.last else { return say(notRunYet) }
    guard !last.events.isEmpty else {
      return say(
        "The events of this run are in the file runs/\(last.id).jsonl, which poolbook replay can show.")
    }
    var narrator = Narrator(repeats: 1)
    let first = last.events.map(\.time).min() ?? 0
    for event in last.events.sorted(by: { $0.time < $1.time }) {
      let time = formatDuration(Double(event.time - first) / 1e9)
      list(narrator.describe([event]).map { "\(time): \($0)" })
    }
  }
}
