internal import Exports
internal import Experiments
internal import LessonFormat
internal import Text

/// Where the work of two students is the same: a run, the instant at which one began, or a long answer. It says what is the
/// same and in whose hand-in; there can be many reasons for it.
///
/// - Returns: Flags by the place of the row.
func sharedWork(in rows: [CollectedRow], _ lesson: Lesson) -> [Int: [Flag]] {
  var runs: [String: [Int]] = [:]
  var starts: [String: [Int]] = [:]
  var answers: [Answered: [Int]] = [:]
  for (index, row) in rows.enumerated() {
    guard let report = row.attempt?.report else { continue }
    let all = report.experiments.flatMap(\.runs)
    for id in Set(all.map(\.id)) { runs[id, default: []].append(index) }
    for start in Set(all.map(instant)) { starts[start, default: []].append(index) }
    for answer in longAnswers(in: report) { answers[answer, default: []].append(index) }
  }
  let idsByStart = Dictionary(
    rows.flatMap { $0.attempt?.report.experiments.flatMap(\.runs) ?? [] }.map { (instant($0), Set([$0.id])) },
    uniquingKeysWith: { $0.union($1) })
  // The same run has the same start, too, which need not be said twice.
  starts = starts.filter { idsByStart[$0.key].map { $0.count > 1 } ?? false }
  var flags: [Int: [Flag]] = [:]
  func add(_ kind: Flag.Kind, _ groups: [[Int]], _ sentence: (_ count: Int, _ others: String) -> String) {
    var counts: [Int: [Int: Int]] = [:]
    for group in groups where group.count > 1 {
      for index in group {
        for other in group where other != index { counts[index, default: [:]][other, default: 0] += 1 }
      }
    }
    for (index, others) in counts {
      let most = others.values.max() ?? 1
      flags[index, default: []].append(Flag(kind: kind, sentence: sentence(most, names(others, rows))))
    }
  }
  add(.sameRun, Array(runs.values)) { count, others in
    "\(counted(count, "run")) \(count == 1 ? "is" : "are") the same as in \(others)."
  }
  add(.sameStart, Array(starts.values)) { count, others in
    "\(counted(count, "run")) began at the same instant as in \(others)."
  }
  for question in lesson.questions {
    let groups = answers.filter { $0.key.question == question.id }.map(\.value)
    let number = (lesson.questions.firstIndex { $0.id == question.id } ?? 0) + 1
    add(.sameAnswer, groups) { _, others in
      "The answer to \(number) \(question.id) is word for word the same as in \(others)."
    }
  }
  return flags
}

/// A long answer to a question.
private struct Answered: Hashable {
  var question: String
  var words: String
}

/// The answers that are too long to be the same by chance. Starter texts and solutions, which everybody has, don't count.
private func longAnswers(in report: Report) -> Set<Answered> {
  var answers: Set<Answered> = []
  for question in report.questions {
    let solutions = question.question.solution.compactMap { if case .code(_, let code) = $0 { code } else { nil } }
    let given = Set((question.question.starters + solutions).map { words(of: $0).text })
    for field in question.fields {
      guard case .text(let text, _) = field.value else { continue }
      let words = words(of: text)
      guard words.count >= fewestWords, words.text.count >= fewestCharacters, !given.contains(words.text) else {
        continue
      }
      answers.insert(Answered(question: question.id, words: words.text))
    }
  }
  return answers
}

/// An answer with fewer words or characters can be the same by chance.
private let (fewestWords, fewestCharacters) = (12, 60)

private func words(of text: String) -> (text: String, count: Int) {
  let words = text.split(whereSeparator: \.isWhitespace)
  return (words.joined(separator: " "), words.count)
}

/// When and where a run began. On one machine, two can begin in the same second, but not at the same fraction of it.
private func instant(_ run: RecordedRun) -> String { "\(run.began) \(run.machine.host)" }

/// The first few names of others, those with the most in common first.
private func names(_ counts: [Int: Int], _ rows: [CollectedRow]) -> String {
  let others = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { rows[$0.key].shown }
  let more = others.count - 3
  return others.prefix(3).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}
