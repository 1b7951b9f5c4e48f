/// A remark with a number that is not the answer, as our own screens write it beside a figure, and people after it:
/// `mean of 7`, `(7 runs)`, `after 8.06 ms of pool start-up`.
struct Note {
  /// The words and signs, `nil` for an expression.
  let parts: [Token.Kind?]
  /// Whether it is only a remark after a number; if not, it may come first.
  let isAfter: Bool
  /// What is counted, or the figure's name, if for some questions it is no remark, but the answer.
  let answers: String
  /// Whether it is only a remark if things are counted.
  let isOfCounts: Bool

  private init(_ pattern: String, isAfter: Bool, answers: String = "", isOfCounts: Bool = false) {
    parts = Token.tokens(of: Array(pattern.unicodeScalars)).map { $0.kind == .other ? nil : $0.kind }
    self.isAfter = isAfter
    self.answers = answers
    self.isOfCounts = isOfCounts
  }

  /// All remarks; `#` is a number with its unit, and longer ones come first.
  static let all: [Note] =
    [
      "mean ± standard deviation of # runs", "mean + standard deviation of # runs", "mean and deviation of # runs",
      "mean and standard deviation of # runs",
      "mean of # runs", "mean of #", "average of # runs", "average of #", "with a standard deviation of #",
      "with standard deviation #", "standard deviation of #", "standard deviation = #", "standard deviation #",
      "std dev #", "stddev = #", "stddev #", "std = #", "std #", "sd = #", "sd #", "deviation #", "n = #", "σ = #",
      "# repeats", "over # runs", "of # runs", "in # runs", "# runs",
      "starting the pool took # before that", "the busiest worker's time divided by the mean of all workers",
      "after # of pool start-up", "start-up of the pool apart: #", "# with start-up", "# times with start-up",
      "efficiency # of # processes", "off by #", "at most # of one number", "# has the most of them #", "most (#) of #",
      "in a picture of # points", "in a picture of # by # points", "# iterations in all", "out of #", "of # items",
      "of # workers", "of # processes", "of # chunks", "of # each",
    ].map { Note($0, isAfter: true) }
    + [
      Note("of #", isAfter: true, isOfCounts: true), Note("# of # points fell inside", isAfter: false),
      Note("mean ± standard deviation", isAfter: false),
      Note("mean ± sd", isAfter: false), Note("at least one item", isAfter: false),
      Note("the workers slept", isAfter: false),
      Note("over one process", isAfter: false), Note("over # processes", isAfter: false),
      Note("over # process", isAfter: false), Note("compared to", isAfter: false), Note("speed up", isAfter: false),
      Note("speedup = #", isAfter: true, answers: "speedup"), Note("speedup #", isAfter: true, answers: "speedup"),
      Note("efficiency = #", isAfter: true), Note("efficiency #", isAfter: true),
      Note("imbalance = #", isAfter: true, answers: "imbalance"),
      Note("imbalance #", isAfter: true, answers: "imbalance"),
    ]
    + ["processes", "process", "workers", "worker", "cores", "core", "chunks", "items", "samples", "repeats"].map {
      Note("# \($0)", isAfter: false, answers: $0)
    }

  /// Whether it is only a remark for this question, here.
  func isRemark(for asked: Asked, afterNumber: Bool) -> Bool {
    (afterNumber || !isAfter) && (answers.isEmpty || !asked.counts(answers) && answers != asked.name)
      && (!isOfCounts || asked.measure == .plain)
  }
}
