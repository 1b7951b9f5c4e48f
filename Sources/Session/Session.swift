package import AnswerBook
package import Experiments
package import LessonFormat

/// A student at work on a lesson: the record, how the experiments are set, and the rules both workbooks follow.
///
/// It is a value and does no input or output. The front ends show what it says and ask it for every change, so that a
/// setting or an answer gets the same verdict and the same sentence on the screen and in lines.
package struct Session: Sendable {
  /// The lesson.
  package let lesson: Lesson
  /// Why nothing can be recorded, as a sentence; `nil` if it can.
  package let readOnly: String?
  /// The student's record.
  package var book: AnswerBook
  /// What of it is on the disk.
  package internal(set) var saving = Saving()
  /// The settings the student changed, by experiment id.
  private var settings: [String: ExperimentSettings] = [:]
  /// Why the last run of an experiment failed, by experiment id.
  package internal(set) var failures: [String: String] = [:]
  /// The machine's name.
  let host: String
  /// How many samples the experiments draw that leave it to the machine; `nil` until it is known.
  var chosenSamples: Int?
  /// The position when the record last changed.
  private var keptPosition: String?

  /// Starts with a record.
  ///
  /// - Parameters:
  ///   - readOnly: Why nothing can be recorded, as a sentence.
  ///   - host: The name of the machine that runs are made on.
  package init(lesson: Lesson, book: AnswerBook, readOnly: String? = nil, host: String = "") {
    self.lesson = lesson
    self.book = book
    self.readOnly = readOnly
    self.host = host
    keptPosition = book.position
    chosenSamples = samplesOfFirstRun
  }

  /// Counts the changes of the record.
  package var revision: Int { saving.revision }

  /// Marks the record as changed. A record that can't be saved keeps its revision.
  mutating func touch() {
    guard readOnly == nil else { return }
    saving.noteChange()
    keptPosition = book.position
  }

  /// Writes into the history what changed in the answers.
  ///
  /// - Parameter time: Seconds since 1970.
  package mutating func note(changesSince answers: [String: Answer], at time: Double) {
    book.note(changesSince: answers, at: time)
  }

  /// A question's number: its place in the lesson, from 1.
  package func number(of question: Question) -> Int {
    (lesson.questions.firstIndex { $0.id == question.id } ?? 0) + 1
  }

  /// The experiment with this id.
  package func experiment(_ id: String) -> ExperimentSpec? { lesson.experiments.first { $0.id == id } }

  /// The question with this id.
  package func question(_ id: String) -> Question? { lesson.questions.first { $0.id == id } }
}

extension Session {
  /// Remembers the section, experiment or question where the student is.
  ///
  /// Moving alone doesn't change the record; `keepPosition` does.
  package mutating func visit(_ id: String?) { book.position = id }

  /// Marks the record as changed if the student has moved since it last was. An untouched record stays untouched.
  package mutating func keepPosition() {
    if !book.isUntouched, book.position != keptPosition { touch() }
  }
}

extension Session {
  /// The settings of an experiment: the student's, or else the lesson's.
  package func settings(of spec: ExperimentSpec) -> ExperimentSettings { settings[spec.id] ?? lessonSettings(of: spec) }

  /// Sets a knob of an experiment from text; if it throws, nothing has changed.
  package mutating func set(_ knob: Knob, to text: String, of spec: ExperimentSpec) throws(KnobError) {
    var changed = settings(of: spec)
    try changed.set(knob, to: text, for: spec)
    settings[spec.id] = changed
  }

  /// Replaces the settings of an experiment.
  package mutating func use(_ settings: ExperimentSettings, for spec: ExperimentSpec) {
    self.settings[spec.id] = settings == lessonSettings(of: spec) ? nil : settings
  }

  /// Goes back to the lesson's settings of an experiment.
  package mutating func reset(_ spec: ExperimentSpec) { settings[spec.id] = nil }
}
