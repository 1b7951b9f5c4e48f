import Canvas
import WorkbookApp

extension ReplayScreen: LoopApp {
  var nextTick: UInt64? { nil }
  var countsEveryKey: Bool { false }
}

extension ReplayScreen.Message: LoopMessage {}

/// Performs the effects of a replay, which has nothing to save.
final class ReplayEffects: LoopEffects {
  typealias App = ReplayScreen

  func perform(_ effect: ReplayScreen.Effect, in loop: EventLoop<ReplayEffects>) {
    switch effect {
    case .suspend: loop.suspend()
    case .redraw: loop.screen.redraw()
    case .quit(let code): loop.end(code: code)
    }
  }

  func flush(in loop: EventLoop<ReplayEffects>) {}
  func close() {}
}
