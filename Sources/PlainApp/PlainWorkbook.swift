package import AnswerBook
package import Experiments
package import LessonFormat
package import Session
internal import Text

/// The workbook as lines and prompts, for screen readers, slow connections and scripts.
///
/// It is a value: it gets a line and returns lines to print and effects to carry out. The rules are those of the session,
/// as on the screen.
package struct PlainWorkbook: Sendable {
  /// The lesson, the record and the settings.
  package internal(set) var session: Session
  let stops: [PlainStop]
  let surroundings: PlainSurroundings
  let prose: PlainProse
  /// Where the student is: an index into `stops`.
  var stopIndex = 0
  /// The answer being typed; `nil` while commands are read.
  var entry: PlainEntry?
  /// Whether the next line is the student's name.
  var isNaming = false
  /// Whether the student was asked for a name.
  var askedForName = false
  /// The experiment in progress.
  var running: PlainRunning?
  /// The mark of the batch job that is followed.
  var following: String?
  /// What was last said about it.
  var lastSaid = ""
  /// The mark of the job that is cancelled if the student says so once more.
  var isSure: String?
  /// The time of the last tick, in seconds since 1970.
  var now = 0.0
  private var reply = PlainReply()
  private let at: String?

  /// Opens the workbook.
  ///
  /// - Parameter at: The id of the section, experiment or question to begin at; otherwise where the student left off.
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

  /// The prompt for the next line; `nil` during a run.
  package var prompt: String? {
    if running != nil { return nil }
    return withStatus(isNaming ? "your name" : entry?.prompt ?? commandPrompt)
  }

  /// Whether a run is in progress.
  package var isRunning: Bool { running != nil }

  /// Whether a section, an experiment or a question has this id.
  package func has(_ id: String) -> Bool { stop(named: id) != nil }

  /// Greets the student and shows where the lesson begins or continues.
  package mutating func start() -> PlainReply {
    replying {
      $0.greet()
      $0.show()
    }
  }

  /// Sets how many samples one process of this machine draws in about a second.
  package mutating func measured(samples: Int) { session.choose(samples: samples) }

  /// Sets what is known of the Python that runs code cells.
  package mutating func found(_ python: PythonFacts) { session.python = python }

  /// Handles a line that was typed.
  package mutating func handle(_ line: String) -> PlainReply {
    replying { workbook in
      if workbook.isNaming {
        workbook.enterName(line)
      } else if workbook.entry != nil {
        workbook.enter(line)
      } else {
        workbook.perform(PlainCommand(line))
      }
    }
  }

  /// Records an answer that is still being typed, and the position, before the session ends.
  package mutating func leave() -> PlainReply {
    replying {
      $0.recordEntry()
      $0.session.recordPosition()
    }
  }

  /// Says goodbye, once everything is saved.
  package mutating func farewell() -> PlainReply { replying { $0.sayFarewell() } }

  /// Records the text from the student's own editor.
  package mutating func edited(_ text: String) -> PlainReply { replying { $0.recordEdited(text) } }

  /// Says something that the program reports.
  package mutating func note(_ sentence: String) -> PlainReply { replying { $0.say(sentence) } }

  /// Collects the reply, and requests a save if the record has changed.
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

  /// Requests an effect, to be carried out after everything is printed.
  mutating func emit(_ effect: PlainEffect) { reply.effects.append(effect) }

  /// Does something that the session may refuse, and says why if it does.
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
    if let newer = session.newerAnswersNotice { say("\(newer) Type restore to use it.") }
    if let readOnly = session.readOnly {
      say("\(readOnly) Nothing from this session will be saved.")
    } else {
      say("Your answers and runs are saved automatically in \(surroundings.folder).")
    }
    say("Type help to see the commands, or press Enter to go on.")
    if let at {
      stopIndex = stop(named: at) ?? 0
      session.visit(at)
    } else if let last = book.position.flatMap(stop(named:)) {
      let progress = book.progress(in: lesson)
      stopIndex = last
      say("You have answered \(progress.answered) of \(progress.all) questions, and are back where you left off.")
    }
  }

  private mutating func sayFarewell() {
    let progress = book.progress(in: lesson)
    if session.readOnly != nil {
      say("Nothing from this session was saved.")
    } else if book.isUntouched {
      say("You answered no question and ran no experiment, so there was nothing to save.")
    } else {
      say(
        "You have answered \(progress.answered) of \(progress.all) questions. Everything is saved in \(session.newFolder ?? surroundings.folder)."
      )
    }
  }
}
