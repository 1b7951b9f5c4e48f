package import Experiments
package import LessonFormat

/// The settings of an experiment: its knobs, and the pool sizes to run at.
package struct ExperimentSettings: Sendable, Equatable {
  /// The knobs; `processes` is the first of `sizes`.
  package var knobs: Knobs
  /// The pool sizes to run at, one after another.
  package var sizes: [Int]

  /// The lesson's settings of an experiment.
  package init(_ spec: ExperimentSpec) {
    knobs = spec.knobs
    sizes = spec.sizes.isEmpty ? [spec.knobs.processes] : spec.sizes
    if let first = sizes.first { knobs.processes = first }
  }

  /// The settings of a recorded run.
  package init(of run: Knobs) {
    knobs = run
    sizes = [run.processes]
  }

  /// A knob's value as a student would type it; the processes of a scale are a list.
  package func text(of knob: Knob) -> String {
    knob == .processes ? sizes.map(String.init).joined(separator: ",") : knob.text(of: knobs)
  }

  /// What a knob of an experiment does and which values it takes.
  package static func explanation(of knob: Knob, for spec: ExperimentSpec) -> String {
    if knob == .repeats, spec.cell != nil { return "How often the program is run to measure its time." }
    guard knob == .processes, spec.isScale else { return knob.explanation }
    return "The pool sizes to run at, one after another: a list such as 1,2,4,6."
  }

  /// Sets a knob from text; if it throws, nothing has changed.
  package mutating func set(_ knob: Knob, to text: String, for spec: ExperimentSpec) throws(KnobError) {
    guard Session.knobs(of: spec).contains(knob) else {
      throw KnobError("The experiment \(spec.id) has no knob \(knob.name).")
    }
    var changed = self
    if knob == .processes, spec.isScale {
      changed.sizes = try sizes(text)
      changed.knobs.processes = changed.sizes[0]
    } else {
      try knob.set(text, in: &changed.knobs)
      if knob == .processes { changed.sizes = [changed.knobs.processes] }
    }
    if let objection = spec.task.objection(to: changed.knobs) { throw objection }
    self = changed
  }

  /// Reads a list of at least one pool size.
  private func sizes(_ text: String) throws(KnobError) -> [Int] {
    var knobs = knobs
    var sizes: [Int] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      try Knob.processes.set(String(word), in: &knobs)
      sizes.append(knobs.processes)
    }
    guard Knobs.allowsScale(at: sizes) else {
      throw KnobError("processes is a list of different pool sizes, at most \(Knobs.mostSizes), such as 1,2,4,6.")
    }
    return sizes
  }
}
