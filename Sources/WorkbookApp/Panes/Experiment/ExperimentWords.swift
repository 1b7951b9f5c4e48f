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
    spec.task.words(of: settings.knobs, sizes: settings.sizes).map { $0.replacing(" ", with: "\u{A0}") }
      .joined(separator: " \(glyphs.separator) ")
  }
}
