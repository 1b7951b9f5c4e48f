public import AnswerBook
internal import Canvas
public import LessonFormat
internal import WorkerPool

/// The whole workbook as a value: what is read, answered and measured, and what the screen shows of it.
public struct Model: Sendable {
  /// What is worked through.
  public let lesson: Lesson
  /// Where it is worked through.
  public let surroundings: Surroundings
  /// The student's record.
  public internal(set) var book: AnswerBook
  /// Counts every change of the record, so that whoever saves knows whether there is something to save.
  public internal(set) var revision = 0

  var saving = Saving()
  var size = Size(width: 80, height: 24)
  var place: Place
  /// What has the keys.
  var layer: any Layer = Reading()
  /// Counts how often the keys went to another layer.
  var layerChanges = 0
  var knobs: [String: ExperimentSettings] = [:]
  var live: LiveRun?
  /// Why the last run of an experiment came to nothing.
  var failures: [String: String] = [:]
  /// What workers wrote in the last run of an experiment, where that came to nothing.
  var failedOutput: [String: [OutputPane.Writer]] = [:]
  /// How many of an experiment's runs the student stepped back from the last one; absent is the last.
  var stepsBack: [String: Int] = [:]
  /// Solutions that stand open.
  var openSolutions: Set<String> = []
  var notices: [String]
  /// Answers one key that did nothing else, until the next key.
  var remark: String?
  var nextToken = 1
  /// The place as the record last had it.
  var keptPosition: String?
  var clock = Clock()
  var layouts = LayoutCache()

  /// Opens the workbook: at `at` (a section, an experiment or a question), otherwise where the student left it.
  public init(lesson: Lesson, book: AnswerBook, surroundings: Surroundings, at: String? = nil) {
    self.lesson = lesson
    self.book = book
    self.surroundings = surroundings
    place = Place(of: at, in: lesson) ?? Place(of: book.position, in: lesson) ?? Place()
    keptPosition = book.position
    notices = surroundings.notices
    // Who opens the workbook at a place is there, even without moving on.
    if Place(of: at, in: lesson) != nil { self.book.position = at }
    if let sentence = surroundings.readOnly, !notices.contains(sentence) { notices.append(sentence) }
    if let at, Place(of: at, in: lesson) == nil {
      notices.append("There is no “\(at)” in this lesson; `o` shows what there is.")
    }
    layouts.prepare(for: self)
    settle(toStop: place.stop)
  }

  /// Whether something on the screen moves by itself: a run, or a recorded run that plays.
  public var wantsTicks: Bool { live != nil || layer.wantsTicks }

  /// The section that is read.
  var section: Lesson.Section { lesson.sections[place.section] }

  /// Marks the record as changed; one that can't be kept stays as it was.
  mutating func touch() {
    guard surroundings.readOnly == nil else { return }
    revision += 1
    keptPosition = book.position
  }
}

/// Time as the last tick told it.
struct Clock: Sendable, Equatable {
  /// The monotonic clock of pool events, nanoseconds.
  var nanoseconds: UInt64 = 0
  /// Seconds since 1970.
  var wall: Double = 0
}

/// How far the record on the disk is behind.
struct Saving: Sendable, Equatable {
  /// The newest revision on the disk.
  var saved = 0
  /// Why the last attempt failed.
  var failure: String?
}
