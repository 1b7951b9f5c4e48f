package import AnswerBook
package import Experiments
package import LessonFormat

/// A student's work on a lesson: the record, the settings of the experiments, and the rules that both workbooks follow.
///
/// It is a value and does no input or output. Both workbooks make every change through it and show its sentences, so that
/// a setting or an answer gets the same reply on the screen and with `--plain`.
package struct Session: Sendable {
  /// The lesson.
  package let lesson: Lesson
  /// Why nothing can be recorded, as a sentence; `nil` if it can.
  package let readOnly: String?
  /// The student's record.
  package var book: AnswerBook
  /// Which changes of the record are on the disk.
  package internal(set) var saving = Saving()
  /// Where the student's folder was at the last save, if it was renamed meanwhile.
  package internal(set) var newFolder: String?
  /// The settings the student changed, by experiment id.
  private var settings: [String: ExperimentSettings] = [:]
  /// Why the last run of an experiment failed, by experiment id.
  package internal(set) var failures: [String: String] = [:]
  /// What was last seen of batch jobs, by their marks.
  var sights: [String: JobSight] = [:]
  /// The machine's name.
  let host: String
  /// The Python that runs code cells; `nil` until it is known.
  package var python: PythonFacts?
  /// How many samples the experiments draw that leave it to the machine; `nil` until it is known.
  var chosenSamples: Int?
  /// The student's position at the last change of the record.
  private var recordedPosition: String?

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
    recordedPosition = book.position
    chosenSamples = samplesOfFirstRun
  }

  /// How many times the record has changed.
  package var revision: Int { saving.revision }

  /// Marks the record as changed. The revision of a record that can't be saved stays the same.
  mutating func markChanged() {
    guard readOnly == nil else { return }
    saving.noteChange()
    recordedPosition = book.position
  }

  /// Adds the changes of the answers to the history.
  ///
  /// - Parameter time: Seconds since 1970.
  package mutating func note(changesSince answers: [String: Answer], at time: Double) {
    book.note(changesSince: answers, at: time)
  }

  /// A question's number in the lesson, from 1.
  package func number(of question: Question) -> Int {
    (lesson.questions.firstIndex { $0.id == question.id } ?? 0) + 1
  }

  /// The experiment with this id.
  package func experiment(_ id: String) -> ExperimentSpec? { lesson.experiments.first { $0.id == id } }

  /// The batch job with this id.
  package func job(_ id: String) -> JobSpec? { lesson.jobs.first { $0.id == id } }

  /// The question with this id.
  package func question(_ id: String) -> Question? { lesson.questions.first { $0.id == id } }
}

extension Session {
  /// Remembers the section, experiment or question where the student is.
  ///
  /// Moving alone doesn't mark the record as changed; `recordPosition` does.
  package mutating func visit(_ id: String?) { book.position = id }

  /// Marks the record as changed if the student has moved since its last change. An empty record stays unchanged.
  package mutating func recordPosition() {
    if !book.isUntouched, book.position != recordedPosition { markChanged() }
  }
}

extension Session {
  /// The settings of an experiment: the student's, or the lesson's if the student hasn't changed them.
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

  /// Restores the lesson's settings of an experiment.
  package mutating func reset(_ spec: ExperimentSpec) { settings[spec.id] = nil }
}
