internal import Experiments
internal import LessonFormat
internal import WorkerPool

/// The knobs of one experiment, open to be turned.
struct KnobPanel: Sendable, Equatable {
  /// The experiment.
  let spec: ExperimentSpec
  /// The knob that has the keys, counted from 0.
  private(set) var cursor = 0
  /// How the knobs are set; always something the task can run with.
  private(set) var settings: ExperimentSettings
  /// What is typed for the knob that has the keys.
  private(set) var editor: TextEditor
  /// Why what is typed can't be.
  private(set) var error: String?

  /// Opens the knobs as they are set.
  init(spec: ExperimentSpec, settings: ExperimentSettings) {
    self.spec = spec
    self.settings = settings
    editor = TextEditor(mode: .line)
    open(0)
  }

  /// The knobs the task heeds.
  var names: [KnobName] { spec.task.knobs }
  /// The knob that has the keys.
  var current: KnobName { names[cursor] }

  /// The words a knob chooses from; nothing where it takes a number or a list.
  static func choices(of knob: KnobName) -> [String]? {
    switch knob {
    case .schedule: Schedule.allCases.map(\.rawValue)
    case .seeding: ["pid", "same", "item"]
    default: nil
    }
  }

  /// Gives the keys to another knob; what was typed and can't be is dropped.
  mutating func move(by step: Int) { open(min(max(0, cursor + step), names.count - 1)) }

  /// Takes the next or the one before of the words a knob chooses from.
  mutating func turn(by step: Int) -> Bool {
    guard let words = KnobPanel.choices(of: current) else { return false }
    let index = words.firstIndex(of: settings.text(of: current)) ?? 0
    try? settings.set(current, to: words[(index + step + words.count) % words.count], for: spec)
    open(cursor)
    return true
  }

  /// Types into the knob and heeds the new value where it can be.
  mutating func type(_ body: (inout TextEditor) -> Bool) -> Bool {
    let before = editor.revision
    let isHandled = body(&editor)
    guard editor.revision != before else { return isHandled }
    do throws(KnobError) {
      try settings.set(current, to: editor.text, for: spec)
      error = nil
    } catch {
      self.error = error.description
    }
    return true
  }

  /// Goes back to what the lesson says.
  mutating func reset() {
    settings = ExperimentSettings(spec)
    open(cursor)
  }

  private mutating func open(_ index: Int) {
    cursor = index
    error = nil
    editor = TextEditor(text: settings.text(of: current), mode: .line)
  }
}
