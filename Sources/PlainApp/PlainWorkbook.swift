package import AnswerBook
internal import Experiments
package import LessonFormat
package import Session
internal import Text

/// The lesson by lines and prompts: for screen readers, slow connections and scripts.
///
/// It is a value: a line goes in, lines come out, with what is to be done outside. What may be set, answered and seen is
/// decided by the session, as it is for the screen.
package struct PlainWorkbook: Sendable {
  /// The lesson, the record and the settings.
  package internal(set) var session: Session
  let stops: [PlainStop]
  let surroundings: PlainSurroundings
  let prose: PlainProse
  /// Where the student is, in `stops`.
  var place = 0
  /// The answer being typed; `nil` while commands are read.
  var entry: PlainEntry?
  /// The experiment that runs.
  var running: PlainRunning?
  /// The time of the last tick, in seconds since 1970.
  var now = 0.0
  private var reply = PlainReply()
  private let at: String?

  /// Opens the workbook.
  ///
  /// - Parameter at: The id of the section, experiment or question to begin at; otherwise where the student left.
  package init(
    lesson: Lesson, book: AnswerBook, readOnly: String? = nil, surroundings: PlainSurroundings, at: String? = nil
  ) {
    session = Session(lesson: lesson, book: book, readOnly: readOnly, host: surroundings.host)
    stops = lesson.plainStops
    prose = PlainProse(of: lesson)
    self.surroundings = surroundings
    self.at = at
  }

  var lesson: Lesson { session.lesson }
  var book: AnswerBook { session.book }

  /// What to print before the next line is read; `nil` while an experiment runs.
  package var prompt: String? {
    if running != nil { return nil }
    return withStatus(entry?.prompt ?? promptHere)
  }

  /// Whether an experiment runs.
  package var isRunning: Bool { running != nil }

  /// Whether a section, an experiment or a question has this id.
  package func has(_ id: String) -> Bool { stop(named: id) != nil }

  /// Greets the student and shows where the lesson begins or goes on.
  package mutating func start() -> PlainReply {
    replying {
      $0.greet()
      $0.show()
    }
  }

  /// Takes how many samples one process of this machine draws in about a second.
  package mutating func measured(samples: Int) { session.choose(samples: samples) }

  /// Takes a line that was typed.
  package mutating func take(_ line: String) -> PlainReply {
    replying { workbook in
      if workbook.entry != nil { workbook.fill(line) } else { workbook.obey(PlainCommand(line)) }
    }
  }

  /// Keeps what was typed of an answer when the session ends in the middle of it.
  package mutating func leave() -> PlainReply {
    replying {
      $0.keepEntry()
      $0.session.keepPosition()
    }
  }

  /// Says goodbye, after everything is saved.
  package mutating func farewell() -> PlainReply { replying { $0.sayFarewell() } }

  /// Takes the text that the student's own editor left.
  package mutating func edited(_ text: String) -> PlainReply { replying { $0.takeEdited(text) } }

  /// Says something that came up outside.
  package mutating func note(_ sentence: String) -> PlainReply { replying { $0.say(sentence) } }

  /// Collects what is said, and asks for a save if the record changed.
  mutating func replying(_ body: (inout PlainWorkbook) -> Void) -> PlainReply {
    reply = PlainReply()
    let before = session.revision
    let answers = book.answers
    body(&self)
    session.note(changesSince: answers, at: now)
    if session.revision != before, let request = session.saveNow() { reply.effects.insert(.save(request), at: 0) }
    return reply
  }

  // MARK: - Saying

  /// Says a text, wrapped by words.
  mutating func say(_ text: String, indent: Int = 0, hanging: Int = 0) {
    reply.lines += wrapped(text, indent: indent, hanging: indent + hanging)
  }

  /// Says lines as they are.
  mutating func list(_ lines: [String]) { reply.lines += lines }

  /// Wants something done after everything is said.
  mutating func want(_ effect: PlainEffect) { reply.effects.append(effect) }

  /// Does something the session may refuse, and says why if it does.
  mutating func attempt<Result>(_ body: (inout Session) throws(Refused) -> Result) -> Result? {
    do throws(Refused) { return try body(&session) } catch {
      say(error.description)
      return nil
    }
  }

  private mutating func greet() {
    say(lesson.title)
    let length = lesson.minutes.map { ", about \(counted($0, "minute"))" } ?? ""
    let extra = lesson.optionalQuestions.count
    let questions =
      counted(lesson.requiredQuestions.count, "question")
      + (extra == 0 ? "" : " and \(formatCount(extra)) optional ones")
    say(
      "\(counted(lesson.sections.count, "section")), \(questions)\(length). "
        + "This process may use \(counted(surroundings.usableCores, "core")).")
    for notice in surroundings.notices { say(notice) }
    if let readOnly = session.readOnly {
      say("\(readOnly) Nothing from this session will be saved.")
    } else {
      say("Your answers and runs are saved automatically in \(surroundings.folder).")
    }
    say("Type help for the commands. Enter alone goes on.")
    if let at {
      place = stop(named: at) ?? 0
      session.visit(at)
    } else if let last = book.position.flatMap(stop(named:)) {
      let progress = book.progress(in: lesson)
      place = last
      say("\(progress.answered) of \(progress.all) questions are answered. You are back where you left.")
    }
  }

  private mutating func sayFarewell() {
    let progress = book.progress(in: lesson)
    if session.readOnly != nil {
      say("Nothing from this session was saved.")
    } else if book.isUntouched {
      say("You answered and ran nothing, so nothing was saved.")
    } else {
      say("\(progress.answered) of \(progress.all) questions answered; saved in \(surroundings.folder).")
    }
  }
}
