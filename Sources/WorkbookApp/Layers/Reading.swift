internal import Canvas
internal import LessonFormat
internal import Session

/// The page itself: reading it, and what can be done at the experiment or the question that has the focus.
struct Reading: Layer {
  /// Groups of the page's keys that layers add theirs to.
  enum Group: Sendable { case experiment, cell, job, anywhere }

  static let advice = "? shows every key."
  static let sections = [
    BindingSection("Reading", [move, jump, page, halfPage, row, ends]),
    BindingSection(
      "At an experiment", [run, stop, stopProgram] + Layers.openings(.experiment) + [stepThroughRuns, goToLock]),
    BindingSection("At a Python program", [more] + Layers.openings(.cell) + [watch, chooseWorker]),
    BindingSection("At a batch job", [submitJob] + Layers.openings(.job) + [stepThroughJobs, writeJobFile]),
    BindingSection("At a question", [answer, writeElsewhere, hint, solution]),
    BindingSection(
      "Anywhere in the lesson", [nextSection, previousSection] + Layers.openings(.anywhere) + [dismiss, newer, quit]),
  ]

  // MARK: - Moving

  private static let move = Binding<Reading>(
    [.up: -1, .down: 1], "move along the page, to the next experiment or question",
    when: { _, model in .yes(model.hasWayToMove ? "move" : nil) },
    step: { _, model, step in model.moving(step) { $0.step(step) } })

  private static let jump = Binding<Reading>(
    [.tab: 1, .backTab: -1], "jump to the next, the previous experiment or question"
  ) { _, model, step in model.moving(step) { $0.jump(step) } }

  private static let page = Binding<Reading>(
    [.character(" "): 1, .character("b"): -1], also: [.pageDown: 1, .pageUp: -1], "a page down, a page up"
  ) { _, model, step in model.moving(step) { $0.scroll(by: step * ($0.pageHeight - 2)) } }

  private static let halfPage = Binding<Reading>(
    [.control("d"): 1, .control("u"): -1], "half a page down, half a page up"
  ) { _, model, step in model.moving(step) { $0.scroll(by: step * $0.pageHeight / 2) } }

  private static let row = Binding<Reading>(
    [.paragraphDown: 1, .paragraphUp: -1], "a row down, a row up"
  ) { _, model, step in model.moving(step) { $0.scroll(by: step) } }

  private static let ends = Binding<Reading>(
    [.home: -1, .end: 1], "the start, the end of the section"
  ) { _, model, step in model.moving(step) { $0.scroll(toEnd: step > 0) } }

  // MARK: - Anywhere

  private static let nextSection = Binding<Reading>(
    ["n"], "go to the next section", rank: 3,
    when: { _, model in
      model.place.section + 1 < model.lesson.sections.count
        ? .yes("next") : .no("This is the last section: p goes to the previous one.")
    },
    act: { _, model, _ in
      model.open(model.place.section + 1)
      return []
    })

  private static let previousSection = Binding<Reading>(
    ["p"], "go to the previous section", rank: 5,
    when: { _, model in
      model.place.section > 0 ? .yes("previous") : .no("This is the first section: n goes to the next one.")
    },
    act: { _, model, _ in
      model.open(model.place.section - 1)
      return []
    })

  private static let dismiss = Binding<Reading>(
    [.key(.escape)], "dismiss a notice", rank: 2,
    when: { _, model in
      model.notices.isEmpty && model.shownFailure == nil && model.session.newerAnswersNotice == nil
        ? .no("There is nothing to dismiss: q leaves the workbook.") : .yes("dismiss")
    },
    act: { _, model, _ in
      model.dismissNotice()
      return []
    })

  private static let newer = Binding<Reading>(
    ["u"], "use newer answers from the journal", rank: 1,
    when: { _, model in
      model.session.newerAnswersNotice == nil ? .no("The journal has no newer answers.") : .yes("use newer answers")
    },
    act: { _, model, _ in
      guard model.attempt({ session throws(Refused) in try session.useNewerAnswers() }) != nil else { return [] }
      return model.saveNow()
    })

  private static let quit = Binding<Reading>(
    ["q"], "quit; a run under way is stopped, and everything is saved", line: "quit"
  ) { _, model, _ in model.quit() }
}

extension Model {
  /// Moves along the page, or says that its end has been reached.
  fileprivate mutating func moving(_ direction: Int, _ body: (inout Model) -> Void) {
    let before = place
    body(&self)
    guard place == before else { return }
    let isLast = place.section + 1 == lesson.sections.count
    remark =
      direction < 0
      ? "This is the start of the section."
      : isLast ? "This is the end of the lesson." : "This is the end of the section: n goes to the next one."
  }

  /// Whether the section has more than one place to be at.
  fileprivate var hasWayToMove: Bool { !section.stops.isEmpty || page.lines.count > frame.page.height }

  /// How many rows a page key moves by.
  fileprivate var pageHeight: Int { max(2, frame.page.height) }
}
