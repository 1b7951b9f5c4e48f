internal import AnswerBook
internal import Exports
internal import LessonFormat
internal import Text

/// What a teacher should look at in one hand-in, without looking at others.
func ownFlags(of handIn: HandedIn, _ report: Report, _ lesson: Lesson) -> [Flag] {
  var flags: [Flag] = []
  if handIn.isDamaged {
    let came =
      handIn.restored == 0 ? "" : "; \(counted(handIn.restored, "answer")) came from the journal or what is left"
    flags.append(Flag(kind: .damaged, sentence: "answers.md is missing, cut off or damaged\(came)."))
  }
  if let version = handIn.version, version != lesson.version {
    let sentence = "It was made with edition \(version) of the lesson; this is edition \(lesson.version)."
    flags.append(Flag(kind: .otherEdition, sentence: sentence))
  }
  let changed = report.questions.filter { $0.isChanged && $0.isAnswered }
  if !changed.isEmpty {
    let sentence = "The lesson asks differently since the answer: \(list(changed))."
    flags.append(Flag(kind: .changedPrompt, sentence: sentence))
  }
  // That a program was never run is the state of its answer.
  let unproven = report.questions.filter { $0.judgement == .noRun && $0.question.cell == nil }
  if !unproven.isEmpty {
    flags.append(
      Flag(kind: .missingEvidence, sentence: "No run that the answer needs was handed in: \(list(unproven))."))
  }
  if handIn.unreadableRuns > 0 {
    let sentence = "\(counted(handIn.unreadableRuns, "file")) with runs can't be read."
    flags.append(Flag(kind: .missingEvidence, sentence: sentence))
  }
  flags += handIn.evidence.map { Flag(kind: .brokenChain, sentence: $0) }
  // A record that is full of damaged parts has a sentence about each of them.
  let more = handIn.notices.count - mostNotices
  let last = more > 0 ? ["\(counted(more, "more sentence")) of this kind \(more == 1 ? "is" : "are") left out."] : []
  return flags + (handIn.notices.prefix(mostNotices) + last).map { Flag(kind: .note, sentence: $0) }
}

/// How many sentences about the files of a hand-in are kept.
private let mostNotices = 20

private func list(_ questions: [ReportedQuestion]) -> String {
  questions.map { "\($0.number) \($0.id)" }.joined(separator: ", ")
}
