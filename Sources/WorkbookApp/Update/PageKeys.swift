internal import AnswerBook
internal import Canvas
internal import LessonFormat

extension Model {
  /// A key while the page is read.
  mutating func pressOnPage(_ key: Key) -> [Effect] {
    if moved(by: key) { return [] }
    switch key {
    case .character("q"): return quit()
    case .character("?"), .function(1): overlay = .help(scroll: 0)
    case .character("o"), .character("g"): openOutline()
    case .escape: dismiss()
    case .control("c"):
      if live != nil { return stop() }
      remark = "q leaves the workbook; everything is kept."
    case .character("x"): aim()
    case .enter: return enter()
    case .control("e"): return openEditor()
    case .character("h"): takeHint()
    case .character("s"): showSolution()
    case .character("r"): return start()
    case .character("k"): openKnobs()
    case .character("t"): return openTimeline()
    case .left: stepThroughRuns(by: 1)
    case .right: stepThroughRuns(by: -1)
    default: break
    }
    return []
  }

  private mutating func moved(by key: Key) -> Bool {
    let height = max(2, frame.page.height)
    switch key {
    case .down: step(1)
    case .up: step(-1)
    case .paragraphDown: scroll(by: 1)
    case .paragraphUp: scroll(by: -1)
    case .tab: jump(1)
    case .backTab: jump(-1)
    case .pageDown, .character(" "): scroll(by: height - 2)
    case .pageUp, .character("b"): scroll(by: 2 - height)
    case .control("d"): scroll(by: height / 2)
    case .control("u"): scroll(by: -height / 2)
    case .home: scroll(toEnd: false)
    case .end: scroll(toEnd: true)
    case .character("n"): if place.section + 1 < lesson.sections.count { open(place.section + 1) }
    case .character("p"): if place.section > 0 { open(place.section - 1) }
    default: return false
    }
    return true
  }

  private mutating func enter() -> [Effect] {
    if let question = currentQuestion { beginAnswer(to: question) }
    if let spec = currentExperiment, let question = book.shutBy(spec.id, in: lesson),
      let there = Place(of: question.id, in: lesson)
    {
      open(there.section, stop: there.stop)
    }
    return []
  }

  private mutating func dismiss() {
    if saving.failure != nil { saving.failure = nil } else if !notices.isEmpty { notices.removeFirst() }
  }

  private mutating func takeHint() {
    guard let question = currentQuestion, !question.hints.isEmpty else { return }
    var answer = book.answers[question.id] ?? Answer()
    guard answer.hintsTaken < question.hints.count else {
      remark = "There is no further hint."
      return
    }
    answer.hintsTaken = max(0, answer.hintsTaken) + 1
    touch()
    showingMore { $0.book.answers[question.id] = answer }
  }

  private mutating func showSolution() {
    guard let question = currentQuestion, !question.solution.isEmpty else { return }
    guard book.isAnswered(question) else {
      remark = "The solution opens once you have answered: enter."
      return
    }
    if openSolutions.remove(question.id) != nil { return }
    showingMore { $0.openSolutions.insert(question.id) }
    if book.answers[question.id]?.solutionSeen == false {
      book.answers[question.id]?.solutionSeen = true
      touch()
    }
  }

  private mutating func stepThroughRuns(by step: Int) {
    guard let spec = currentExperiment, live?.experiment != spec.id else { return }
    let count = groups(of: spec).count
    stepsBack[spec.id] = min(max(0, (stepsBack[spec.id] ?? 0) + step), max(0, count - 1))
  }
}
