internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Describes an experiment and its settings.
  mutating func describe(_ spec: ExperimentSpec) {
    say("Experiment \(spec.id)\(spec.title.map { ", \($0)" } ?? ""). \(spec.task.summary)")
    if !spec.knobs.command.isEmpty { say("It runs: \(commandLine(spec.knobs.command))", hanging: 2) }
    saySettings(of: spec)
    if let cell = spec.cell { say("It runs the file \(cell.file).") }
    if let lock = session.lock(of: spec) { return say(lock.sentence(way: "go \(lock.question.id)")) }
    if let runs = book.runs[spec.id], let last = runs.last {
      say("Run \(counted(runs.count, "time")), last \(RunSentences.short(last, surroundings.localTime)).")
    }
    say(advice(["run to run it", "knobs to see what its settings mean"]))
  }

  /// Carries out a command for the experiment here: shows or changes its settings, or lists its runs.
  mutating func performForExperiment(_ command: PlainCommand) {
    guard let spec = experiment("") else { return }
    switch command {
    case .runs: listRuns(of: spec)
    case .knobs:
      for knob in spec.task.knobs {
        say("\(knob.name) \(text(of: knob, spec)): \(explanation(of: knob, spec))", hanging: 2)
      }
      say("To change one, type its name and a value, as in processes 2. reset restores the lesson's settings.")
    case .reset:
      session.reset(spec)
      saySettings(of: spec)
    case .ask(let knob):
      guard let knob = spec.task.knob(named: knob.name) else { return set(knob, "", of: spec) }
      say("\(knob.name) is \(text(of: knob, spec)). \(explanation(of: knob, spec))")
    case .set(let knob, let text): set(knob, text, of: spec)
    default: break
    }
  }

  /// The experiment with this id. If the id is empty, it is the experiment here, or the last one before this place in the
  /// section. If there is none, says so and returns `nil`.
  mutating func experiment(_ id: String) -> ExperimentSpec? {
    if !id.isEmpty {
      if let spec = session.experiment(id) { return spec }
      say("There is no experiment called \(id): list shows those of this section.")
      return nil
    }
    if let spec = cellHere?.experiment { return spec }
    for stop in stops[...stopIndex].reversed() where stop.section == here.section {
      if case .experiment(let spec) = stop.content { return spec }
    }
    say(Refused.noExperiment.sentence(advice: "list shows where to find one."))
    return nil
  }

  private mutating func listRuns(of spec: ExperimentSpec) {
    let runs = book.runs[spec.id] ?? []
    if runs.isEmpty { say(notRunYet) }
    for (index, run) in runs.enumerated() {
      say("\(index + 1). \(RunSentences.short(run, surroundings.localTime))", hanging: 3)
    }
  }

  /// The reply to a command that needs a run.
  var notRunYet: String { Refused.notRunYet.sentence(advice: "type run to run it.") }

  private func explanation(of knob: Knob, _ spec: ExperimentSpec) -> String {
    let usual = session.usualValues(of: knob, in: spec).map(\.sentence)
    return ([ExperimentSettings.explanation(of: knob, for: spec)] + usual).joined(separator: " ")
  }

  private func text(of knob: Knob, _ spec: ExperimentSpec) -> String { session.settings(of: spec).text(of: knob) }

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
