import AnswerBook
import LessonFormat
import Session
import Testing

struct TracingAdviceTests {
  private func advice(_ command: String) throws -> String? {
    let lesson = try Lesson.parse(Self.text, file: "job.md")
    var book = AnswerBook()
    if !command.isEmpty { book.answers["script"] = Answer(text: "#!/bin/bash\n#SBATCH --ntasks=2\n\(command)\n") }
    let session = Session(lesson: lesson, book: book)
    return session.tracingAdvice(on: try #require(session.job("batch-run")))
  }

  @Test(arguments: ["python3 squares.py", "time python3 ./squares.py 4"])
  func `a batch file that runs the program plainly is recognised, with what to write`(_ command: String) throws {
    let advice = try #require(try self.advice(command))
    #expect(
      advice.hasPrefix(
        "To see its workers, write poolbook run python --file squares.py --experiment squares in place of python3 "))
  }

  @Test(arguments: [
    "poolbook run python --file squares.py --experiment squares", "python3 other.py", "echo python3", "",
  ])
  func `there is no advice where it wouldn't help`(_ command: String) throws { #expect(try advice(command) == nil) }

  private static let text = """
    ---
    format: 1
    id: job
    version: 1
    title: A Job
    ---

    # Work {#work}

    <!-- question {id: squares, kind: code, language: python, file: squares.py} -->
    Write it.
    <!-- end -->

    <!-- question {id: script, kind: file, file: job.sb, language: bash} -->
    Write it.
    <!-- end -->

    ```experiment
    id: batch-run
    kind: batch
    script: job.sb
    program: squares.py
    ```
    """
}
