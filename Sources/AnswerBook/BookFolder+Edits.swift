internal import LessonFormat

extension BookFolder {
  /// Notes what became of the answers that someone else has edited while the workbook was open, and says it.
  ///
  /// - Parameters:
  ///   - theirs: The answers that were in `answers.md`.
  ///   - saved: The answers that are in it now.
  static func noteEdits(
    of book: AnswerBook, _ theirs: [String: Answer], saved: [String: Answer], _ lesson: Lesson, _ state: inout State
  ) {
    guard !state.outside.isEmpty else { return }
    var (taken, merged): ([String], [String]) = ([], [])
    for id in inOrder(state.outside.keys, lesson) {
      let (ours, base) = (book.answers[id], state.outside[id] ?? nil)
      state.edits.append(OutsideEdit(question: id, before: ours, after: saved[id]))
      if Answer.overrules(ours, theirs[id], since: base), let other = theirs[id] {
        state.notices.append(
          "Changed here and in another program: \(name(id, lesson)). Yours is saved, not “\(other.oneLineText)”.")
      }
      let isMerged = [ours, theirs[id]].allSatisfy { !sameText($0, saved[id]) }
      if isMerged { merged.append(name(id, lesson)) } else { taken.append(name(id, lesson)) }
    }
    if !merged.isEmpty {
      let names = merged.joined(separator: "; ")
      state.notices.append(
        "Changed here and in another program: \(names). Both texts are in the answer now: delete the one you don't want."
      )
    }
    if !taken.isEmpty {
      let names = taken.joined(separator: "; ")
      state.notices.append("answers.md was edited in another program: \(names). You see the changes here.")
    }
    state.outside = [:]
  }

  /// Questions in the order of the lesson; others come after them.
  private static func inOrder(_ ids: some Sequence<String>, _ lesson: Lesson) -> [String] {
    let places = Dictionary(lesson.questions.enumerated().map { ($1.id, $0) }) { first, _ in first }
    return ids.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
  }

  /// A question's number and id: `question 3, shares`.
  static func name(_ id: String, _ lesson: Lesson) -> String {
    lesson.questions.firstIndex { $0.id == id }.map { "question \($0 + 1), \(id)" } ?? id
  }

  private static func sameText(_ a: Answer?, _ b: Answer?) -> Bool {
    (a?.text ?? "").utf8.elementsEqual((b?.text ?? "").utf8)
  }
}
