internal import BatchJob
internal import Experiments
import Text

/// Something the student did, for a list of what was done and when.
package struct JournalEntry: Sendable, Equatable {
  /// When it was done, in seconds since 1970.
  package var time: Double
  /// What was done.
  package var kind: Kind
  /// The id of the question; for a run or a job, of the experiment.
  package var id: String
  /// What was answered, shown or measured, on one line.
  package var text: String

  /// The things a student does.
  package enum Kind: String, Sendable, Equatable {
    case answer, removal, hint, solution, run, job
  }

  /// The entries for the difference between two states of an answer.
  static func changes(of question: String, from old: Answer?, to new: Answer?, at time: Double) -> [JournalEntry] {
    func entry(_ kind: Kind, _ text: String) -> JournalEntry {
      JournalEntry(time: time, kind: kind, id: question, text: text)
    }
    let (before, after) = (old ?? Answer(), new ?? Answer())
    var entries: [JournalEntry] = []
    if !before.hasSameFields(as: after) {
      let isEmpty = after.hasSameFields(as: Answer())
      entries.append(isEmpty ? entry(.removal, "answer removed") : entry(.answer, after.oneLineText))
    }
    if after.hintsShown > before.hintsShown {
      entries += (max(before.hintsShown, 0)..<min(after.hintsShown, 1000)).map { entry(.hint, "hint \($0 + 1)") }
    }
    if after.solutionSeen, !before.solutionSeen { entries.append(entry(.solution, "solution shown")) }
    return entries
  }
}

extension AnswerBook {
  /// Everything the student did, newest first: answers, hints, solutions, runs and batch jobs.
  package var journal: [JournalEntry] {
    let runs = runs.values.joined().map { run in
      let size = counted(run.report.processes, "process", plural: "processes")
      return JournalEntry(
        time: run.began, kind: .run, id: run.experiment ?? run.report.task.name,
        text: "\(size), \(formatDuration(run.report.mean_s))")
    }
    // The order of entries of the same time must not depend on the dictionary.
    let jobs = jobs.values.joined().map { job in
      JournalEntry(time: job.when, kind: .job, id: job.job, text: "\(job.script), \(job.stateWords)")
    }
    return (Array(history.reversed()) + (runs + jobs).sorted { ($1.time, $1.id) < ($0.time, $0.id) }).enumerated()
      .sorted { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }.map(\.element)
  }

  /// Adds what has changed since an earlier state of the answers to the history. While the student types, the last entry
  /// is updated instead of adding one per keystroke.
  ///
  /// - Parameter time: The current time, in seconds since 1970.
  package mutating func note(changesSince old: [String: Answer], at time: Double) {
    guard old != answers else { return }
    for id in Set(old.keys).union(answers.keys).sorted() where !isSame(old[id], answers[id]) {
      for entry in JournalEntry.changes(of: id, from: old[id], to: answers[id], at: time) { history.add(entry) }
    }
  }
}

extension [JournalEntry] {
  /// Appends an entry; an answer replaces an answer to the same question just before it.
  mutating func add(_ entry: JournalEntry) {
    if entry.kind == .answer, let last, last.kind == .answer, last.id == entry.id { removeLast() }
    append(entry)
  }
}

extension Answer {
  /// How many characters of an answer the journal's list shows at most.
  private static let longestText = 200

  fileprivate func hasSameFields(as other: Answer) -> Bool {
    choice == other.choice && number.utf8.elementsEqual(other.number.utf8) && text.utf8.elementsEqual(other.text.utf8)
  }

  /// Everything in the answer on one line, cut where it is long.
  package var oneLineText: String {
    let parts = [choice.map { "option \($0 &+ 1)" } ?? "", number, text].map { oneLine(String($0.prefix(1000))) }
    let line = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return line.count > Self.longestText ? line.prefix(Self.longestText - 1) + "…" : line
  }
}
