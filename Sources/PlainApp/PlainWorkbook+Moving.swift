internal import AnswerBook
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Carries out a command.
  mutating func obey(_ command: PlainCommand) {
    switch command {
    case .next: move(by: 1)
    case .back: move(by: -1)
    case .read: show()
    case .sections: listSections()
    case .list: listStops()
    case .go(let word): go(word)
    case .run(let id): run(id)
    case .runs, .knobs, .reset, .ask, .set: turn(command)
    case .answer(let text): answer(text)
    case .show, .hint, .solution, .line, .insert, .delete, .edit: tend(command)
    case .timeline: timeline()
    case .kill: say("Nothing is running. kill 2 kills worker 2 during a run.")
    case .help: list(PlainHelp.lines)
    case .quit: want(.quit)
    case .other(let line): guess(line)
    }
  }

  /// The stop here.
  var here: PlainStop { stops[place] }

  /// What the prompt says: where the student is.
  var promptHere: String {
    switch here.matter {
    case .experiment(let spec): "experiment \(spec.id)"
    case .question(let question, let number): "question \(number), \(question.id)"
    case .nothing: "section \(here.section + 1)"
    }
  }

  /// The stop that an id means: a section's first, an experiment, a question.
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
    switch here.matter {
    case .experiment(let spec): describe(spec)
    case .question(let question, let number): pose(question, number: number)
    case .nothing: sayWhatFollows()
    }
  }

  private mutating func sayWhatFollows() {
    if place + 1 < stops.count {
      say("This is the end of the section. Enter goes on to the next.")
    } else {
      say("This is the end of the lesson. quit leaves; back and go ID lead back into it.")
    }
  }

  private mutating func move(by step: Int) {
    let next = place + step
    guard stops.indices.contains(next) else {
      let progress = book.progress(in: lesson)
      say(
        step < 0
          ? "This is where the lesson begins."
          : "This is where the lesson ends: \(progress.answered) of \(progress.all) questions are answered. "
            + "sections shows what is left to answer, quit leaves.")
      return
    }
    arrive(at: next)
  }

  private mutating func arrive(at next: Int) {
    place = next
    session.visit(here.id(in: lesson))
    show()
  }

  private mutating func go(_ word: String) {
    if let number = Int(word), lesson.sections.indices.contains(number - 1) {
      arrive(at: stops.firstIndex { $0.section == number - 1 } ?? place)
    } else if let stop = stop(named: word) {
      arrive(at: stop)
    } else {
      say("There is nothing called \(word). sections and list show what there is.")
    }
  }

  private mutating func listSections() {
    for (index, section) in lesson.sections.enumerated() {
      let progress = book.progress(of: section.questions)
      let state = progress.all == 0 ? "nothing to answer" : "\(progress.answered) of \(progress.all) answered"
      say(
        "\(index + 1). \(section.title)\(section.isOptional ? ", optional" : ""): \(state)\(index == here.section ? ", you are here" : "")",
        hanging: 3)
    }
    say("go 2 leads to section 2.")
  }

  private mutating func listStops() {
    for stop in stops where stop.section == here.section {
      switch stop.matter {
      case .experiment(let spec):
        let runs = book.runs[spec.id]?.count ?? 0
        say("experiment \(spec.id): \(runs == 0 ? "not run yet" : "run \(counted(runs, "time"))")")
      case .question(let question, let number):
        say("question \(number), \(question.id): \(book.isAnswered(question) ? "answered" : "no answer yet")")
      case .nothing: break
      }
    }
    say("go ID leads to one of them.")
  }
}
