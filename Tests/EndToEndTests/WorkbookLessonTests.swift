import AnswerBook
import LessonFormat
import Testing
import TmuxSession

extension EndToEnd {
  /// The workbook from its first key to its last.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct WorkbookLesson {
    @Test(arguments: [(80, 24), (140, 45)])
    func `the whole lesson can be worked through with keys`(columns: Int, rows: Int) throws {
      let workbook = try OpenedWorkbook(columns: columns, rows: rows)
      let session = workbook.session
      var number = 0
      for (index, section) in workbook.lesson.sections.enumerated() {
        if index > 0 { try session.send("n") }
        // Optional questions and experiments are counted separately.
        if index > 0, workbook.lesson.sections[index - 1].isOptional != section.isOptional { number = 0 }
        try session.wait(until: "\(section.title) is open") { header(of: $0).contains(section.title) }
        for part in section.parts {
          switch part {
          case .prose: break
          case .experiment(let spec):
            number += 1
            try moveOn(to: number, in: section, workbook)
            try session.wait(for: "r run")
            try session.send("r")
            try workbook.waitForBook("\(spec.id) is run") { $0.runs[spec.id]?.count ?? 0 == spec.sizes.count }
          case .question(let question):
            number += 1
            try moveOn(to: number, in: section, workbook)
            try answer(question, session)
            try workbook.waitForBook("\(question.id) is answered") { $0.isAnswered(question) }
          }
        }
      }
      try session.send("q")
      try workbook.waitForShell()
      #expect(workbook.isOver)
      let book = try workbook.book
      #expect(book.answers["shares"]?.text == "On shares: äö “so”.\nSecond line")
      #expect(book.answers["container"]?.choice == 0)
      #expect(book.answers["distinct"]?.number == "4")
    }

    private func header(of screen: String) -> Substring { screen.prefix { $0 != "\n" } }

    /// Goes to a place by its number, unless it is selected already because it came into view.
    private func moveOn(to number: Int, in section: Lesson.Section, _ workbook: OpenedWorkbook) throws {
      let parts = workbook.lesson.sections.filter { $0.isOptional == section.isOptional }.flatMap(\.parts)
      let places = parts.count { if case .prose = $0 { false } else { true } }
      let place = " \(number)/\(places) "
      if !header(of: try workbook.session.screen()).contains(place) { try workbook.session.send("Tab") }
      try workbook.session.wait(until: "the header says\(place)") { header(of: $0).contains(place) }
    }

    private func answer(_ question: Question, _ session: TmuxSession) throws {
      try session.wait(for: "enter answer")
      try session.send("Enter")
      switch question.kind {
      case .text:
        try session.type("On \(question.id): äö “so”.", enter: true)
        try session.type("Second line")
      case .choice(_, _, let why):
        try session.type("1")
        if why {
          try session.send("Enter")
          try session.type("Because.")
        }
      case .number(_, _, let why):
        try session.type("4")
        if why {
          try session.send("Enter")
          try session.type("I counted.")
        }
      case .code, .file: try session.type("# about \(question.id)", enter: true)
      }
      try session.send("Escape")
      // A key right after escape would be read as alt with that key.
      try session.wait(for: "q quit")
    }
  }
}
