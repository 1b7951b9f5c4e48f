import Canvas
import Experiments
import LessonFormat
import Posix
import PythonCells
import WorkbookApp

extension PresentScreen: LoopApp {}
extension PresentScreen.Message: LoopMessage {}
extension NotesScreen: LoopApp {
  var wantsTicks: Bool { false }
  var countsEveryKey: Bool { false }
}
extension NotesScreen.Message: LoopMessage {}

/// Performs the effects of a presentation: makes runs, and says where it is. It saves nothing.
final class PresentEffects: LoopEffects {
  typealias App = PresentScreen

  private let mailbox: Mailbox<PresentScreen.Message>
  private var runs: [Int: BackgroundRun] = [:]
  private let place = PresentPlace()
  private let began = SystemClock.wall
  /// Where the lesson's programs run; made for the first of them.
  private var folder: ProgramFolder?

  init(mailbox: Mailbox<PresentScreen.Message>) { self.mailbox = mailbox }

  func didDrawFirstFrame(_ app: PresentScreen) {
    publish(app.page, app.step, app.deck.id)
    guard let modules = app.deck.neededModules else { return }
    // Without a thread, the first run says what is missing.
    try? startThread { [mailbox] in mailbox.post(.pythonFound(.find(needs: modules))) }
  }

  func perform(_ effect: PresentScreen.Effect, in loop: EventLoop<PresentEffects>) {
    switch effect {
    case .startRun(let token, let request, let programs):
      runs = runs.filter { !$0.value.isOver }
      do throws(Refusal) { try start(token, request, programs) } catch {
        mailbox.post(.runFailed(token: token, error.sentence))
      }
    case .stopRun(let token): runs[token]?.stop()
    case .publish(let page, let step): publish(page, step, loop.app.deck.id)
    case .suspend:
      loop.dropKeys()
      loop.suspend()
    case .redraw: loop.screen.redraw()
    case .quit: loop.end(code: 0)
    }
  }

  private func start(_ token: Int, _ request: RunRequest, _ programs: [ProgramFile]) throws(Refusal) {
    if request.cell != nil {
      if folder == nil { folder = try ProgramFolder() }
      for program in programs { try folder?.write(program) }
    }
    let path = folder?.path ?? "."
    runs[token] = BackgroundRun(request, folder: { path }) { [mailbox] report in
      switch report {
      case .events(let events): mailbox.post(.runEvents(token: token, events))
      case .output(let bytes): mailbox.post(.runOutput(token: token, bytes))
      case .progress: break
      case .finished(let run): mailbox.post(.runFinished(token: token, run))
      case .failed(let error): mailbox.post(.runFailed(token: token, error.description))
      }
    }
  }

  private func publish(_ page: Int, _ step: Int, _ lesson: String) {
    place.write(NotesScreen.Place(lesson: lesson, page: page, step: step, began: began))
  }

  func flush(in loop: EventLoop<PresentEffects>) {}

  func close() {
    for run in runs.values { run.stop() }
    for run in runs.values { run.end() }
    folder?.remove()
    place.clear()
  }
}

/// Looks where the presentation is, for the speaker's notes.
final class NotesEffects: LoopEffects {
  typealias App = NotesScreen

  func perform(_ effect: NotesScreen.Effect, in loop: EventLoop<NotesEffects>) {
    switch effect {
    case .redraw: loop.screen.redraw()
    case .quit: loop.end(code: 0)
    }
  }

  func flush(in loop: EventLoop<NotesEffects>) {}
  func close() {}
}

/// Reports where the presentation of a lesson is, again and again, until the program ends.
func watchPresentation(of lesson: String, _ mailbox: Mailbox<NotesScreen.Message>) throws(SystemError) {
  try startThread {
    let place = PresentPlace()
    var last: NotesScreen.Place?
    var isFirst = true
    while true {
      let now = place.read(lesson: lesson)
      if now != last || isFirst, !mailbox.post(.moved(now)) { return }
      (last, isFirst) = (now, false)
      sleepFor(seconds: 0.2)
    }
  }
}
