package import Experiments
package import LessonFormat
internal import Text

/// A value that a knob often has in an experiment, and why.
package struct UsualValue: Sendable, Equatable {
  /// The value as it would be typed.
  package var text: String
  /// What it is good for, as a clause after the value: `the number behind the lesson's own times`.
  package var purpose: String

  /// The value and what it is good for: `100 000 000 is the number behind the lesson's own times.`
  package var sentence: String { "\(number) is \(purpose)." }

  /// The value as people read it.
  package var number: String { Int(text).map(formatCount) ?? text }
}

extension Session {
  /// Whether the front end should measure how many samples this machine draws in a second, and report them with
  /// `choose(samples:)`.
  package var needsSamples: Bool { chosenSamples == nil && lesson.experiments.contains(where: \.choosesSamples) }

  /// Sets the number of samples for the experiments that leave it to the machine. It is set once, so that their times can
  /// be compared.
  package mutating func choose(samples: Int) { if chosenSamples == nil { chosenSamples = samples } }

  /// The settings of an experiment as the lesson has them, with the number of samples that suits this machine.
  package func lessonSettings(of spec: ExperimentSpec) -> ExperimentSettings {
    var settings = ExperimentSettings(spec)
    if spec.choosesSamples, let chosenSamples { settings.knobs.samples = chosenSamples }
    return settings
  }

  /// The values that a knob often has in an experiment, each once; none if the lesson gives it a value of its own.
  package func usualValues(of knob: Knob, in spec: ExperimentSpec) -> [UsualValue] {
    guard spec.choosesSamples, knob == .samples else { return [] }
    let reference = UsualValue(text: knob.text(of: spec.knobs), purpose: "the number behind the lesson's own times")
    let chosen = UsualValue(
      text: lessonSettings(of: spec).text(of: knob), purpose: "about a second for one process of this machine")
    return chosen.text == reference.text ? [reference] : [chosen, reference]
  }

  /// What the first run on this machine drew, of all experiments that leave the number to the machine.
  var samplesOfFirstRun: Int? {
    lesson.experiments.filter(\.choosesSamples).flatMap { book.runs[$0.id] ?? [] }.filter { $0.machine.host == host }
      .min { $0.began < $1.began }?.knobs.samples
  }
}
