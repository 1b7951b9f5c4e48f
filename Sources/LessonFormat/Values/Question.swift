/// A question as the lesson asks it.
public struct Question: Sendable, Equatable {
  /// Unique among experiments and questions; part of the contract with hand-ins.
  public var id: String
  /// What kind of answer it wants.
  public var kind: Kind
  /// The question itself.
  public var prompt: [Block]
  /// Points it is worth, where the author says.
  public var points: Int?
  /// The experiment it holds shut until it is answered.
  public var before: String?
  /// A question whose answer, or an experiment whose last run, is shown beside this one.
  public var beside: String?
  /// Hints, given one by one.
  public var hints: [[Block]]
  /// The solution, shown only after an answer.
  public var solution: [Block]
  /// What a grader looks for; never shown to the student.
  public var rubric: [Block]

  /// Makes a question from its parts.
  public init(
    id: String, kind: Kind, prompt: [Block], points: Int? = nil, before: String? = nil, beside: String? = nil,
    hints: [[Block]] = [], solution: [Block] = [], rubric: [Block] = []
  ) {
    self.id = id
    self.kind = kind
    self.prompt = prompt
    self.points = points
    self.before = before
    self.beside = beside
    self.hints = hints
    self.solution = solution
    self.rubric = rubric
  }

  /// The kinds of answers.
  public enum Kind: Sendable, Equatable {
    /// Free text.
    case text
    /// One of these; with `why`, a text beside it. `correct`: indices of right options, empty where none is wrong.
    case choice(options: [String], correct: Set<Int>, why: Bool)
    /// A number, with a unit where `unit` names one, compared with the student's own run; with `why`, a text too.
    case number(unit: String?, check: Check?, why: Bool)
    /// Program text in this language, opened with the starter text.
    case code(language: String, starter: String)
    /// A file of this name in the student's folder, opened with the starter text.
    case file(name: String, language: String, starter: String)
  }
}

/// What a number is compared with: a figure of the student's own last runs.
public struct Check: Sendable, Equatable {
  /// The figure.
  public var figure: Figure
  /// How far off still counts as right, as a fraction of the figure; 0 wants it exactly.
  public var tolerance: Double

  /// Makes a check.
  public init(figure: Figure, tolerance: Double) {
    self.figure = figure
    self.tolerance = tolerance
  }

  /// Figures of recorded runs, by experiment id.
  public enum Figure: Sendable, Equatable {
    /// `E.workers`: how many workers took at least one item.
    case workers(String)
    /// `E.seconds`: mean seconds of a map.
    case seconds(String)
    /// `E.result`: pi, the number of primes, the sum of divisors.
    case result(String)
    /// `E.imbalance`: the longest busy time of a worker over the mean, as `RunReport.imbalance` has it.
    case imbalance(String)
    /// `E.chunks`: how many chunks were dealt.
    case chunks(String)
    /// `E.deaths`: how many worker processes ended before the run was over.
    case deaths(String)
    /// `A.seconds / B.seconds`: how many times faster B was.
    case speedup(alone: String, pooled: String)
  }
}
