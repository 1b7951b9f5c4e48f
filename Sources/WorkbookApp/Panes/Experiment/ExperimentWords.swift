internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session

/// An experiment's settings in words: `10 items · 4 processes · chunk auto`.
struct ExperimentWords {
  let spec: ExperimentSpec
  let settings: ExperimentSettings
  let glyphs: Glyphs

  /// The words.
  var description: String {
    // Non-breaking spaces keep each part in one row.
    words.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " \(glyphs.separator) ")
  }

  private var words: [String] {
    guard spec.cell != nil else { return spec.task.words(of: settings.knobs, sizes: settings.sizes) }
    // A Python file has a pool of its own, so that most knobs say nothing about it.
    let knobs = Session.knobs(of: spec)
    return knobs.compactMap { knob in
      knob == .processes && settings.sizes.count > 1
        ? settings.sizes.map(String.init).joined(separator: ", ") + " processes" : knob.words(of: settings.knobs)
    }
  }
}
