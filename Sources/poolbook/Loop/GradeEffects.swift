import AnswerBook
import Canvas
import HandIns
import Posix
import WorkbookApp

extension GradeScreen: LoopApp {}
extension GradeScreen.Message: LoopMessage {}

/// Performs the effects of grading: writes every change down at once.
final class GradeEffects: LoopEffects {
  typealias App = GradeScreen

  private let file: GradeFile

  init(_ file: GradeFile) { self.file = file }

  func perform(_ effect: GradeScreen.Effect, in loop: EventLoop<GradeEffects>) {
    switch effect {
    case .write(var change, let before):
      change.when = Instant.now.iso8601
      // A line is short, and what was given must not be lost whatever happens next.
      do throws(GradeFileError) { try file.append(change) } catch {
        loop.send(.failed(error.description, undo: before), urgent: true)
      }
    case .suspend:
      loop.dropKeys()
      loop.suspend()
    case .redraw: loop.screen.redraw()
    case .quit: loop.end(code: 0)
    }
  }

  func flush(in loop: EventLoop<GradeEffects>) {}
  func close() {}
}
