/// What lies over the page and takes the keys.
enum Overlay: Sendable, Equatable {
  /// The list of all keys, scrolled by so many rows.
  case help(scroll: Int)
  /// The lesson's sections, experiments and questions, with a cursor on one.
  case outline(cursor: Int)
  /// The knobs of an experiment.
  case knobs(KnobPanel)
  /// The last run of an experiment, event by event.
  case timeline(Timeline)
}
