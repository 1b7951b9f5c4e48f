/// What a run of a task found. In JSON: the task's own object, without a name around it.
package struct TaskResult: Sendable, Equatable {
  /// What the task itself knows about it.
  fileprivate let findings: any Findings

  /// Wraps what a task found.
  init(_ findings: some Findings) { self.findings = findings }

  /// What was found if it is of this kind.
  package func `as`<Found: Findings>(_ kind: Found.Type) -> Found? { findings as? Found }

  /// Whether a run can have these figures. They may come from a file that someone has edited.
  var isSound: Bool { findings.isSound }

  /// Whether both are of the same task and found the same.
  package static func == (a: TaskResult, b: TaskResult) -> Bool { a.findings.isEqual(to: b.findings) }
}

extension TaskResult: Encodable {
  /// Writes the task's own object.
  package func encode(to encoder: any Encoder) throws { try findings.encode(to: encoder) }
}

extension RunReport {
  /// The figure of the result that an answer is compared with.
  package var resultFigure: Double { result.findings.figure(of: self) }

  /// Whether that figure is a time in seconds.
  package var resultIsTime: Bool { result.findings.figureIsTime }

  /// The result in words.
  package func resultWords(_ notation: Notation) -> ResultWords { result.findings.words(of: self, notation) }
}

/// What a task can find, and how that is put into words; each task has a type of its own that conforms.
package protocol Findings: Sendable, Equatable, Codable {
  /// Whether the figures are such as a run can have.
  var isSound: Bool { get }
  /// The figure that an answer is compared with.
  func figure(of report: RunReport) -> Double
  /// Whether that figure is a time in seconds.
  var figureIsTime: Bool { get }
  /// The findings in words, for every place that shows them.
  func words(of report: RunReport, _ notation: Notation) -> ResultWords
}

extension Findings {
  /// Most figures are plain numbers.
  package var figureIsTime: Bool { false }

  fileprivate func isEqual(to other: any Findings) -> Bool { (other as? Self) == self }
}

/// A result in words, for every place that shows it.
package struct ResultWords: Sendable, Equatable {
  /// Below a run, on the page and after `poolbook run`.
  package var lines: [Line]
  /// In a cell of a table: `54 208 primes`.
  package var cell: String
  /// Whole sentences, which can be read aloud.
  package var sentences: [String]
  /// After “Your last run”: `found 54 208 primes`.
  package var clause: String

  /// One thing to show below a run.
  package enum Line: Sendable, Equatable {
    /// Text that may be wrapped; the first part is the most important.
    case text(String, String = "")
    /// A heading, and below it a list that may be cut short.
    case list(String, [String], isComplete: Bool)
    /// A small picture, as rows of dots that are set or not; sentences do without it.
    case picture([[Bool]])
  }

  /// Makes the words from their parts.
  init(lines: [Line], cell: String, sentences: [String], clause: String) {
    self.lines = lines
    self.cell = cell
    self.sentences = sentences
    self.clause = clause
  }
}
