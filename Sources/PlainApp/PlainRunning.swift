internal import Experiments
internal import LessonFormat

/// An experiment that runs, at one pool size after another.
struct PlainRunning: Sendable {
  /// The experiment.
  let spec: ExperimentSpec
  /// The runs to make.
  let requests: [RunRequest]
  /// The runs that are finished.
  var finished: [RecordedRun] = []
  /// Tells what happens.
  var narrator: Narrator
}
