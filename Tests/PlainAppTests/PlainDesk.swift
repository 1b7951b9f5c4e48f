import AnswerBook
import BatchJob
import Experiments
import LessonFormat
import Lessons
import PlainApp
import Session
import WorkerPool

/// A plain workbook that tests type lines into. Runs and saves finish at once.
struct PlainDesk {
  var workbook: PlainWorkbook
  /// Every line so far.
  var lines: [String] = []
  /// Every effect so far.
  var effects: [PlainEffect] = []
  /// Why nothing can be saved; `nil` if everything can.
  var saveFailure: String?
  /// Where the folder is since it was renamed.
  var newFolder: String?
  /// What a Python program prints and finds.
  var printed = ""
  var found = PythonFindings()
  private var clock: UInt64 = 0

  /// The built-in lesson.
  static let lesson: Lesson = {
    do { return try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md") } catch {
      preconditionFailure("\(error)")
    }
  }()

  init(
    _ lesson: Lesson = PlainDesk.lesson, book: AnswerBook = AnswerBook(), at: String? = nil, readOnly: String? = nil,
    isInteractive: Bool = false, fileEdit: @escaping @Sendable (String) -> OutsideEdit? = { _ in nil }
  ) {
    workbook = PlainWorkbook(
      lesson: lesson, book: book, readOnly: readOnly,
      surroundings: PlainSurroundings(
        usableCores: 4, folder: "./folder", isInteractive: isInteractive, hasSLURM: true,
        lookUp: { paths in Dictionary(uniqueKeysWithValues: paths.map { ($0, PathFacts(isProgram: true)) }) },
        filesToHandIn: { ["answers.md"] }, evidence: { ["Run a isn't in the journal."] }, fileEdit: fileEdit,
        localTime: { _ in "25 Nov 12:00" }), at: at)
    perform(workbook.start())
  }

  /// Types lines; returns the replies in one line.
  @discardableResult
  mutating func type(_ lines: String...) -> String {
    let before = self.lines.count
    for line in lines { perform(workbook.handle(line)) }
    return self.lines[before...].map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  mutating func perform(_ reply: PlainReply) {
    lines += reply.lines
    for effect in reply.effects {
      effects.append(effect)
      switch effect {
      case .startRun(let request) where request.cell != nil:
        var run = Self.record(of: request)
        run.report.result = .python(found)
        perform(workbook.runOutput(Array(printed.utf8)))
        perform(workbook.runFinished(run))
      case .startRun(let request): perform(workbook.runFinished(Self.record(of: request)))
      case .save(let request):
        var outcome = SaveOutcome(of: request)
        if let saveFailure {
          if outcome.revision != nil { outcome.failure = saveFailure }
          for run in outcome.runs { outcome.runFailures[run] = saveFailure }
        }
        outcome.newFolder = newFolder
        perform(workbook.note(outcome))
      default: break
      }
    }
  }

  /// Lets time pass; returns what was said.
  @discardableResult
  mutating func wait(seconds: Double) -> String {
    let before = lines.count
    clock += UInt64(seconds * 1e9)
    perform(workbook.tick(nanoseconds: clock, wallClock: 1_700_000_000 + Double(clock) / 1e9))
    return lines[before...].joined(separator: " ")
  }

  /// A run as a pool would have made it, without events.
  static func record(of request: RunRequest) -> RecordedRun {
    let workers = request.knobs.processes
    let report = RunReport(
      task: request.task, processes: workers, schedule: request.knobs.schedule, chunk: 1, items: workers,
      parent: ParentReport(pid: 100),
      workers: (0..<workers).map {
        WorkerReport(
          name: "worker-\($0 + 1)", pid: Int32(101 + $0), host: "n1", items: 1, chunks: 1, busy_s: 1, idle_s: 0)
      }, assignment: nil, runs_s: [1], mean_s: 1, stddev_s: 0, startup_s: 0.01, seeds: nil,
      result: .sleep(seconds: 1))
    return RecordedRun(
      id: "run-\(workers)", experiment: request.experiment, group: request.group, began: 1_700_000_000,
      machine: Machine(host: "n1", usableCores: 4, processor: "Test"), knobs: request.knobs, report: report, events: [])
  }
}
