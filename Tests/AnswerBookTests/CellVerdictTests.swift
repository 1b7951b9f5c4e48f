import Archive
import Experiments
import LessonFormat
import Testing

@testable import AnswerBook

struct CellVerdictTests {
  // MARK: - Older than its code

  @Test func `a result is older than its code if a file it rests on has other bytes now`() throws {
    var book = written
    let run = cellRun("pooled", code: ["pooled.py": pooled, "counting.py": counting])
    #expect(book.changedCode(since: run, in: cellLesson) == nil)
    book.answers["counting"]?.text += "# more\n"
    let changed = try #require(book.changedCode(since: run, in: cellLesson))
    #expect(changed.files == ["counting.py"])
    #expect(changed.sentence == "This result is older than counting.py; run it again.")
    book.answers["pooled"]?.text = "pass\n"
    #expect(
      book.changedCode(since: run, in: cellLesson)?.sentence
        == "This result is older than counting.py and pooled.py; run it again.")
  }

  @Test func `the digests of a text are computed once, until it is another`() {
    let known = KnownDigests()
    let digests = known.digests(of: ["1\n"], in: "a.py")
    #expect(digests == [sha256(Array("1\n".utf8)), sha256(Array("1\r\n".utf8))])
    #expect(known.digests(of: ["1\n"], in: "a.py") == digests)
    #expect(known.computed == 1)
    #expect(known.digests(of: ["2\n"], in: "a.py").isDisjoint(with: digests))
    #expect(known.digests(of: ["1\n"], in: "a.py") == digests)
    #expect(known.computed == 3)
  }

  @Test func `a result is older than its code if the file is gone`() {
    var book = written
    let run = cellRun("pooled", code: ["pooled.py": pooled, "counting.py": counting])
    book.answers["counting"] = nil
    #expect(book.changedCode(since: run, in: cellLesson)?.files == ["counting.py"])
  }

  @Test func `a starter that ran unchanged is still there although nothing was written`() {
    for text in [starter, starter + "\n", variant] {
      #expect(AnswerBook().changedCode(since: cellRun("counting", code: ["counting.py": text]), in: cellLesson) == nil)
    }
    #expect(
      AnswerBook().changedCode(since: cellRun("counting", code: ["counting.py": "1\n"]), in: cellLesson) != nil)
  }

  @Test func `runs of an older version and files that are no answers are not judged`() {
    var run = cellRun("counting", code: ["helpers.py": "x = 1\n"])
    #expect(AnswerBook().changedCode(since: run, in: cellLesson) == nil)
    run.report.code = nil
    #expect(AnswerBook().changedCode(since: run, in: cellLesson) == nil)
  }

  @Test func `other ends of lines are no change of a program`() {
    var book = written
    let windows = counting.replacing("\n", with: "\r\n")
    #expect(book.changedCode(since: cellRun("counting", code: ["counting.py": windows]), in: cellLesson) == nil)
    book.answers["counting"]?.text = windows
    #expect(book.changedCode(since: cellRun("counting", code: ["counting.py": counting]), in: cellLesson) == nil)
  }

  // MARK: - The verdict on a cell

  @Test func `a cell that was written and not run says so`() {
    #expect(AnswerBook().verdict(on: cellQuestion("counting"), in: cellLesson) == nil)
    #expect(
      written.verdict(on: cellQuestion("counting"), in: cellLesson)
        == Verdict(.noRun, "Not run yet: run it to see what it does."))
  }

  @Test func `a cell is right if all its checks passed`() {
    #expect(judged(passed(2))?.outcome == .right)
    #expect(judged(passed(2))?.sentence == "All 2 checks passed.")
  }

  @Test func `a check that failed says what was seen, what it means and the fix`() {
    let trouble = Trouble(seen: "It gave 3.1.", means: "That is an estimate.", fix: "Return the count.")
    let checks = [passed(1)[0], CheckOutcome(check: "f() is 3", passed: false, trouble: trouble)]
    #expect(judged(checks) == Verdict(.differs, trouble.seen, more: [trouble.means, trouble.fix]))
    let short = Trouble(seen: "It gave\n\u{1B}[31m3.1.", means: "", fix: "")
    #expect(
      judged([CheckOutcome(check: "f() is 3", passed: false, trouble: short)])
        == Verdict(.differs, "It gave␊␛[31m3.1."))
    #expect(
      judged([CheckOutcome(check: "f() is 3", passed: false)]) == Verdict(.differs, "This doesn't hold: f() is 3"))
  }

  @Test func `a program that ended in trouble differs, whatever its checks say`() {
    let trouble = Trouble(
      seen: "NameError in line 3.", means: "There is no such name.", fix: "Look for typing mistakes.")
    let verdict = judged(PythonFindings(exit: 1, trouble: trouble, checks: passed(2)))
    #expect(verdict == Verdict(.differs, trouble.seen, more: [trouble.means, trouble.fix]))
    #expect(judged(PythonFindings(exit: 3))?.sentence == "The program ended with exit code 3.")
  }

  @Test func `a program that was ended in a check fails that check`() {
    let trouble = Trouble(seen: "`f()` did not reach its end.", means: "It is in a loop.", fix: "Look at the loop.")
    var found = PythonFindings(checks: [CheckOutcome(check: "f() is 3", passed: false, trouble: trouble)])
    found.exit = nil
    #expect(judged(found) == Verdict(.differs, trouble.seen, more: [trouble.means, trouble.fix]))
    found.checks = nil
    #expect(judged(found)?.sentence == "The program did not end by itself.")
  }

  @Test func `checks of pools that can't be traced aren't missed`() {
    var found = PythonFindings(checks: passed(2))
    let checks = cellQuestion("counting").cell?.checks ?? []
    let withTrace = checks + [CellCheck(.trace(.pools, .equal, 1))]
    #expect(Verdict(found, of: withTrace)?.outcome == .outdated)
    found.untraced = "This Python is not known."
    #expect(Verdict(found, of: withTrace) == Verdict(.right, "All 2 checks passed."))
  }

  @Test func `a cell whose files changed since can't be compared`() {
    var book = ran(PythonFindings(checks: passed(2)))
    book.answers["counting"]?.text += "\n"
    #expect(
      book.verdict(on: cellQuestion("counting"), in: cellLesson)
        == Verdict(.outdated, "This result is older than counting.py; run it again."))
  }

  @Test func `a run without the lesson's checks proves nothing`() {
    #expect(judged(passed(1))?.outcome == .outdated)
    #expect(judged(PythonFindings())?.outcome == .outdated)
  }

  @Test func `a cell without checks has no verdict but a note that it ran`() {
    let book = ran(PythonFindings(), "pooled")
    #expect(book.verdict(on: cellQuestion("pooled"), in: cellLesson) == nil)
    #expect(book.runNote(on: cellQuestion("pooled"), in: cellLesson) == "It ran without errors in 1.20 s.")
    #expect(book.runNote(on: cellQuestion("counting"), in: cellLesson) == nil)
  }

  // MARK: - Numbers that are compared with a cell

  @Test func `a number is not compared with a run that is older than its code`() {
    var book = ran(PythonFindings(), "pooled")
    book.answers["time"] = Answer(number: "1.2 s")
    #expect(book.verdict(on: cellQuestion("time"), in: cellLesson)?.outcome == .right)
    book.answers["pooled"]?.text += "# more\n"
    #expect(
      book.verdict(on: cellQuestion("time"), in: cellLesson)
        == Verdict(
          .outdated, "Your last run of pooled is older than pooled.py: run it again to compare your answer with it."))
    book.answers["time"] = nil
    #expect(book.verdict(on: cellQuestion("time"), in: cellLesson) == nil)
  }

  @Test func `an earlier run of another program is no evidence for a number`() {
    var book = ran(PythonFindings(), "pooled")
    book.runs["pooled"]?.insert(
      cellRun("pooled", id: "r0", code: ["pooled.py": "pass\n"], seconds: 7), at: 0)
    book.answers["time"] = Answer(number: "7 s")
    #expect(book.verdict(on: cellQuestion("time"), in: cellLesson)?.outcome == .differs)
  }

  @Test func `a run that failed has no time`() {
    var book = ran(PythonFindings(), "pooled")
    var failed = cellRun("pooled", id: "r2", code: ["pooled.py": pooled], seconds: 0)
    failed.report.runs_s = []
    book.runs["pooled"]?.append(failed)
    book.answers["time"] = Answer(number: "0 s")
    #expect(book.verdict(on: cellQuestion("time"), in: cellLesson)?.sentence.contains("1.20 s") == true)
    book.runs["pooled"] = [failed]
    #expect(book.verdict(on: cellQuestion("time"), in: cellLesson)?.outcome == .noRun)
  }

  // MARK: - Starters

  @Test func `a starter for a Python that lacks modules is no answer`() {
    var book = AnswerBook(answers: ["counting": Answer(text: variant)])
    #expect(!book.isAnswered(cellQuestion("counting")))
    book.answers["counting"]?.text += "pass\n"
    #expect(book.isAnswered(cellQuestion("counting")))
  }
}

private func passed(_ count: Int) -> [CheckOutcome] {
  (0..<count).map { CheckOutcome(check: "f(\($0)) is \($0)", passed: true) }
}

private var written: AnswerBook {
  AnswerBook(answers: ["counting": Answer(text: counting), "pooled": Answer(text: pooled)])
}

private func ran(_ found: PythonFindings, _ question: String = "counting") -> AnswerBook {
  var book = written
  let code = ["counting.py": counting, "pooled.py": pooled].filter { $0.key == question + ".py" }
  book.runs[question] = [cellRun(question, code: code, found: found)]
  return book
}

private func judged(_ found: PythonFindings) -> Verdict? {
  ran(found).verdict(on: cellQuestion("counting"), in: cellLesson)
}

private func judged(_ checks: [CheckOutcome]) -> Verdict? { judged(PythonFindings(checks: checks)) }
