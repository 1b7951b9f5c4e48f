/// A question as the lesson asks it.
package struct Question: Sendable, Equatable {
  /// Unique among experiments and questions; part of the contract with hand-ins.
  package var id: String
  /// A short name for the page and the outline; if `nil`, the id is shown.
  package var title: String?
  /// What kind of answer it asks for.
  package var kind: Kind
  /// How its program is run and checked; `nil` if it isn't a code cell.
  package var cell: CellSpec?
  /// The question itself, to be shown.
  package var prompt: [Block]
  /// The Markdown of the prompt as the lesson has it, for documents that are Markdown again; without the starter text of
  /// a program.
  package var source: String
  /// The points it is worth; `nil` if the author doesn't say.
  package var points: Int?
  /// The experiment that is locked until this question is answered.
  package var before: String?
  /// The question whose answer, or the experiment whose last run, is shown with this one.
  package var beside: String?
  /// The hints, shown one after another.
  package var hints: [[Block]]
  /// The solution, shown only after an answer.
  package var solution: [Block]
  /// What a grader looks for; never shown to the student.
  package var rubric: [Block]

  /// Makes a question from its parts.
  package init(
    id: String, title: String? = nil, kind: Kind, cell: CellSpec? = nil, prompt: [Block], source: String = "",
    points: Int? = nil,
    before: String? = nil,
    beside: String? = nil,
    hints: [[Block]] = [], solution: [Block] = [], rubric: [Block] = []
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.cell = cell
    self.prompt = prompt
    self.source = source
    self.points = points
    self.before = before
    self.beside = beside
    self.hints = hints
    self.solution = solution
    self.rubric = rubric
  }

  /// The kinds of answers.
  package enum Kind: Sendable, Equatable {
    /// Free text.
    case text
    /// One of the options, with a reason if `why` is set. `correct` has the indices of the right options; it is empty if
    /// none is wrong.
    case choice(options: [String], correct: Set<Int>, why: Bool)
    /// A number in a unit, compared with the student's own run, with a reason if `why` is set.
    case number(unit: String?, check: Check?, why: Bool)
    /// A program in this language, which starts with the starter text.
    case code(language: String, starter: String)
    /// A file of this name in the student's folder, which starts with the starter text.
    case file(name: String, language: String, starter: String)
  }
}

/// What a number is compared with: a figure of the student's own runs, or numbers that the lesson gives.
package struct Check: Sendable, Equatable {
  /// The figure.
  package var figure: Figure
  /// By how much an answer may differ, as a fraction of the figure; 0 accepts only the figure itself.
  package var tolerance: Double

  /// Makes a check.
  package init(figure: Figure, tolerance: Double) {
    self.figure = figure
    self.tolerance = tolerance
  }

  /// Figures of recorded runs, by experiment id.
  package enum Figure: Sendable, Equatable {
    /// `E.workers`: how many workers took at least one item.
    case workers(String)
    /// `E.seconds`: mean seconds of a map.
    case seconds(String)
    /// `E.result`: pi, the number of primes, the sum of divisors.
    case result(String)
    /// `E.imbalance`: the longest busy time of a worker over the mean, as `RunReport.imbalance` has it.
    case imbalance(String)
    /// `E.chunks`: how many chunks were handed out.
    case chunks(String)
    /// `E.deaths`: how many worker processes ended before the run was over.
    case deaths(String)
    /// `A.seconds / B.seconds`: how many times as fast B was.
    case speedup(alone: String, pooled: String)
    /// Numbers that the lesson gives, in the unit of the question; any of them is right.
    case constants([Double])
  }
}
