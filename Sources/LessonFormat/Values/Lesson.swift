/// A lesson, read from a Markdown file of format 1.
package struct Lesson: Sendable, Equatable {
  /// The lesson's name on the command line, and the usual name of the student's folder.
  package var id: String
  /// The number of this edition of the lesson.
  package var version: Int
  /// The title.
  package var title: String
  /// About how many minutes it takes; `nil` if the author doesn't say.
  package var minutes: Int?
  /// Its authors, its source and its license, in sentences; empty if the lesson doesn't say.
  package var credits = ""
  /// Its sections in order, at least one.
  package var sections: [Section] { didSet { list() } }
  /// Every experiment, in the lesson's order, with those that run the programs of code cells. The page asks for them with every key, so they are listed once.
  package private(set) var experiments: [ExperimentSpec] = []
  /// Every batch job, in the lesson's order.
  package private(set) var jobs: [JobSpec] = []
  /// Every question, in the lesson's order; a question's number is its place here, from 1.
  package private(set) var questions: [Question] = []

  /// Makes a lesson from its parts.
  package init(id: String, version: Int, title: String, minutes: Int?, sections: [Section]) {
    self.id = id
    self.version = version
    self.title = title
    self.minutes = minutes
    self.sections = sections
    list()
  }

  private mutating func list() {
    experiments = sections.flatMap(\.parts).compactMap { part in
      switch part {
      case .experiment(let spec): spec
      case .question(let question): question.experiment
      case .job, .prose: nil
      }
    }
    jobs = sections.flatMap(\.parts).compactMap { if case .job(let spec) = $0 { spec } else { nil } }
    questions = sections.flatMap(\.questions)
  }

  /// A part of the lesson under a heading of the first level.
  package struct Section: Sendable, Equatable {
    /// Unique within the lesson.
    package var id: String
    /// The heading's text.
    package var title: String
    /// Whether it is optional (`.optional` in the heading's braces): its questions never count as missing.
    package var isOptional: Bool
    /// Whether the page ends with a table of the student's own figures (`.figures` in the heading's braces).
    package var showsFigures: Bool
    /// What is on its page, in order.
    package var parts: [Part]
    /// The presenter's notes.
    package var notes: [Block]

    /// Makes a section from its parts.
    package init(
      id: String, title: String, isOptional: Bool = false, showsFigures: Bool = false, parts: [Part],
      notes: [Block] = []
    ) {
      self.id = id
      self.title = title
      self.isOptional = isOptional
      self.showsFigures = showsFigures
      self.parts = parts
      self.notes = notes
    }
  }

  /// One thing on a section's page.
  package enum Part: Sendable, Equatable {
    /// Something to read.
    case prose(Block)
    /// Something to run.
    case experiment(ExperimentSpec)
    /// A batch job to submit.
    case job(JobSpec)
    /// Something to answer.
    case question(Question)
  }
}

extension Lesson {
  /// The questions that count: all but those of optional sections.
  package var requiredQuestions: [Question] { sections.filter { !$0.isOptional }.flatMap(\.questions) }

  /// The questions of optional sections.
  package var optionalQuestions: [Question] { sections.filter(\.isOptional).flatMap(\.questions) }
}

extension Lesson.Section {
  /// Its questions, in order.
  package var questions: [Question] {
    parts.compactMap { if case .question(let question) = $0 { question } else { nil } }
  }
}
