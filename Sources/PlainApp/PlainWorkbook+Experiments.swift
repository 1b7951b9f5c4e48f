internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Says what an experiment does and how it is set.
  mutating func describe(_ spec: ExperimentSpec) {
    say("Experiment \(spec.id)\(spec.title.map { ", \($0)" } ?? ""). \(spec.task.summary)")
    if !spec.knobs.command.isEmpty { say("It runs: \(commandLine(spec.knobs.command))", hanging: 2) }
    saySettings(of: spec)
    if let lock = session.lock(of: spec) { return say(lock.sentence(way: "go \(lock.question.id)")) }
    if let runs = book.runs[spec.id], let last = runs.last {
      say("Run \(counted(runs.count, "time")), last \(RunSentences.short(last, surroundings.localTime)).")
    }
    say("run runs it, knobs shows its settings, Enter goes on.")
  }

  /// Shows or changes the settings of the experiment here, or lists its runs.
  mutating func turn(_ command: PlainCommand) {
    guard let spec = experiment("") else { return }
    switch command {
    case .runs: listRuns(of: spec)
    case .knobs:
      for knob in spec.task.knobs {
        say("\(knob.name) \(text(of: knob, spec)): \(knob.explanation)\(usualValues(of: knob, spec))", hanging: 2)
      }
      say("A name and a value set one, as in processes 2. reset goes back to the lesson's settings.")
    case .reset:
      session.reset(spec)
      saySettings(of: spec)
    case .ask(let knob):
      guard let knob = spec.task.knob(named: knob.name) else { return set(knob, "", of: spec) }
      say("\(knob.name) is \(text(of: knob, spec)). \(knob.explanation)\(usualValues(of: knob, spec))")
    case .set(let knob, let text): set(knob, text, of: spec)
    default: break
    }
  }

  /// The experiment with this id, or without one the experiment here or before this place in the section; says that
  /// there is none otherwise.
  mutating func experiment(_ id: String) -> ExperimentSpec? {
    if !id.isEmpty {
      if let spec = session.experiment(id) { return spec }
      say("There is no experiment called \(id). list shows those of this section.")
      return nil
    }
    for stop in stops[...place].reversed() where stop.section == here.section {
      if case .experiment(let spec) = stop.matter { return spec }
    }
    say("There is no experiment here. list shows where one is.")
    return nil
  }

  private mutating func listRuns(of spec: ExperimentSpec) {
    let runs = book.runs[spec.id] ?? []
    if runs.isEmpty { say("\(spec.id) has not been run yet. run runs it.") }
    for (index, run) in runs.enumerated() {
      say("\(index + 1). \(RunSentences.short(run, surroundings.localTime))", hanging: 3)
    }
  }

  private func text(of knob: Knob, _ spec: ExperimentSpec) -> String { session.settings(of: spec).text(of: knob) }

  private func usualValues(of knob: Knob, _ spec: ExperimentSpec) -> String {
    session.usualValues(of: knob, in: spec).map { " \($0.sentence)" }.joined()
  }

  private mutating func saySettings(of spec: ExperimentSpec) {
    let settings = spec.task.knobs.map { "\($0.name) \(text(of: $0, spec))" }
    say("Settings: \(settings.joined(separator: ", ")).")
  }

  private mutating func set(_ knob: Knob, _ text: String, of spec: ExperimentSpec) {
    do throws(KnobError) {
      try session.set(knob, to: text, of: spec)
      say("\(knob.name) is \(self.text(of: knob, spec)) now.")
    } catch {
      say(error.description)
    }
  }
}
