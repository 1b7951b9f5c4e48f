import Testing

@testable import LessonFormat

/// Experiments with `kind: batch`.
@Suite struct BatchLessonTests {
  private static let script = """
    <!-- question {id: script, kind: file, file: job.sb} -->
    Write it.
    <!-- end -->
    """

  private func job(_ lines: String, before: String = BatchLessonTests.script, after: String = "") -> String {
    lesson("\(before)\n\n```experiment\n\(lines)\n```\n\n\(after)\n")
  }

  @Test func `a batch job names its batch file and its program`() throws {
    let program = "<!-- question {id: program, kind: file, file: job.py} -->\nWrite it.\n<!-- end -->"
    let text = job(
      "id: batch\nkind: batch\ntitle: The job\nscript: job.sb\nprogram: job.py", before: Self.script + "\n\n" + program,
      after: "<!-- question {id: seen, kind: text, beside: batch} -->\nWhat did it print?\n<!-- end -->")
    let read = try Lesson.parse(text, file: "small.md")
    #expect(read.jobs == [JobSpec(id: "batch", title: "The job", script: "job.sb", program: "job.py")])
    #expect(read.jobs[0].files == ["job.sb", "job.py"])
    #expect(read.experiments.map(\.id) == ["program"])
    #expect(read.questions.last?.beside == "batch")
  }

  @Test func `a file that no question asks for is reported with those there are`() {
    let found = faults(job("id: batch\nkind: batch\nscript: jop.sb"))
    #expect(found.map(\.message) == ["No question asks for the file `jop.sb`."])
    #expect(
      found.first?.fix == "Did you mean `job.sb`? The files are job.sb." || found.first?.fix.contains("job.sb") == true)
    #expect(faults(job("id: batch\nkind: batch\nscript: a.sb", before: "")).first?.fix.contains("kind: file") == true)
  }

  @Test func `keys of other experiments are refused, and so are other kinds`() {
    #expect(
      faults(job("id: batch\nkind: batch\nscript: job.sb\nprocesses: 4")).map(\.message)
        == ["`processes` is not a key of a batch job."])
    #expect(
      faults(job("id: batch\nkind: bach\nscript: job.sb")).map(\.message)
        == ["There is no kind of experiment called `bach`."])
    #expect(faults(job("id: batch\nkind: batch")).map(\.message) == ["A batch job needs `script`."])
  }

  @Test func `a job has no figures to check, and no question locks it`() {
    let check = "<!-- question {id: q, kind: number, check: batch.seconds} -->\nHow long?\n<!-- end -->"
    let before = "<!-- question {id: q, kind: text, before: batch} -->\nGuess.\n<!-- end -->"
    for after in [check, before] {
      #expect(
        faults(job("id: batch\nkind: batch\nscript: job.sb", after: after)).map(\.message)
          == ["There is no experiment called `batch`."])
    }
  }
}
