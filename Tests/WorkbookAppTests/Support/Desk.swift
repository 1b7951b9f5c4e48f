import AnswerBook
import BatchJob
import Canvas
import Experiments
import LessonFormat
import Lessons
import Session
import WorkerPool

@testable import WorkbookApp

/// A workbook and a student: runs finish at once, and so does every save.
struct Desk {
  var model: Model
  /// Every effect so far.
  var effects: [Effect] = []
  /// Whether runs that are started finish at once.
  var finishesRuns = true
  /// Why nothing can be saved; `nil` if everything can.
  var saveFailure: String?
  /// The folders in the student's folder; every path that isn't one is a program.
  var folders: Set<String> = []
  /// What other programs have changed in the files of programs.
  var fileEdits: [OutsideEdit] = []
  /// The files to hand in that are in the student's folder.
  var files: [String] = []
  private var clock: UInt64 = 1_000_000_000

  static let machine = Machine(host: "n1", usableCores: 4, processor: "Test")

  /// The built-in lesson.
  static let lesson: Lesson = {
    do { return try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md") } catch {
      preconditionFailure("\(error)")
    }
  }()

  init(
    _ lesson: Lesson = Desk.lesson, book: AnswerBook = AnswerBook(), at: String? = nil, width: Int = 80,
    height: Int = 24, readOnly: String? = nil, notices: [String] = [], ascii: Bool = false, editor: String? = "vi",
    folder: String = "./sharing-work", hasSLURM: Bool = true, isBuiltIn: Bool = true
  ) {
    model = Model(
      lesson: lesson, book: book,
      surroundings: Surroundings(
        machine: Desk.machine, readOnly: readOnly, notices: notices, editorCommand: editor, ascii: ascii,
        folder: folder, hasSLURM: hasSLURM, isBuiltIn: isBuiltIn), at: at)
    send(.resized(Size(width: width, height: height)))
    send(.tick(nanoseconds: clock, wallClock: 1_700_000_000))
  }

  mutating func send(_ message: Message) {
    for effect in update(&model, message) {
      effects.append(effect)
      switch effect {
      case .save(let request): send(.saved(SaveOutcome(of: request, failing: saveFailure)))
      case .startRun(let token, let request) where finishesRuns:
        clock += 1
        let run = FakeRun(request, at: clock)
        send(.runEvents(token: token, run.events))
        send(.runFinished(token: token, run.record))
      case .readFiles(let token, _): send(.filesRead(token: token, fileEdits))
      case .lookUp(let paths):
        let facts = paths.map { ($0, PathFacts(isFolder: folders.contains($0), isProgram: !folders.contains($0))) }
        send(.pathsLookedUp(Dictionary(facts) { $1 }))
      case .listFiles: send(.filesListed(files, evidence: [], failure: nil))
      default: break
      }
    }
  }

  /// Lets time pass.
  mutating func wait(seconds: Double) {
    clock += UInt64(seconds * 1e9)
    send(.tick(nanoseconds: clock, wallClock: 1_700_000_000 + Double(clock) / 1e9))
  }

  mutating func press(_ keys: Key...) { for key in keys { send(.keys([key])) } }

  mutating func type(_ text: String) {
    for character in text { send(.keys([character == "\n" ? .enter : .character(character)])) }
  }

  /// Goes to an experiment or a question by the outline.
  mutating func go(to id: String) {
    press(.character("o"), .home)
    let entries = model.outline(unfoldingAll: true)
    let index = entries.firstIndex { entry in
      let section = model.lesson.sections[entry.section]
      return entry.stop.map { section.parts[$0].stopID == id } ?? (section.id == id)
    }
    for _ in 0..<(index ?? 0) { press(.down) }
    press(.enter)
  }

  var canvas: Canvas { view(model, size: model.size) }
  var screen: String { canvas.text }
  var keyLine: String { canvas.rows.last ?? "" }
  var sentence: String { canvas.rows.dropLast().last ?? "" }
}

extension SaveOutcome {
  /// How a request ends on a disk where everything fails for a reason, or nothing if there is none.
  init(of request: SaveRequest, failing reason: String?) {
    self.init(of: request)
    guard let reason else { return }
    if revision != nil { failure = reason }
    for run in runs { runFailures[run] = reason }
  }
}
