internal import Experiments
internal import LessonFormat
internal import Session

/// The knobs of an experiment while they are being changed.
struct KnobPanel: Sendable, Equatable {
  /// The experiment.
  let spec: ExperimentSpec
  /// The values that the lesson gives.
  let lesson: ExperimentSettings
  /// The current knob, counted from 0.
  private(set) var cursor = 0
  /// The values; the task can always run with them.
  private(set) var settings: ExperimentSettings
  /// What is being typed for the current knob.
  private(set) var editor: TextEditor
  /// Why the typed text can't be used.
  private(set) var error: String?
  /// The values before anything was typed for the current knob.
  private var before: ExperimentSettings

  private let usualValues: [String: [UsualValue]]

  /// Opens the knobs of an experiment with the values that they have.
  init(spec: ExperimentSpec, in session: Session) {
    self.spec = spec
    lesson = session.lessonSettings(of: spec)
    settings = session.settings(of: spec)
    usualValues = Dictionary(
      spec.task.knobs.map { ($0.name, session.usualValues(of: $0, in: spec)) }, uniquingKeysWith: { first, _ in first })
    before = settings
    editor = TextEditor(mode: .line)
    open(0)
  }

  /// The knobs.
  var names: [Knob] { Session.knobs(of: spec) }
  /// The current knob.
  var current: Knob { names[cursor] }

  /// The words that the current knob chooses from; `nil` if it takes a number or a list.
  var choices: [String]? { current.choices }

  /// Makes another knob the current one; an invalid value that was typed is dropped.
  mutating func move(by step: Int) { open(min(max(0, cursor + step), names.count - 1)) }

  /// Chooses the next word for the current knob, or the previous one.
  mutating func choose(by step: Int) {
    guard let words = choices else { return }
    let index = words.firstIndex(of: settings.text(of: current)) ?? 0
    try? settings.set(current, to: words[(index + step + words.count) % words.count], for: spec)
    open(cursor)
  }

  /// Types into the current knob and uses the new value if it is valid; otherwise the knob keeps the value it had.
  mutating func type(_ body: (inout TextEditor) -> Void) {
    let revision = editor.revision
    body(&editor)
    guard editor.revision != revision else { return }
    settings = before
    error = nil
    do throws(KnobError) {
      try settings.set(current, to: editor.text, for: spec)
    } catch {
      self.error = error.description
    }
  }

  /// The values that the current knob often has.
  var usual: [UsualValue] { usualValues[current.name] ?? [] }

  /// The usual value after the one that the current knob has; `nil` if there is no other.
  var nextUsual: UsualValue? {
    let text = settings.text(of: current)
    let index = usual.firstIndex { $0.text == text }.map { ($0 + 1) % usual.count } ?? 0
    return usual.indices.contains(index) && usual[index].text != text ? usual[index] : nil
  }

  /// Gives the current knob its next usual value.
  mutating func useNextUsual() {
    guard let next = nextUsual else { return }
    try? settings.set(current, to: next.text, for: spec)
    open(cursor)
  }

  /// Resets all knobs to the lesson's values.
  mutating func reset() {
    settings = lesson
    open(cursor)
  }

  private mutating func open(_ index: Int) {
    cursor = index
    error = nil
    before = settings
    editor = TextEditor(text: settings.text(of: current), mode: .line)
  }
}
