internal import Experiments
internal import LessonFormat

/// The values of an experiment's knobs.
struct ExperimentSettings: Sendable, Equatable {
  /// The knobs; `processes` is the first of `sizes`.
  var knobs: Knobs
  /// The pool sizes to run at, one after another.
  var sizes: [Int]

  /// The lesson's own settings.
  init(_ spec: ExperimentSpec) {
    knobs = spec.knobs
    sizes = spec.sizes.isEmpty ? [spec.knobs.processes] : spec.sizes
    if let first = sizes.first { knobs.processes = first }
  }

  /// A knob's value as it would be typed; the processes of a scale are a list.
  func text(of knob: Knob) -> String {
    knob == .processes ? sizes.map(String.init).joined(separator: ",") : knob.text(of: knobs)
  }

  /// Sets a knob from text; throws a sentence if the value can't be used, and changes nothing.
  mutating func set(_ knob: Knob, to text: String, for spec: ExperimentSpec) throws(KnobError) {
    var changed = self
    if knob == .processes, spec.isScale {
      var list: [Int] = []
      for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
        try knob.set(String(piece), in: &changed.knobs)
        list.append(changed.knobs.processes)
      }
      if list.count > 12 { throw KnobError("processes is a list of at most 12 pool sizes, such as 1,2,4,6.") }
      changed.sizes = list
      changed.knobs.processes = list.first ?? 1
    } else {
      try knob.set(text, in: &changed.knobs)
      if knob == .processes { changed.sizes = [changed.knobs.processes] }
    }
    if let objection = spec.task.objection(to: changed.knobs) { throw objection }
    self = changed
  }
}

extension Model {
  /// The values of an experiment's knobs: the student's, otherwise the lesson's.
  func settings(of spec: ExperimentSpec) -> ExperimentSettings { knobs[spec.id] ?? ExperimentSettings(spec) }

  /// The experiment with this id.
  func experiment(_ id: String) -> ExperimentSpec? { lesson.experiments.first { $0.id == id } }
}
