internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Carries out a command.
  mutating func perform(_ command: PlainCommand) {
    if command != .cancel { isSure = nil }
    switch command {
    case .next: move(by: 1)
    case .back: move(by: -1)
    case .read: show()
    case .sections: listSections()
    case .list: listStops()
    case .go(let word): go(word)
    case .run(let id):
      if let job = id.isEmpty ? jobHere : session.job(id) { submit(job) } else { run(id) }
    case .job, .output, .cancel: performForJob(command)
    case .check: run("", checksOnly: true)
    case .traceback: traceback()
    case .stop: say(Refused.nothingIsRunning.sentence(advice: "run runs what is here."))
    case .runs, .knobs, .reset, .ask, .set: performForExperiment(command)
    case .answer(let text): answer(text)
    case .show, .hint, .solution, .line, .insert, .delete, .edit: performForQuestion(command)
    case .timeline: timeline()
    case .kill: say(Refused.nothingIsRunning.sentence(advice: "kill 2 kills worker 2 during a run."))
    case .restore:
      if attempt({ session throws(Refused) in try session.useNewerAnswers() }) != nil {
        say("Your answers are now those of the journal.")
      }
    case .handIn: handIn()
    case .pack: pack()
    case .stage: stage()
    case .name(let words): name(words)
    case .help: list(PlainHelp.lines)
    case .quit: emit(.quit)
    case .other(let line): interpret(line)
    }
  }

  /// The stop where the student is.
  var here: PlainStop { stops[stopIndex] }

  /// The prompt for a command: where the student is.
  var commandPrompt: String {
    switch here.content {
    case .experiment(let spec): "experiment \(spec.id)"
    case .job(let spec): "batch job \(spec.id)"
    case .question(let question, let number): "question \(number), \(question.id)"
    case .nothing: "section \(here.section + 1)"
    }
  }

  /// The index of the stop with this id. The id of a section means its first stop.
  func stop(named id: String) -> Int? {
    if let section = lesson.sections.firstIndex(where: { $0.id == id }) {
      return stops.firstIndex { $0.section == section }
    }
    return stops.firstIndex { $0.id(in: lesson) == id }
  }

  /// Shows everything at this stop.
  mutating func show() {
    list([""])
    if here.isFirst {
      let section = lesson.sections[here.section]
      say(
        "Section \(here.section + 1) of \(lesson.sections.count)\(section.isOptional ? ", optional" : ""): \(section.title)"
      )
      list([""])
    }
    let lines = prose.lines(here.prose)
    list(lines)
    if !lines.isEmpty { list([""]) }
    if lesson.sections[here.section].showsFigures, isLastOfSection { showFigures() }
    switch here.content {
    case .experiment(let spec): describe(spec)
    case .job(let spec): describe(spec)
    case .question(let question, let number): describe(question, number: number)
    case .nothing: sayWhereToGo()
    }
  }

  private var isLastOfSection: Bool {
    stopIndex + 1 == stops.count || stops[stopIndex + 1].section != here.section
  }

  /// Shows what the student measured, experiment by experiment.
  private mutating func showFigures() {
    let rows = session.figures.map { $0.cells(.unicode) }
    if rows.isEmpty {
      say(MeasuredExperiment.none)
    } else {
      list(PlainProse.table(MeasuredExperiment.header, rows, [.left, .right, .right, .right, .right]))
    }
    list([""])
  }

  private mutating func sayWhereToGo() {
    if stopIndex + 1 < stops.count {
      say("This is the end of the section. Press Enter to go on to the next one.")
    } else {
      say("This is the end of the lesson. Type quit to leave, or back or go to read on somewhere else.")
    }
  }

  private mutating func move(by step: Int) {
    let next = stopIndex + step
    guard stops.indices.contains(next) else {
      let progress = book.progress(in: lesson)
      say(
        step < 0
          ? "This is the start of the lesson."
          : "This is the end of the lesson. You have answered \(progress.answered) of \(progress.all) questions. "
            + "Type sections to see what is left, or quit to leave.")
      return
    }
    arrive(at: next)
  }

  private mutating func arrive(at next: Int) {
    stopIndex = next
    session.visit(here.id(in: lesson))
    show()
  }

  private mutating func go(_ word: String) {
    if let number = Int(word), lesson.sections.indices.contains(number - 1) {
      arrive(at: stops.firstIndex { $0.section == number - 1 } ?? stopIndex)
    } else if let stop = stop(named: word) {
      arrive(at: stop)
    } else {
      say("There is nothing called \(word): sections and list show where you can go.")
    }
  }

  private mutating func listSections() {
    for (index, section) in lesson.sections.enumerated() {
      let progress = book.progress(of: section.questions)
      let state = progress.all == 0 ? "no questions" : "\(progress.answered) of \(progress.all) answered"
      say(
        "\(index + 1). \(section.title)\(section.isOptional ? ", optional" : ""): \(state)\(index == here.section ? ", you are here" : "")",
        hanging: 3)
    }
    say("Type go 2 to go to section 2.")
  }

  private mutating func listStops() {
    for stop in stops where stop.section == here.section {
      switch stop.content {
      case .experiment(let spec):
        let runs = book.runs[spec.id]?.count ?? 0
        say("experiment \(spec.id): \(runs == 0 ? "not run yet" : "run \(counted(runs, "time"))")")
      case .job(let spec):
        let jobs = book.jobs[spec.id]?.count ?? 0
        say("batch job \(spec.id): \(jobs == 0 ? "not submitted yet" : "submitted \(counted(jobs, "time"))")")
      case .question(let question, let number):
        say("question \(number), \(question.id): \(book.isAnswered(question) ? "answered" : "not answered yet")")
      case .nothing: break
      }
    }
    say("Type go and an id to go to one of them.")
  }
}
