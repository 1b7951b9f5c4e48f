import AnswerBook
import Glibc
import LessonFormat
import Lessons
import Testing
import TmuxSession

extension EndToEnd {
  /// The workbook with lines and prompts.
  @Suite struct Plain {
    private let workplace: Workplace
    private let lesson: Lesson

    init() throws {
      workplace = try Workplace()
      lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md")
    }

    /// The record in the test's folder.
    private func book() throws -> AnswerBook {
      let read = try BookFolder.read(workplace.path + "/sharing-work", lesson: lesson)
      return try #require(read).book
    }

    private func plain(_ words: String..., input: String) throws -> Finished {
      try workplace.run(["--plain"] + words, input: input)
    }

    /// What to type to answer a question of any kind.
    private func answering(_ question: Question) -> String {
      switch question.kind {
      case .text: "answer\nFirst line of \(question.id).\n\n  Second, with µ and “quotes”.\n.\n"
      case .choice(_, _, let why): "1\n" + (why ? "Because.\n.\n" : "")
      case .number(_, _, let why): "answer 4\n" + (why ? "I looked.\n.\n" : "")
      case .code, .file: "line 1 # changed in \(question.id)\n"
      }
    }

    @Test func `the whole lesson can be read with Enter alone, and then answered`() throws {
      var lines = "go welcome\n"
      for stop in lesson.sections.flatMap(\.parts) {
        switch stop {
        case .prose, .job: break
        case .experiment(let spec):
          lines += "go \(spec.id)\n"
          if spec.task.knobs.contains(.samples) { lines += "samples 200000\nrepeat 2\n" }
          if spec.task == .primes { lines += "range 100000000..<100005000\n" }
          if spec.task == .sleep { lines += "items 0.1,0.1,0.1,0.1\n" }
          if spec.task == .divisors { lines += "range 1..<1001\n" }
          lines += "run\n"
        case .question(let question):
          lines += "go \(question.id)\n\(answering(question))" + (question.cell == nil ? "" : "run\n")
        }
      }
      let enters = String(repeating: "\n", count: 80)
      let finished = try plain(input: enters + lines + "quit\n")
      #expect(finished.code == 0)
      #expect(finished.errors.isEmpty)
      #expect(finished.output.contains("This is the end of the lesson."))
      let count = lesson.requiredQuestions.count
      #expect(finished.output.contains("You have answered \(count) of \(count) questions."))
      let book = try book()
      for question in lesson.questions { #expect(book.isAnswered(question), "\(question.id)") }
      for spec in lesson.experiments { #expect(book.runs[spec.id]?.count == spec.sizes.count, "\(spec.id)") }
      #expect(book.answers["shares"]?.text == "First line of shares.\n\n  Second, with µ and “quotes”.")
      #expect(workplace.read("sharing-work/pool_example.sb").hasPrefix("# changed in script\n"))
    }

    @Test func `only lines are written: no colours, no cursor movement, no boxes`() throws {
      let finished = try plain("--at", "first-map", input: "run\nsections\nlist\nknobs\nhelp\n")
      let strange = finished.output.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || (0x2500...0x259F).contains($0.value)
      }
      #expect(strange.isEmpty)
      let prose = finished.output.split(separator: "\n").filter { !$0.hasPrefix("    ") }
      #expect(prose.allSatisfy { $0.count <= 76 })
    }

    @Test func `in the C locale only ASCII is written`() throws {
      let words = ["--plain"]
      let finished = try workplace.run(
        words, input: "go speedup\ngo primes-scale\nknobs\n", environment: ["LC_ALL": "C"])
      #expect(finished.code == 0)
      #expect(finished.output.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `a run is narrated worker by worker`() throws {
      let finished = try plain("--at", "first-map", input: "processes 2\nchunk 3\nrun\nruns\n")
      for item in 0..<10 { #expect(finished.output.contains("took item \(item)\n")) }
      #expect(finished.output.contains("worker 2 is ready"))
      #expect(finished.output.contains("10 results, in the order of the items: 0 from worker-"))
      #expect(try book().runs["first-map"]?.first?.knobs.processes == 2)
    }

    @Test func `an experiment is locked until its question has an answer`() throws {
      let finished = try plain("--at", "second-map", input: "run\ngo predict\nanswer four fives\nrun second-map\n")
      #expect(finished.output.contains("(go predict takes you there)."))
      #expect(finished.output.contains("The experiment second-map is unlocked now."))
      #expect(try book().runs["second-map"]?.count == 1)
    }

    @Test func `hints come one by one, and the solution only after an answer`() throws {
      let finished = try plain("--at", "container", input: "hint\nsolution\n1\n.\nsolution\n")
      let output = finished.output
      #expect(output.contains("Hint 1 of"))
      #expect(output.contains("The solution opens once you have answered the question."))
      #expect(output.contains("\nSolution:\n"))
      let answer = try book().answers["container"]
      #expect(answer?.hintsShown == 1)
      #expect(answer?.solutionSeen == true)
    }

    @Test func `a number is compared with the student's own run`() throws {
      let finished = try plain(
        "--at", "first-map", input: "processes 1\nrun\ngo distinct\n1\nAll went to one.\n.\nanswer 7\n.\n")
      #expect(finished.output.contains("That agrees with your last run: first-map used 1 worker;"))
      #expect(finished.output.contains("That differs from your last run: first-map used 1 worker;"))
      #expect(try book().answers["distinct"]?.text == "All went to one.")
    }

    @Test func `the next session continues where this one ended`() throws {
      _ = try plain(input: "go predict\nanswer four\nnext\n")
      let finished = try plain(input: "")
      #expect(finished.output.contains("back where you left off."))
      #expect(finished.output.contains("Experiment second-map"))
      #expect(!finished.output.contains("Section 1 of"))
    }

    @Test func `the end of the input in the middle of an answer loses nothing that was typed`() throws {
      let finished = try plain("--at", "predict", input: "answer\nfour results\nall of them five")
      #expect(finished.code == 0)
      #expect(try book().answers["predict"]?.text == "four results\nall of them five")
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)] as [(Int32, Int32)])
    func `a signal in the middle of an answer loses nothing that was typed`(signal: Int32, code: Int32) throws {
      let session = try workplace.start(["--plain", "--at", "predict"], input: .pipe)
      session.type("answer\nhalf an answer\n")
      try session.wait(for: "\n2> ")
      session.signal(signal)
      #expect(try session.finish().code == code)
      #expect(try book().answers["predict"]?.text == "half an answer")
    }

    @Test func `a kill after an answer leaves the record whole`() throws {
      let session = try workplace.start(["--plain", "--at", "predict"], input: .pipe)
      session.type("answer four of them\ngo shares\nanswer\nnever finis")
      try session.wait(for: "question 3, shares> \nType your answer")
      session.signal(SIGKILL)
      #expect(try session.finish().code == 137)
      #expect(try book().answers["predict"]?.text == "four of them")
      let after = try plain(input: "go predict\nshow\n")
      #expect(after.output.contains("four of them"))
    }

    @Test func `a second workbook on the same folder says who has it and only reads`() throws {
      let first = try workplace.start(["--plain", "--at", "predict"], input: .pipe)
      first.type("answer mine\n")
      try first.wait(for: "Answered.")
      let second = try plain("--at", "predict", input: "show\nanswer yours\nrun first-map\nquit\n")
      #expect(second.code == 0)
      #expect(second.output.contains("\(first.pid)"))
      #expect(second.output.contains("mine"))
      #expect(second.output.contains("Nothing from this session was saved."))
      first.closeInput()
      #expect(try first.finish().code == 0)
      #expect(try book().answers["predict"]?.text == "mine")
      #expect(try book().runs["first-map"] == nil)
    }

    @Test func `control characters in an answer are saved, and shown as symbols`() throws {
      let finished = try plain("--at", "predict", input: "answer red \u{1B}[31m bell \u{7}\nshow\n")
      #expect(!finished.output.contains("\u{1B}"))
      #expect(finished.output.contains("red ␛[31m bell ␇"))
      #expect(try book().answers["predict"]?.text == "red \u{1B}[31m bell \u{7}")
    }

    @Test func `a program can be changed line by line`() throws {
      let finished = try plain(
        "--at", "program", input: "line 1 import os\ninsert 2 import sys\ndelete 2\ninsert 2 # mine\ndelete 900\nshow\n"
      )
      #expect(finished.output.contains("There is no such line."))
      #expect(workplace.read("sharing-work/pool_example.py").hasPrefix("import os\n# mine\n"))
    }

    @Test(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
    func `at a terminal ctrl-C stops a run, an editor opens, and ctrl-C at the prompt leaves`() throws {
      let session = try TmuxSession(
        terminal: "xterm-256color", columns: 100, rows: 30, environment: ["EDITOR": "printf 'edited\\n' >"])
      try session.type("\(Workplace.poolbook) --plain --at pi-alone; echo code $?", enter: true)
      try session.wait(for: "experiment pi-alone>")
      try session.type("samples 1e12", enter: true)
      try session.type("run", enter: true)
      try session.wait(for: "worker 1 is ready")
      try session.send("C-c")
      try session.wait(for: "The run was stopped")
      try session.type("go predict", enter: true)
      try session.wait(for: "predict>")
      try session.type("edit", enter: true)
      try session.wait(for: "Answered.")
      try session.send("C-c")
      try session.wait(for: "code 130")
      let read = try BookFolder.read(session.directory + "/sharing-work", lesson: lesson)
      #expect(read?.book.answers["predict"]?.text == "edited")
      #expect(Processes.inFolder(session.directory).isEmpty)
    }

    @Test func `answers are exported as clean Markdown`() throws {
      _ = try plain("--at", "predict", input: "answer four *fives*\n")
      let finished = try workplace.run("export", "--format", "md")
      #expect(finished.code == 0)
      #expect(finished.output.contains("four *fives*"))
      #expect(!finished.output.contains("<!--"))
      let written = try workplace.run("export", "-o", "mine.md")
      #expect(written.code == 0)
      #expect(written.output.isEmpty)
      #expect(workplace.read("mine.md") == finished.output)
    }

    @Test func `the ending of a file says the format, and a lone record is enough`() throws {
      _ = try plain("--at", "predict", input: "answer four *fives*\n")
      for (file, start) in [("mine.html", "<!DOCTYPE html>"), ("mine.ipynb", "{\n  \"cells\""), ("mine", "# ")] {
        let finished = try workplace.run("export", "-o", file)
        #expect(finished.code == 0, "\(finished.errors)")
        #expect(workplace.read(file).hasPrefix(start), "\(file)")
      }
      let unknown = try workplace.run("export", "-o", "mine.pdf")
      #expect(unknown.code == 64 && unknown.errors.contains("mine.pdf") && unknown.errors.contains(".html"))
      try workplace.write(workplace.read("sharing-work/answers.md"), to: "doejane_LATE_1_2_answers.md")
      let lone = try workplace.run("export", "--folder", "doejane_LATE_1_2_answers.md")
      #expect(lone.code == 0 && lone.output.contains("> four *fives*"))
      #expect(!lone.output.contains("not written yet"))
    }
  }
}
