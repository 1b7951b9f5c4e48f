internal import BatchJob
internal import LessonFormat
internal import Session

/// The checks of the batch files on the page, and what is known of the paths that they name.
///
/// A text is checked when it has changed, and not for every frame.
struct ScriptChecks: Sendable {
  /// The checks by question; a question without a batch file, or with one that is too long, has none.
  fileprivate(set) var checks: [String: ScriptCheck] = [:]
  /// The text that was checked last while it was written.
  fileprivate var written: WrittenText?
  /// What is at the paths.
  fileprivate(set) var known: [String: PathFacts] = [:]
  /// The paths that were looked up last.
  fileprivate var paths: Set<String> = []
  /// When they were looked up, in nanoseconds of the monotonic clock; 0 if never.
  fileprivate var time: UInt64 = 0
  /// Whether they are being looked up.
  fileprivate var isLooking = false

  /// How long what was found is relied on while keys are pressed, in nanoseconds.
  fileprivate static let patience: UInt64 = 2_000_000_000
}

/// What a check of a text that is being written is valid for.
private struct WrittenText: Equatable {
  var question: String
  /// How often the field was opened or closed before, and how often its text has changed since.
  var layerChanges: Int, revision: Int
}

extension Model {
  /// Checks the batch files on the page that have changed.
  mutating func checkScripts() {
    var current: [String: ScriptCheck] = [:]
    var written: WrittenText?
    for question in section.questions where question.fileName != nil {
      let before = scripts.checks[question.id]
      guard let editing, editing.question == question.id else {
        current[question.id] = check(session.text(of: question), question, before)
        continue
      }
      if editing.editor.isLong { continue }
      written = WrittenText(
        question: question.id, layerChanges: layerChanges, revision: editing.editor.revision)
      current[question.id] =
        before != nil && written == scripts.written ? before : check(editing.editor.text, question, before)
    }
    (scripts.checks, scripts.written) = (current, written)
  }

  private func check(_ text: String, _ question: Question, _ before: ScriptCheck?) -> ScriptCheck? {
    if let before, before.text.utf8.elementsEqual(text.utf8) { return before }
    return ScriptCheck(text, of: question, in: folder, known: scripts.known)
  }

  /// Looks up what the checks depend on, if nobody has, or after a while in which other programs may have changed it.
  ///
  /// - Parameter isAtWork: Whether the student has done something; otherwise what is known is good enough.
  mutating func lookUpPaths(isAtWork: Bool) -> [Effect] {
    let paths = scripts.checks.values.reduce(into: Set<String>()) { $0.formUnion($1.paths) }
    guard !paths.isEmpty, !scripts.isLooking else { return [] }
    let isOld = isAtWork && clock.nanoseconds >= scripts.time + ScriptChecks.patience
    guard isOld || !paths.isSubset(of: scripts.paths) else { return [] }
    (scripts.paths, scripts.time, scripts.isLooking) = (paths, clock.nanoseconds, true)
    return [.lookUp(paths: paths.sorted())]
  }

  /// Notes what is at paths. What depends on them is checked again.
  mutating func note(_ facts: [String: PathFacts]) {
    scripts.isLooking = false
    guard scripts.known != facts else { return }
    scripts.known = facts
    scripts.checks = [:]
  }
}
