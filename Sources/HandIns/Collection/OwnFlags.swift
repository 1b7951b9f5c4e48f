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
  let unproven = report.questions.filter { $0.judgement == .noRun }
  if !unproven.isEmpty {
    flags.append(
      Flag(kind: .missingEvidence, sentence: "No run that the answer needs was handed in: \(list(unproven))."))
  }
  if handIn.unreadableRuns > 0 {
    let sentence = "\(counted(handIn.unreadableRuns, "file")) with runs can't be read."
    flags.append(Flag(kind: .missingEvidence, sentence: sentence))
  }
  flags += handIn.evidence.map { Flag(kind: .brokenChain, sentence: $0) }
  return flags + handIn.notices.map { Flag(kind: .note, sentence: $0) }
}

private func list(_ questions: [ReportedQuestion]) -> String {
  questions.map { "\($0.number) \($0.id)" }.joined(separator: ", ")
}
