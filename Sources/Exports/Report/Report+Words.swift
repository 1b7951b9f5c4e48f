internal import AnswerBook
internal import LessonFormat
internal import Session
import Text

/// The words of a report that are the same in every format. None of them is safe to print.
extension Report {
  /// What is known about the whole record, each with its name.
  var facts: [(name: String, text: String)] {
    let totals = totals
    var facts = student.isUnknown ? [] : [("Student", student.label)]
    if let lastWork { facts.append(("Last work", Instant(lastWork).readable)) }
    facts.append(("Answered", "\(totals.asked.words)\(extra(totals.optional.answered, totals.optional.words))"))
    if totals.points.possible > 0 || totals.optionalPoints.possible > 0 {
      let points = totals.optionalPoints
      facts.append(("Points possible", totals.points.words + extra(points.possible, points.words)))
    }
    let verdicts = ReportedQuestion.Judgement.allCases.filter { $0 != .nothingToCheck }.compactMap { judgement in
      totals.verdicts[judgement].map { "\(counted($0, "answer")) \(judgement.plural($0))" }
    }
    if !verdicts.isEmpty { facts.append(("Compared with the runs", verdicts.joined(separator: ", "))) }
    return facts
  }

  /// The title of a window.
  var pageTitle: String { student.isUnknown ? title : "\(title): \(student.label)" }

  /// What is missing, a sentence or a list a line.
  var openLines: [String] {
    handIn.openLines.map(\.text) + handIn.missingFileLines.map(\.text)
  }

  private func extra(_ count: Int, _ words: String) -> String { count == 0 ? "" : "; optional: \(words)" }
}

extension Progress {
  fileprivate var words: String { "\(answered) of \(all) questions" }
}

extension Report.Totals.Points {
  fileprivate var words: String { "\(possible) (\(answered) for what is answered)" }
}

extension ReportedQuestion {
  /// What its heading says after the number.
  var labels: [String] {
    let title = question.title.map { [$0, id] } ?? [id]
    return title + (points.map { [counted($0, "point")] } ?? []) + (isOptional ? ["optional"] : [])
  }

  /// The whole verdict, sentence by sentence.
  var verdictSentences: [String] { (verdict.map { [$0] } ?? []) + furtherVerdict }

  /// Everything else that a reader should know.
  var remarks: [String] {
    var remarks: [String] = []
    if lacksReason { remarks.append("The reason is missing.") }
    if isChanged { remarks.append("This question has changed since it was answered.") }
    if hintsSeen > 0 { remarks.append("\(hintsSeen) of \(counted(question.hints.count, "hint")) seen.") }
    if solutionSeen { remarks.append("The solution was seen after answering.") }
    return remarks
  }
}

extension ReportedQuestion.Judgement {
  /// The word before the sentence.
  var word: String {
    switch self {
    case .fits: "Fits"
    case .differs: "Differs"
    case .noRun: "No run"
    case .unreadable: "Unreadable"
    case .outdated: "Outdated"
    case .nothingToCheck: "Nothing to check"
    }
  }

  /// The words after a number of answers.
  fileprivate func plural(_ count: Int) -> String {
    switch self {
    case .fits: count == 1 ? "fits" : "fit"
    case .differs: count == 1 ? "differs" : "differ"
    case .noRun: "without a run"
    case .unreadable: "unreadable"
    case .outdated: "with an outdated run"
    case .nothingToCheck: "with nothing to check"
    }
  }
}

extension ReportedField {
  /// Whether there is nothing in it at all.
  var isEmpty: Bool {
    switch value {
    case .choice(_, let chosen): chosen == nil
    case .number(let text, _), .text(let text, _): text.isEmpty
    }
  }

  /// Whether there are options to choose from.
  var hasOptions: Bool {
    if case .choice(let options, _) = value { !options.isEmpty } else { false }
  }
}
