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
      var isAnnounced = false
      for (index, section) in workbook.lesson.sections.enumerated() {
        if index > 0 { try session.send("n") }
        try session.wait(until: "\(section.title) is open") { header(of: $0).contains(section.title) }
        for part in section.parts {
          switch part {
          case .prose: break
          // Jobs have tests of their own.
          case .job(let spec): try moveOn(to: spec.title ?? spec.id, session)
          case .experiment(let spec):
            try moveOn(to: spec.title ?? spec.id, session)
            try session.wait(for: "r run")
            try session.send("r")
            if spec.cell != nil, !isAnnounced {
              // The first program of a lesson from a file is announced.
              try session.wait(for: "Press r")
              try session.send("r")
              isAnnounced = true
            }
            try workbook.waitForBook("\(spec.id) is run") { $0.runs[spec.id]?.count ?? 0 == spec.sizes.count }
          case .question(let question):
            let number = (workbook.lesson.questions.firstIndex(of: question) ?? 0) + 1
            try moveOn(to: "\(number) ", session)
            try answer(question, workbook)
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

    /// Goes to the next experiment or question, unless it has the focus already because it came into view.
    private func moveOn(to heading: String, _ session: TmuxSession) throws {
      if !isFocused(heading, try session.screen()) { try session.send("Tab") }
      try session.wait(until: "“\(heading)” has the focus") { isFocused(heading, $0) }
    }

    /// Whether the first row with the bar of the focus has this text.
    private func isFocused(_ heading: String, _ screen: String) -> Bool {
      let row = screen.split(separator: "\n").first { $0.contains("┃ ") } ?? ""
      return row.split(separator: "┃ ").last?.hasPrefix(heading) == true || row.contains("▶ \(heading)")
    }

    private func answer(_ question: Question, _ workbook: OpenedWorkbook) throws {
      let session = workbook.session
      try session.wait(for: "enter answer")
      try workbook.beginAnswer()
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
      try workbook.endAnswer()
    }
  }
}
