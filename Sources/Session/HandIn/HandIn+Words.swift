package import AnswerBook
internal import Text

extension HandIn {
  /// A line of the list that is read before handing in.
  package enum Line: Sendable, Equatable {
    /// A sentence.
    case text(String)
    /// A file or a group of files that is there.
    case there(String)
    /// What is missing: a file and how to get it, or a list of questions or experiments.
    case missing(String, [String] = [])

    /// The whole line as a text.
    package var text: String {
      switch self {
      case .text(let text), .there(let text): text
      case .missing(let text, let items): items.isEmpty ? text : "\(text): \(items.joined(separator: ", "))"
      }
    }
  }

  /// What is left to do.
  package var openLines: [Line] {
    let lists = [
      ("Not answered", unanswered.map(\.words)), ("Without a reason", withoutReason.map(\.words)),
      ("Not run", programs.notRun.map(\.words)),
      ("Changed since the last run", programs.changed.map(\.words) + programs.changedExperiments),
      ("A check fails, or it ends in an error", programs.failing.map(\.words)),
      ("Not measured", unmeasured), ("Submitted before its files were last changed", outdated),
      ("Changed in the lesson since you answered", changed.map(\.words)),
    ]
    let lines = lists.filter { !$0.1.isEmpty }.map { Line.missing($0.0, $0.1) }
    return lines.isEmpty ? [.text("Every question is answered, and every experiment is measured.")] : lines
  }

  /// The files, and those that are missing.
  package var fileLines: [Line] {
    let runs = files.filter { $0.hasPrefix("runs/") }
    let there = files.filter { !$0.hasPrefix("runs/") }.map(Line.there)
    let lines = there + (runs.isEmpty ? [] : [.there("runs/, with \(counted(runs.count, "run"))")])
    return lines + missingFileLines
  }

  /// The files that are missing.
  package var missingFileLines: [Line] {
    missingFiles.map { name in
      .missing(name + (name == HandIn.jobOutput ? ": submit the job to get its output" : ": not written yet"))
    }
  }

  /// What doesn't fit together in the journal and the runs.
  package var evidenceLines: [Line] { evidence.map { .missing($0) } }

  /// Whose work it is.
  package var studentLine: Line { .text("Name: \(student.isUnknown ? "not given (optional)" : student.label)") }

  /// What is missing, in one sentence.
  package var summary: String {
    isComplete ? "Nothing is missing." : "\(counted(lacks, "thing")) \(lacks == 1 ? "is" : "are") still missing."
  }
}

extension HandIn.Item {
  /// The question's number and id.
  fileprivate var words: String { "\(number) \(id)" }
}
