package import AnswerBook
internal import Canvas
internal import Experiments
package import LessonFormat
package import Session
internal import WorkerPool

/// The whole workbook as a value: what the student reads, answers and measures, and what the screen shows.
package struct Model: Sendable {
  /// The machine, the terminal and the folder.
  package let surroundings: Surroundings
  /// The lesson, the record and the settings, with the rules both workbooks follow.
  package internal(set) var session: Session

  var size = Size(width: 80, height: 24)
  var place: Place
  /// The layer that handles the keys.
  var layer: any Layer = Reading()
  /// How often the layer has changed.
  var layerChanges = 0
  var live: LiveRun?
  /// Which part of the items each worker did in the latest runs.
  var shareOfRun: [(run: String, shares: ItemShares)] = []
  /// What workers wrote in the last run of an experiment, if that failed.
  var failedOutput: [String: [OutputPane.Writer]] = [:]
  /// How many runs before the last one is shown, by experiment; the last one if there is no entry.
  var stepsBack: [String: Int] = [:]
  /// How many sentences about what went wrong in the last run are shown, by experiment; one if there is no entry.
  var sentencesShown: [String: Int] = [:]
  /// The code cells whose files are watched, by question.
  var watched: Set<String> = []
  /// The watched cell to run once the run under way has ended.
  var nextToRun: String?
  /// Whether the student has seen what a lesson's file runs, and with which limits.
  var knowsWhatRuns = false
  /// Solutions that are shown.
  var openSolutions: Set<String> = []
  var notices: [String]
  /// Why saving failed, if the student has read and dismissed that.
  var dismissedFailure: String?
  /// A sentence about the last key, shown until the next one.
  var remark: String?
  /// Whether the student was asked for a name in this session.
  var askedForName = false
  /// The worker that the remark says is being killed, until its end is reported.
  var workerBeingKilled: Int?
  var nextToken = 1
  var clock = ClockReading()
  var layouts = LayoutCache()
  /// The checks of the batch files on the page.
  var scripts = ScriptChecks()
  /// The checks of the Python programs on the page.
  var python = PythonChecks()

  /// Opens the workbook: at `at` (a section, an experiment or a question), otherwise where the student left it.
  package init(lesson: Lesson, book: AnswerBook, surroundings: Surroundings, at: String? = nil) {
    session = Session(lesson: lesson, book: book, readOnly: surroundings.readOnly, host: surroundings.machine.host)
    self.surroundings = surroundings
    place = Place(of: at, in: lesson) ?? Place(of: book.position, in: lesson) ?? Place()
    notices = surroundings.notices
    // A student who opens the workbook at a place is there, even without moving.
    if Place(of: at, in: lesson) != nil { session.visit(at) }
    if let sentence = surroundings.readOnly, !notices.contains(sentence) { notices.append(sentence) }
    if let at, Place(of: at, in: lesson) == nil {
      notices.append("There is no “\(at)” in this lesson; o shows what there is.")
    }
    layouts.prepare(for: self)
    settle(toStop: place.stop)
  }

  /// Whether something on the screen moves by itself: a run, or a timeline that plays.
  package var wantsTicks: Bool { live != nil || layer.wantsTicks }

  /// Whether every key counts, because text is being written.
  package var countsEveryKey: Bool { layer is Editing || layer is KnobPanel }

  /// When it needs a tick although nothing moves, in nanoseconds of the monotonic clock: then something has to
  /// be saved, or an age changes.
  package var nextTick: UInt64? { [session.saving.due, nextSecond, python.due].compactMap { $0 }.min() }

  /// The section being read.
  var section: Lesson.Section { lesson.sections[place.section] }
}

extension Model {
  /// The student's folder, where it is now.
  var folder: String { session.newFolder ?? surroundings.folder }

  /// The lesson.
  package var lesson: Lesson { session.lesson }
  /// The student's record.
  package var book: AnswerBook { session.book }
  /// What of the record is on the disk.
  var saving: Saving { session.saving }

  /// The settings of an experiment.
  func settings(of spec: ExperimentSpec) -> ExperimentSettings { session.settings(of: spec) }
  /// The experiment with this id.
  func experiment(_ id: String) -> ExperimentSpec? { session.experiment(id) }
  /// A question's number: its place in the lesson, from 1.
  func number(of question: Question) -> Int { session.number(of: question) }
  /// The question with this id.
  func question(_ id: String) -> Question? { session.question(id) }
  /// Why the last run of an experiment failed.
  var failures: [String: String] { session.failures }

  /// Does something the session may refuse, and shows why if it does.
  mutating func attempt<Result>(_ body: (inout Session) throws(Refused) -> Result) -> Result? {
    do throws(Refused) { return try body(&session) } catch {
      remark = error.description
      return nil
    }
  }
}

/// The time of the last tick.
struct ClockReading: Sendable, Equatable {
  /// The monotonic clock of pool events, nanoseconds.
  var nanoseconds: UInt64 = 0
  /// Seconds since 1970.
  var wall: Double = 0
}
