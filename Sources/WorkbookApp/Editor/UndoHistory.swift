/// What was changed, step by step, to be taken back and done again.
struct UndoHistory: Sendable, Equatable {
  /// Lines put where others stood.
  struct Edit: Sendable, Equatable {
    var start: EditorPosition
    var removed: [[Character]]
    var inserted: [[Character]]
  }

  /// What a key did, as far as the next key may go on with it.
  enum Kind: Sendable, Equatable { case typing, deleting, other }

  /// Edits taken back together.
  struct Step: Sendable, Equatable {
    var kind: Kind
    var edits: [Edit]
    var before: EditorPosition
    var after: EditorPosition
  }

  /// Steps kept; the oldest are forgotten.
  static let limit = 1000

  private(set) var done: [Step] = []
  private(set) var undone: [Step] = []
  private var isOpen = false

  /// Takes note of an edit; it joins the step before where that is still open, of its kind and ended where it begins.
  mutating func record(
    _ edit: Edit, kind: Kind, before: EditorPosition, after: EditorPosition, startsWord: Bool
  ) {
    undone = []
    if isOpen, kind != .other, !startsWord, let last = done.indices.last, done[last].kind == kind,
      done[last].after == before
    {
      done[last].edits.append(edit)
      done[last].after = after
    } else {
      done.append(Step(kind: kind, edits: [edit], before: before, after: after))
      if done.count > UndoHistory.limit { done.removeFirst(done.count - UndoHistory.limit) }
    }
    isOpen = true
  }

  /// What comes next begins a step of its own.
  mutating func endStep() { isOpen = false }

  /// Takes the last step back; answers where the cursor was before it.
  mutating func undo(_ text: inout EditorText) -> EditorPosition? {
    guard let step = done.popLast() else { return nil }
    for edit in step.edits.reversed() {
      text.replace(edit.start, EditorText.end(of: edit.inserted, from: edit.start), with: edit.removed)
    }
    undone.append(step)
    isOpen = false
    return step.before
  }

  /// Does the step taken back last again; answers where the cursor was after it.
  mutating func redo(_ text: inout EditorText) -> EditorPosition? {
    guard let step = undone.popLast() else { return nil }
    for edit in step.edits {
      text.replace(edit.start, EditorText.end(of: edit.removed, from: edit.start), with: edit.inserted)
    }
    done.append(step)
    isOpen = false
    return step.after
  }
}
