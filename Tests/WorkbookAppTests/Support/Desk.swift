import AnswerBook
import Canvas
import Experiments
import LessonFormat
import Lessons
import WorkerPool

@testable import WorkbookApp

/// A workbook and a student: runs finish at once, and every save succeeds.
struct Desk {
  var model: Model
  /// Every effect so far.
  var effects: [Effect] = []
  /// Whether runs that are started finish at once.
  var finishesRuns = true
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
    height: Int = 24, readOnly: String? = nil, notices: [String] = [], ascii: Bool = false, editor: String? = "vi"
  ) {
    model = Model(
      lesson: lesson, book: book,
      surroundings: Surroundings(
        machine: Desk.machine, readOnly: readOnly, notices: notices, hasEditor: editor, ascii: ascii,
        folder: "./sharing-work"), at: at)
    send(.resized(Size(width: width, height: height)))
    send(.tick(nanoseconds: clock, wallClock: 1_700_000_000))
  }

  mutating func send(_ message: Message) {
    for effect in update(&model, message) {
      effects.append(effect)
      switch effect {
      case .saveNow: send(.saved(revision: model.revision))
      case .startRun(let token, let requests) where finishesRuns:
        for request in requests {
          clock += 1
          let run = FakeRun(request, at: clock)
          send(.runEvents(token: token, run.events))
          send(.runFinished(token: token, [run.record]))
        }
      default: break
      }
    }
  }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  mutating func type(_ text: String) {
    for character in text { send(.key(character == "\n" ? .enter : .character(character))) }
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
