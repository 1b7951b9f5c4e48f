internal import LessonFormat
internal import Session

/// The checks of the Python programs on the page, and whether it is time to say what they found.
struct PythonChecks: Sendable {
  /// A text and its mistake, by question, of programs that aren't being written.
  fileprivate var checked: [String: (text: String, mistake: PythonFinding?)] = [:]
  /// The program that is being written.
  fileprivate var written: Written?
  /// When its mistake is shown although the line is still being written, in nanoseconds of the monotonic clock.
  fileprivate(set) var due: UInt64?

  /// How long the keys have to rest until then, in nanoseconds.
  fileprivate static let pause: UInt64 = 2_000_000_000

  /// A program that is being written.
  fileprivate struct Written {
    var question: String
    /// How often the field was opened or closed before, and how often its text has changed since.
    var layerChanges: Int, revision: Int
    var changed: UInt64 = 0
    var mistake: PythonFinding?
    var isShown = false
  }

  /// The mistake that is shown at a question.
  func shown(for question: String) -> PythonFinding? {
    guard let written, written.question == question else { return checked[question]?.mistake }
    return written.isShown ? written.mistake : nil
  }
}

extension Model {
  /// Checks the Python programs on the page that have changed.
  mutating func checkPython() {
    checkWrittenPython()
    for question in section.questions where question.isPython && question.id != python.written?.question {
      let text = session.answer(to: question).text
      if let before = python.checked[question.id], before.text.utf8.elementsEqual(text.utf8) { continue }
      let isProgram = text.utf8.count <= TextEditor.mostScanned && !question.starters.contains(text)
      let mistake = isProgram ? PythonCheck.finding(in: PythonScan(EditorText.lines(of: text))) : nil
      python.checked[question.id] = (text, mistake)
    }
  }

  private mutating func checkWrittenPython() {
    python.due = nil
    guard let editing, editing.field == .text, editing.editor.mode == .python else { return python.written = nil }
    let editor = editing.editor
    var now =
      python.written.flatMap { $0.question == editing.question && $0.layerChanges == layerChanges ? $0 : nil }
      ?? PythonChecks.Written(question: editing.question, layerChanges: layerChanges, revision: -1)
    if now.revision != editor.revision {
      // What was there when the field was opened isn't being written.
      if now.revision >= 0 { now.changed = clock.nanoseconds }
      now.revision = editor.revision
      now.mistake = editor.scan.flatMap { PythonCheck.finding(in: $0) }
    }
    let end = now.changed == 0 ? 0 : now.changed + PythonChecks.pause
    let isBeingWritten = now.mistake?.writtenIn.contains(editor.cursor.line) ?? false
    now.isShown = !isBeingWritten || clock.nanoseconds >= end
    if now.mistake != nil, !now.isShown { python.due = end }
    python.written = now
  }
}
