public import AnswerBook
internal import Canvas
public import LessonFormat
internal import WorkerPool

/// The whole workbook as a value: what the student reads, answers and measures, and what the screen shows.
public struct Model: Sendable {
  /// What is worked through.
  public let lesson: Lesson
  /// Where it is worked through.
  public let surroundings: Surroundings
  /// The student's record.
  public internal(set) var book: AnswerBook
  /// Counts the changes of the record, so that the program knows when there is something to save.
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
  /// Why the last run of an experiment failed.
  var failures: [String: String] = [:]
  /// What workers wrote in the last run of an experiment, if that failed.
  var failedOutput: [String: [OutputPane.Writer]] = [:]
  /// How many runs before the last one is shown, by experiment; the last one if there is no entry.
  var stepsBack: [String: Int] = [:]
  /// Solutions that are shown.
  var openSolutions: Set<String> = []
  var notices: [String]
  /// A sentence about the last key, shown until the next one.
  var remark: String?
  var nextToken = 1
  /// The place in the record when it was last changed.
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
    // A student who opens the workbook at a place is there, even without moving.
    if Place(of: at, in: lesson) != nil { self.book.position = at }
    if let sentence = surroundings.readOnly, !notices.contains(sentence) { notices.append(sentence) }
    if let at, Place(of: at, in: lesson) == nil {
      notices.append("There is no “\(at)” in this lesson; o shows what there is.")
    }
    layouts.prepare(for: self)
    settle(toStop: place.stop)
  }

  /// Whether something on the screen moves by itself: a run, or a timeline that plays.
  public var wantsTicks: Bool { live != nil || layer.wantsTicks }

  /// The section being read.
  var section: Lesson.Section { lesson.sections[place.section] }

  /// Marks the record as changed, unless the folder is read-only.
  mutating func touch() {
    guard surroundings.readOnly == nil else { return }
    revision += 1
    keptPosition = book.position
  }
}

/// The time of the last tick.
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
