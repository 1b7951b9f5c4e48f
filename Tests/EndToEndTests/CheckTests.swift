import Testing

extension EndToEnd {
  /// `poolbook check` and `poolbook lesson check --run`, with the real Python of this machine.
  @Suite struct ProgramChecks {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      try workplace.write(Self.lesson(solution: "    return 3 * n"), to: "cells.md")
    }

    /// A lesson with a program that imports another, and one that needs a module that there isn't.
    private static func lesson(solution: String, starter: String = "    ...") -> String {
      """
      ---
      format: 1
      id: cells
      version: 1
      title: Cells
      ---

      # One {#one}

      <!-- question {id: triple, kind: code, language: python, file: triple.py} -->
      Write it.

      ```python
      def triple(n):
      \(starter)
      ```
      <!-- checks -->
      ```yaml
      - call: triple(4)
        is: 12
      ```
      <!-- solution -->
      ```python
      def triple(n):
      \(solution)
      ```
      <!-- end -->

      <!-- question {id: pooled, kind: code, language: python, file: pooled.py, uses: [triple]} -->
      Map it.

      ```python
      from triple import triple
      ```
      <!-- checks -->
      ```yaml
      - printed: 30
      - trace: processes == 2
      ```
      <!-- solution -->
      ```python
      from multiprocessing import Pool
      from triple import triple
      if __name__ == "__main__":
          with Pool(2) as pool:
              print(sum(pool.map(triple, range(5))))
      ```
      <!-- end -->

      <!-- question {id: lacking, kind: code, language: python, file: lacking.py, needs: [no_such_module]} -->
      Import it.

      ```python
      import no_such_module
      ```
      <!-- variant {without: [no_such_module]} -->
      ```python
      x = 0
      ```
      <!-- checks -->
      ```yaml
      - value: x
        is: 1
      ```
      <!-- solution -->
      ```python
      import no_such_module
      x = 1
      ```
      <!-- end -->

      ```experiment
      id: again
      task: python
      file: pooled.py
      uses: [triple]
      ```

      """
    }

    @Test func `the plain workbook runs programs, checks them and says what their pools do`() throws {
      let input = """
        go triple
        run
        line 2     return 3 * n
        check
        go pooled
        answer
        from multiprocessing import Pool
        from triple import triple
        if __name__ == "__main__":
            with Pool(2) as pool:
                print(sum(pool.map(triple, range(5))))
        .
        run
        line 5         print(1 / 0)
        run
        traceback
        quit
        """
      let finished = try workplace.run(["--plain", "cells.md"], input: input + "\n")
      #expect(finished.code == 0, "\(finished.errors)")
      #expect(finished.output.contains("The check passed."))
      #expect(finished.output.contains("Starting 2 workers."))
      #expect(finished.output.contains("printed: 30"))
      #expect(finished.output.contains("All 2 checks passed."))
      #expect(finished.output.contains("Line 5 is: print(1 / 0)"))
      #expect(finished.output.contains("ZeroDivisionError: division by zero"))
    }

    @Test func `nothing is answered yet, and nothing fails`() throws {
      let finished = try workplace.run("check", "--lesson", "cells.md")
      #expect(finished.code == 0, "\(finished.errors)")
      #expect(finished.output.split(separator: "\n").count == 3)
      #expect(finished.output.contains("not answered  triple"))
      #expect(!workplace.has("cells"))
    }

    @Test func `each program has a line, and sentences if its check fails`() throws {
      try workplace.write("", to: "answers.md")
      try workplace.write("def tripel(n):\n    return 3 * n\n", to: "triple.py")
      try workplace.write("1 / 0\n", to: "lacking.py")
      var finished = try workplace.run("check", "--lesson", "cells.md")
      #expect(finished.code == 1)
      #expect(finished.output.contains("failed        triple"))
      #expect(finished.output.contains("\n    You have `tripel`: rename it.\n"))
      #expect(finished.output.contains("trouble       lacking"))
      #expect(finished.output.contains("ZeroDivisionError at line 1"))
      try workplace.write("def triple(n):\n    return 3 * n\n", to: "triple.py")
      try workplace.write(
        "import multiprocessing as mp, triple\nwith mp.Pool(2) as p: print(sum(p.map(triple.triple, range(5))))\n",
        to: "pooled.py")
      finished = try workplace.run("check", "--lesson", "cells.md", "pooled")
      #expect(finished.code == 0, "\(finished.output)")
      #expect(finished.output.hasPrefix("passed        pooled"))
      let json = try workplace.run("check", "--lesson", "cells.md", "triple", "--json")
      #expect(json.output.contains(#""passed":true"#) && json.output.contains(#""state":"passed""#))
      #expect(workplace.read("answers.md").isEmpty)
      #expect(!workplace.has("runs"))
    }

    @Test func `a program that imports one that isn't written yet waits for it`() throws {
      try workplace.write("print(30)\n", to: "pooled.py")
      for starter in [nil, "def triple(n):\n    ...\n\n"] {
        if let starter { try workplace.write(starter, to: "triple.py") }
        let finished = try workplace.run("check", "--lesson", "cells.md", "--folder", ".")
        #expect(finished.code == 0)
        #expect(finished.output.contains("First write triple.py: question 1."))
      }
    }

    @Test func `a question without a program, and a Python that isn't there, are refused`() throws {
      let unknown = try workplace.run("check", "--lesson", "cells.md", "nope")
      #expect(unknown.code == 64)
      #expect(unknown.errors.contains("it has triple, pooled, lacking"))
      try workplace.write("x = 1\n", to: "lacking.py")
      let python = try workplace.run("check", "--lesson", "cells.md", "--folder", ".", "--python", "no-such")
      #expect(python.code == 1)
      #expect(python.errors.contains("There is no program no-such"))
    }

    @Test func `a lesson's solutions pass their checks, and its starter texts don't`() throws {
      let finished = try workplace.run("lesson", "check", "cells.md", "--run")
      #expect(finished.code == 0, "\(finished.output)\(finished.errors)")
      #expect(finished.output.contains("\nRunning triple.py, pooled.py, lacking.py of cells with Python 3"))
      #expect(
        finished.output.contains("2 solutions passed; 3 starter texts did not, as it should be; 1 experiment ran"))
      #expect(finished.output.contains("the solution of lacking was skipped: it needs no_such_module"))
    }

    @Test func `a wrong solution and a complete starter text are faults with their lines`() throws {
      try workplace.write(Self.lesson(solution: "    return 2 * n", starter: "    return 3 * n"), to: "cells.md")
      let finished = try workplace.run("lesson", "check", "cells.md", "--run")
      #expect(finished.code == 1)
      #expect(
        finished.output.contains("cells.md:10:1: The solution of triple fails a check: `triple(4)` gave 8, not 12."))
      #expect(finished.output.contains("cells.md:10:1: A starter text of triple passes all checks"))
      #expect(finished.output.contains("The solution of pooled fails a check"))
      #expect(finished.errors.contains("errors in 1 of 1 file"))
      let unrun = try workplace.run("lesson", "check", "cells.md")
      #expect(unrun.code == 0)
      #expect(!unrun.output.contains("Running"))
    }
  }
}
