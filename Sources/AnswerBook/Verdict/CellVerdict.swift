package import Experiments
package import LessonFormat
import Text

extension AnswerBook {
  /// What is known about the answer to a question: that of a code cell is judged by its last run, a number is compared with
  /// the student's own runs, and a choice with the right options.
  ///
  /// - Returns: `nil` if there is no answer yet, or nothing to compare it with.
  package func verdict(on question: Question, in lesson: Lesson) -> Verdict? {
    let answer = answers[question.id] ?? Answer()
    if let cell = question.cell { return judgement(of: question, cell, in: lesson) }
    guard case .number(_, let check?)? = question.field(.number)?.kind, !trimmed(answer.number).isEmpty else {
      return comparison(of: answer, to: question, runs: runs)
    }
    var code = CurrentCode(of: self, in: lesson)
    var runs = runs
    for id in check.figure.experiments.sorted() {
      guard let mine = runs[id], let last = mine.last else { continue }
      if let changed = code.changes(since: last) { return Verdict(.outdated, changed.sentence(ofLastRun: id)) }
      // What an earlier program did says nothing about this one.
      runs[id] = mine.filter { code.changes(since: $0) == nil }
    }
    return comparison(of: answer, to: question, runs: runs)
  }

  /// What to say about a code cell that nothing is checked of, once it has run: `It ran without errors in 1.2 s.`
  ///
  /// - Returns: `nil` for other questions, and if the verdict says it.
  package func runNote(on question: Question, in lesson: Lesson) -> String? {
    guard let cell = question.cell, cell.checks.isEmpty, let run = runs[question.id]?.last,
      verdict(on: question, in: lesson) == nil
    else { return nil }
    return "It ran without errors in \(formatDuration(run.report.mean_s))."
  }

  /// The run that a code cell is judged by: the last one, unless an earlier one was checked and it wasn't, as a batch job's.
  private func checkedRun(of question: Question, _ cell: CellSpec) -> RecordedRun? {
    let mine = runs[question.id] ?? []
    guard !cell.checks.isEmpty else { return mine.last }
    return mine.last { run in
      let found = run.report.result.as(PythonFindings.self)
      return found?.checks != nil || found?.trouble != nil
    } ?? mine.last
  }

  private func judgement(of question: Question, _ cell: CellSpec, in lesson: Lesson) -> Verdict? {
    guard let run = checkedRun(of: question, cell), let found = run.report.result.as(PythonFindings.self) else {
      // A program without checks may be there for a batch job only.
      let isOfJob = cell.checks.isEmpty && lesson.jobs.contains { $0.program == cell.file && jobs[$0.id] != nil }
      return isAnswered(question) && !isOfJob ? Verdict(.noRun, "Not run yet: run it to see what it does.") : nil
    }
    if let changed = changedCode(since: run, in: lesson) { return Verdict(.outdated, changed.sentence) }
    return Verdict(found, of: cell.checks)
  }
}

extension Verdict {
  /// The verdict on what a program did, with the lesson's checks; `nil` if it ended well and nothing is checked.
  package init?(_ found: PythonFindings, of checks: [CellCheck]) {
    let outcomes = found.checks ?? []
    // Nobody can check a trace that there isn't.
    let made = found.untraced == nil ? checks.count : checks.count { !$0.isOfTrace }
    if let trouble = found.trouble {
      self.init(.differs, trouble)
    } else if let failed = outcomes.first(where: { !$0.passed }) {
      if let trouble = failed.trouble, !trouble.seen.isEmpty {
        self.init(.differs, trouble)
      } else {
        self.init(
          .differs, "This doesn't hold: \(visible(failed.check, onOneLine: true))",
          more: failed.trouble.map(furtherSentences) ?? [])
      }
    } else if found.exit != 0 {
      let end = found.exit.map { "ended with exit code \($0)" } ?? "did not end by itself"
      self.init(.differs, "The program \(end).")
    } else if outcomes.count < made {
      self.init(.outdated, "This run wasn't checked as the lesson asks for; run it again.")
    } else if outcomes.isEmpty {
      return nil
    } else {
      self.init(.right, outcomes.count == 1 ? "The check passed." : "All \(outcomes.count) checks passed.")
    }
  }

  private init(_ outcome: Outcome, _ trouble: Trouble) {
    self.init(outcome, visible(trouble.seen, onOneLine: true), more: furtherSentences(of: trouble))
  }
}

/// What it means and the fix, as far as they are known.
private func furtherSentences(of trouble: Trouble) -> [String] {
  [trouble.means, trouble.fix].filter { !$0.isEmpty }.map { visible($0, onOneLine: true) }
}
