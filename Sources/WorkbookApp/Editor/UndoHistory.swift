/// The changes to a text, in steps that can be undone and redone.
struct UndoHistory: Sendable, Equatable {
  /// Lines that replaced other lines.
  struct Edit: Sendable, Equatable {
    var start: EditorPosition
    var removed: [[Character]]
    var inserted: [[Character]]
  }

  /// What kind of edit a key made; the next one of the same kind may join its step.
  enum Kind: Sendable, Equatable { case typing, deleting, other }

  /// Edits that are undone together.
  struct Step: Sendable, Equatable {
    var kind: Kind
    var edits: [Edit]
    var before: EditorPosition
    var after: EditorPosition
  }

  /// The largest number of steps; older ones are dropped.
  static let limit = 1000

  private(set) var done: [Step] = []
  private(set) var undone: [Step] = []
  private var isOpen = false

  /// Adds an edit; it joins the last step if that is open, of the same kind, and ended where the edit begins.
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

  /// Ends the step: the next edit begins a new one.
  mutating func endStep() { isOpen = false }

  /// Undoes the last step; returns where the cursor was before it.
  mutating func undo(_ text: inout EditorText) -> EditorPosition? {
    guard let step = done.popLast() else { return nil }
    for edit in step.edits.reversed() {
      text.replace(edit.start, EditorText.end(of: edit.inserted, from: edit.start), with: edit.removed)
    }
    undone.append(step)
    isOpen = false
    return step.before
  }

  /// Redoes the step undone last; returns where the cursor was after it.
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
