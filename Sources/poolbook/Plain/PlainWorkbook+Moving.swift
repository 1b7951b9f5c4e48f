import AnswerBook
import LessonFormat
import Text

extension PlainWorkbook {
  /// Does what a line asks for.
  func obey(_ command: PlainCommand) throws(Ending) {
    switch command {
    case .next: move(by: 1)
    case .back: move(by: -1)
    case .read: show()
    case .sections: listSections()
    case .list: listStops()
    case .go(let word): go(word)
    case .run(let id): try run(id)
    case .runs, .knobs, .reset, .set: turn(command)
    case .answer(let text): try answer(text)
    case .show, .hint, .solution, .line, .insert, .delete, .edit: try tend(command)
    case .kill: output.text("Nothing is running. kill 2 is for the middle of a run: it kills worker 2.")
    case .help: output.lines(PlainHelp.lines)
    case .quit: throw .quit
    case .other(let line): try guess(line)
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

  /// Says everything at this stop.
  func show() {
    output.gap()
    if here.isFirst {
      let section = lesson.sections[here.section]
      output.text(
        "Section \(here.section + 1) of \(lesson.sections.count)\(section.isOptional ? ", optional" : ""): \(section.title)"
      )
      output.gap()
    }
    let prose = PlainProse.lines(here.prose)
    output.lines(prose)
    if !prose.isEmpty { output.gap() }
    switch here.matter {
    case .experiment(let spec): describe(spec)
    case .question(let question, let number): pose(question, number: number)
    case .nothing: sayWhatFollows()
    }
  }

  private func sayWhatFollows() {
    if place + 1 < stops.count {
      output.text("This is the end of the section. Enter goes on to the next.")
    } else {
      output.text("This is the end of the lesson. quit leaves; back and go ID lead back into it.")
    }
  }

  private func move(by step: Int) {
    let next = place + step
    guard stops.indices.contains(next) else {
      let progress = book.progress(in: lesson)
      output.text(
        step < 0
          ? "This is where the lesson begins."
          : "This is where the lesson ends: \(progress.answered) of \(progress.all) questions are answered. "
            + "sections shows where something is left, quit leaves.")
      return
    }
    arrive(at: next)
  }

  private func arrive(at next: Int) {
    place = next
    book.position = here.id(in: lesson)
    show()
  }

  private func go(_ word: String) {
    if let number = Int(word), lesson.sections.indices.contains(number - 1) {
      arrive(at: stops.firstIndex { $0.section == number - 1 } ?? place)
    } else if let stop = stop(named: word) {
      arrive(at: stop)
    } else {
      output.text("There is nothing called \(word) here. sections and list say what there is.")
    }
  }

  private func listSections() {
    for (index, section) in lesson.sections.enumerated() {
      let progress = book.progress(of: section.questions)
      let state = progress.all == 0 ? "nothing to answer" : "\(progress.answered) of \(progress.all) answered"
      output.text(
        "\(index + 1). \(section.title)\(section.isOptional ? ", optional" : ""): \(state)\(index == here.section ? ", you are here" : "")",
        hanging: 3)
    }
    output.text("go 2 leads to section 2.")
  }

  private func listStops() {
    for stop in stops where stop.section == here.section {
      switch stop.matter {
      case .experiment(let spec):
        let runs = book.runs[spec.id]?.count ?? 0
        output.text("experiment \(spec.id): \(runs == 0 ? "not run yet" : "run \(counted(runs, "time"))")")
      case .question(let question, let number):
        output.text("question \(number), \(question.id): \(book.isAnswered(question) ? "answered" : "no answer yet")")
      case .nothing: break
      }
    }
    output.text("go ID leads to one of them.")
  }
}
