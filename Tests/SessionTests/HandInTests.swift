import AnswerBook
import LessonFormat
import Session
import Testing

/// What is said before handing in, and about Git.
@Suite struct HandInTests {
  private func handIn(_ book: AnswerBook = AnswerBook(), files: [String] = []) -> HandIn {
    HandIn(of: book, in: Sample.lesson, files: files)
  }

  @Test func `an empty record lacks everything that isn't optional`() {
    let handIn = handIn()
    #expect(handIn.unanswered.map(\.id) == Sample.lesson.requiredQuestions.map(\.id))
    #expect(handIn.unmeasured.contains("first-map"))
    #expect(handIn.missingFiles == ["answers.md", "job.sh"])
    #expect(!handIn.isComplete)
  }

  @Test func `changed questions are listed with their numbers`() {
    let question = Sample.lesson.questions[1]
    var book = AnswerBook(changedQuestions: [question.id])
    book.answers[question.id] = Answer(text: "text", number: "1", choice: 0)
    #expect(handIn(book).changed.map(\.number) == [2])
    #expect(handIn(book).openLines.contains(.missing("Changed in the lesson since you answered", ["2 \(question.id)"])))
  }

  @Test func `an experiment with a run isn't missing`() {
    var book = AnswerBook()
    book.runs["first-map"] = [Sample.run(of: "first-map", samples: 4, began: 1)]
    #expect(!handIn(book).unmeasured.contains("first-map"))
  }

  @Test func `files are listed one by one, and runs as one`() {
    let lines = handIn(files: ["answers.md", "journal.jsonl", "runs/a.jsonl", "runs/b.jsonl"]).fileLines
    #expect(
      lines == [
        .there("answers.md"), .there("journal.jsonl"), .there("runs/, with 2 runs"),
        .missing("job.sh: not written yet"),
      ])
  }

  @Test func `whose it is has a line, and a name is optional`() {
    #expect(handIn().studentLine == .text("Name: not given (optional)"))
    var book = AnswerBook()
    book.student = Student(name: "Jane Doe", id: "4711")
    #expect(handIn(book).studentLine == .text("Name: Jane Doe (4711)"))
  }

  @Test func `what a teacher is shown about the journal is listed, and is no task`() {
    let sentence = "Run a was changed after it was recorded."
    let shown = HandIn(of: AnswerBook(), in: Sample.lesson, files: [], evidence: [sentence])
    #expect(shown.evidenceLines == [.missing(sentence)])
    #expect(shown.lacks == handIn().lacks)
  }

  // MARK: - Git

  @Test func `Git gets exactly the files, and takes their names literally`() {
    #expect(Staging(["answers.md", "a b.py"], in: "./w").command == "git -C w add -- answers.md 'a b.py'")
    #expect(Staging(["answers.md"], in: ".").words == ["git", "add", "--", "answers.md"])
    let odd = Staging(["*.out", ":x", "plain"], in: "w").words
    #expect(odd.suffix(3) == [":(literal)*.out", ":(literal):x", "plain"])
  }

  @Test func `Git runs no hook and asks nothing, and keeps the user's own settings`() {
    let variables = Staging.variables(earlierSettings: 2)
    #expect(variables.contains("GIT_TERMINAL_PROMPT=0"))
    #expect(variables.contains("GIT_CONFIG_COUNT=4"))
    #expect(variables.contains("GIT_CONFIG_KEY_2=core.hooksPath"))
    #expect(variables.contains("GIT_CONFIG_VALUE_2=/dev/null"))
  }

  @Test(arguments: [
    (Staging.Ending.missing, "Git isn't installed"), (.outOfTime, "longer than 30 seconds"),
    (.notStarted("Permission denied"), "can't be started (Permission denied)"),
    (.exited(code: 128, errors: "fatal: not a git repository (or any of …): .git\n"), "isn't in a Git repository"),
    (.exited(code: 128, errors: "fatal: Unable to create '/x/.git/index.lock': File exists.\n"), "Another Git"),
    (
      .exited(
        code: 1, errors: "The following paths are ignored by one of your .gitignore files:\na.out\nhint: Use -f\n"),
      "Git ignores a.out"
    ),
    (.exited(code: 128, errors: "hint: x\nfatal: something\u{1B}[2J else\n"), "Git refuses: fatal: something␛[2J else"),
    (.exited(code: 3, errors: ""), "Git refuses: it ended with code 3"),
  ])
  func `what Git says becomes one sentence`(_ ending: Staging.Ending, _ words: String) {
    let outcome = Staging(["answers.md"], in: "w").outcome(of: ending)
    #expect(!outcome.isDone)
    #expect(outcome.sentence.contains(words))
  }

  @Test func `staged files are counted`() {
    let outcome = Staging(["a", "b"], in: "w").outcome(of: .exited(code: 0, errors: "warning: line ends\n"))
    #expect(outcome.isDone && outcome.sentence.hasPrefix("2 files are staged; nothing is committed."))
  }
}
