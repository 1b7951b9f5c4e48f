import Posix
import AnswerBook
import Experiments
import LessonFormat
import Text

extension PlainWorkbook {
  /// Says what an experiment does and how it is set.
  func describe(_ spec: ExperimentSpec) {
    output.text("Experiment \(spec.id)\(spec.title.map { ", \($0)" } ?? ""). \(spec.task.summary)")
    if !spec.knobs.command.isEmpty { output.text("It runs: \(commandLine(spec.knobs.command))", hanging: 2) }
    output.text("Set to: \(settings(of: spec)).")
    if let question = book.shutBy(spec.id, in: lesson) {
      sayShut(spec, by: question)
      return
    }
    if let last = book.runs[spec.id]?.last {
      output.text("Run \(counted(book.runs[spec.id]?.count ?? 0, "time")), last \(RunSentences.short(last)).")
    }
    output.text("run runs it, knobs says what can be set, Enter goes on.")
  }

  /// Runs an experiment: the one named, or the one here or nearest before.
  func run(_ id: String) throws(Ending) {
    guard let spec = experiment(id) else {
      output.text(
        id.isEmpty
          ? "There is no experiment here. list says where one is."
          : "There is no experiment called \(id). list says what there is in this section.")
      return
    }
    if let question = book.shutBy(spec.id, in: lesson) {
      sayShut(spec, by: question)
      return
    }
    let knobs = self.knobs[spec.id] ?? spec.knobs
    let sizes = self.sizes[spec.id] ?? spec.sizes
    let group = sizes.count > 1 ? "\(spec.id)-\(UInt64(SystemClock.wall * 1000))" : nil
    let requests = sizes.map { size in
      var sized = knobs
      if spec.isScale { sized.processes = size }
      return RunRequest(experiment: spec.id, group: group, task: spec.task, knobs: sized)
    }
    output.text("Running \(spec.id). Ctrl-C stops it" + (input.isTerminal ? ", kill 2 kills worker 2." : "."))
    var runs: [RecordedRun] = []
    for request in requests {
      if requests.count > 1 { output.text("With \(counted(request.knobs.processes, "process", plural: "processes")):") }
      guard let run = try perform(request) else { return }
      keep(run, of: spec)
      runs.append(run)
    }
    for sentence in runs.count > 1 ? RunSentences.scale(runs) : runs.flatMap(RunSentences.whole) {
      output.text(sentence, hanging: 2)
    }
  }

  private func sayShut(_ spec: ExperimentSpec, by question: Question) {
    output.text("\(spec.id) is shut until you have answered the question \(question.id).")
    output.text("go \(question.id) leads there.")
  }

  /// Knobs, earlier runs, and setting a knob.
  func turn(_ command: PlainCommand) {
    guard let spec = experiment("") else {
      output.text("There is no experiment here. list says where one is.")
      return
    }
    switch command {
    case .runs: listRuns(of: spec)
    case .knobs:
      for knob in spec.task.knobs {
        output.text("\(knob.name) \(setting(knob, of: spec)): \(knob.explanation)", hanging: 2)
      }
      output.text("A name and a value set one, as in processes 2; reset puts all back as the lesson has them.")
    case .reset:
      knobs[spec.id] = nil
      sizes[spec.id] = nil
      output.text("Set to: \(settings(of: spec)).")
    case .set(let knob, let text): set(knob, text, of: spec)
    default: break
    }
  }

  /// The experiment of this id; without one the one here, or else the nearest before in this section.
  private func experiment(_ id: String) -> ExperimentSpec? {
    if !id.isEmpty { return lesson.experiments.first { $0.id == id } }
    for stop in stops[...place].reversed() where stop.section == here.section {
      if case .experiment(let spec) = stop.matter { return spec }
    }
    return nil
  }

  private func perform(_ request: RunRequest) throws(Ending) -> RecordedRun? {
    let run: PlainRun
    do { run = try PlainRun(request) } catch {
      output.text(error.sentence)
      return nil
    }
    // Whatever ends the session ends the workers first.
    defer { run.end() }
    var narrator = Narrator(repeats: request.knobs.repeats)
    let began = SystemClock.monotonic
    while true {
      if try wait(for: run, milliseconds: 10_000) {
        output.text("Stopping.")
        run.stop()
      }
      let news = run.fetch()
      // A listener should know that a long silence is work.
      let seconds = Double(SystemClock.monotonic - began) / 1e9
      if news.isEmpty, seconds >= 9.5 { output.text("Still running, \(formatDuration(seconds)) so far.") }
      for piece in news {
        switch piece {
        case .events(let events): output.lines(narrator.tell(events))
        case .finished(let record): return record
        case .failed(let sentence):
          output.text(sentence)
          return nil
        }
      }
      if output.isGone { throw .hungUp }
    }
  }

  /// Takes what was typed in the middle of a run: to kill a worker. Anything else waits for its end.
  func listen(during run: PlainRun) {
    input.read()
    while let worker = input.next(as: { if case .kill(let number) = PlainCommand($0) { number } else { nil } }) {
      output.text("SIGKILL is on its way to worker \(worker).")
      run.kill(worker: worker - 1)
    }
  }

  private func keep(_ run: RecordedRun, of spec: ExperimentSpec) {
    var kept = run
    kept.events = []
    book.runs[spec.id, default: []].append(kept)
    guard folder.access == .writable else { return }
    do throws(BookError) {
      try folder.save(run)
    } catch {
      output.text("Not kept: \(error.description)")
    }
    keep()
  }

  private func listRuns(of spec: ExperimentSpec) {
    let runs = book.runs[spec.id] ?? []
    if runs.isEmpty { output.text("\(spec.id) has not been run yet. run runs it.") }
    for (index, run) in runs.enumerated() { output.text("\(index + 1). \(RunSentences.short(run))", hanging: 3) }
  }

  private func settings(of spec: ExperimentSpec) -> String {
    spec.task.knobs.map { "\($0.name) \(setting($0, of: spec))" }.joined(separator: ", ")
  }

  private func setting(_ knob: Knob, of spec: ExperimentSpec) -> String {
    if knob == .processes, spec.isScale {
      return (sizes[spec.id] ?? spec.sizes).map(String.init).joined(separator: ",")
    }
    return knob.text(of: knobs[spec.id] ?? spec.knobs)
  }

  private func set(_ knob: Knob, _ text: String, of spec: ExperimentSpec) {
    guard let knob = spec.task.knob(named: knob.name) else {
      output.text("\(spec.id) has no knob called \(knob.name). knobs says which it has.")
      return
    }
    guard !text.isEmpty else {
      output.text("\(knob.name) is \(setting(knob, of: spec)). \(knob.explanation)")
      return
    }
    var changed = knobs[spec.id] ?? spec.knobs
    do throws(KnobError) {
      if knob == .processes, spec.isScale {
        var list: [Int] = []
        for word in text.split(separator: ",") {
          try knob.set(String(word), in: &changed)
          list.append(changed.processes)
        }
        sizes[spec.id] = list.isEmpty ? nil : list
      } else {
        try knob.set(text, in: &changed)
        knobs[spec.id] = changed
      }
      output.text("\(knob.name) is \(setting(knob, of: spec)) now.")
    } catch {
      output.text(error.description)
    }
  }
}
