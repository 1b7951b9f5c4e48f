internal import AnswerBook
internal import Session

extension Model {
  /// Saves what is due.
  mutating func saveIfDue() -> [Effect] {
    if session.saving.isDue { recordField() }
    return session.saveIfDue().map { [.save($0)] } ?? []
  }

  /// Saves everything without waiting for a pause in typing.
  mutating func saveNow() -> [Effect] {
    recordField()
    return session.saveNow().map { [.save($0)] } ?? []
  }

  /// Notes how saving ended, and goes on if there is more to save.
  mutating func note(_ outcome: SaveOutcome) -> [Effect] {
    // What another program changed is merged with what is in the field now.
    if !outcome.edits.isEmpty { recordField() }
    session.note(outcome)
    if let edit = outcome.edits.first(where: { $0.question == editing?.question }) { show(edit) }
    notices += outcome.notices
    if saving.failure == nil { dismissedFailure = nil }
    return goOnAfterSave()
  }

  /// Shows in the open field what another program did to its answer; the cursor stays.
  mutating func show(_ edit: OutsideEdit) {
    let answer = book.answers[edit.question] ?? Answer()
    change(Editing.self) { editing in
      guard editing.field != .choice else { return }
      let cursor = editing.editor.cursor
      editing.editor.replaceAll(with: answer[typed: editing.field])
      editing.editor.moveCursor(to: cursor)
    }
    followCursor()
  }

  /// Warns of what would be lost; if the student quits once more, the program ends.
  mutating func warnOfLoss(_ rescueCopy: String?) {
    session.warnOfLoss(rescueCopy: rescueCopy)
    remark = saving.loss.map { "\($0) Press q again to leave." }
  }

  /// Why saving fails, unless the student has dismissed that.
  var shownFailure: String? { saving.failure == dismissedFailure ? nil : saving.failure }

  /// Dismisses the sentence above the keys. The title still shows that something isn't saved.
  mutating func dismissNotice() {
    if let shownFailure {
      dismissedFailure = shownFailure
    } else if !notices.isEmpty {
      notices.removeFirst()
    } else {
      session.leaveNewerAnswers()
    }
  }
}
