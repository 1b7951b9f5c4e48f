package import Exports

/// A student of a class with the hand-in that counts.
package struct CollectedRow: Sendable {
  /// Who it is.
  package var person: Person
  /// Who it is as the path of the hand-in says, without what a roster or the student's own record adds.
  package var named: Person
  /// Who else handed it in, if a group did.
  package var partners: [Person] = []
  /// What came of looking for a hand-in.
  package var state: State
  /// The attempt that counts; `nil` if nothing could be read.
  package var attempt: Attempt?
  /// The paths of the other attempts, the newest first.
  package var earlier: [String] = []
  /// What a teacher should look at.
  package var flags: [Flag] = []

  /// Makes a row of a student.
  package init(person: Person, state: State) { (self.person, named, self.state) = (person, person, state) }

  /// What came of looking for a hand-in.
  package enum State: String, Sendable {
    /// There is one.
    case handedIn = "handed in"
    /// There are files, and none of them can be read.
    case unreadable
    /// The student is in the roster only.
    case nothing
  }

  /// A hand-in.
  package struct Attempt: Sendable {
    /// The path of its record.
    package var path: String
    /// The layout of the download that it was in.
    package var layout: Origin.Layout
    /// Whether the system says that it came late.
    package var isLate: Bool
    /// What it says.
    package var report: Report
    /// The edition of the lesson that it was made with; `nil` if it doesn't say.
    package var version: Int?

    /// Describes a hand-in.
    package init(path: String, layout: Origin.Layout, isLate: Bool, report: Report, version: Int?) {
      (self.path, self.layout, self.isLate, self.report, self.version) = (path, layout, isLate, report, version)
    }
  }

  /// The name of the row, for a list.
  package var shown: String { ([person] + partners).map(\.shown).joined(separator: ", ") }
}

/// Something that a teacher should look at.
package struct Flag: Sendable, Equatable {
  /// What it is about.
  package var kind: Kind
  /// What was found, in a sentence. It never says why.
  package var sentence: String

  /// What flags are about.
  package enum Kind: String, Sendable, CaseIterable {
    /// A part of the record is missing or damaged.
    case damaged
    /// The record was made with another edition of the lesson.
    case otherEdition = "other edition"
    /// The lesson asks a question differently than when it was answered.
    case changedPrompt = "changed prompt"
    /// An answer needs a run that wasn't handed in.
    case missingEvidence = "missing evidence"
    /// The journal, the runs and the files of a bundle don't fit together.
    case brokenChain = "broken chain"
    /// The same run is in another hand-in.
    case sameRun = "same run"
    /// A run began at the same instant as one in another hand-in.
    case sameStart = "same start"
    /// A long answer is in another hand-in word for word.
    case sameAnswer = "same answer"
    /// Something else that was found when the files were read.
    case note
  }
}

/// The state of an answer in the table of a class.
package enum CellState: String, Sendable, CaseIterable {
  case answered, empty, fits, differs
  case noRun = "no run"
  case unreadable, outdated
  case changedPrompt = "changed prompt"

  /// What a question's answer is.
  package init(_ question: ReportedQuestion) {
    self =
      if !question.isAnswered { .empty } else if question.isChanged { .changedPrompt } else {
        switch question.judgement {
        case .fits: .fits
        case .differs: .differs
        case .noRun: .noRun
        case .unreadable: .unreadable
        case .outdated: .outdated
        case .nothingToCheck: .answered
        }
      }
  }
}
