import Experiments
import Testing

@testable import PythonCells

/// Wrong answers of the usual kinds, each of which gets the sentence that helps.
@Suite(.serialized, .enabled(if: CheckedPrograms.python != nil)) struct WrongAnswerTests {
  private static let count = """
    import random
    random.seed(7)
    def count(n): return sum(random.random() ** 2 + random.random() ** 2 < 1 for _ in range(n))

    """

  static let sampling: [(program: String, seen: String, rest: String)] = [
    ("def sample_quarter_circle(n): return 4 * count(n) / n", "a float, not an int", "an estimate of pi"),
    ("import math\ndef sample_quarter_circle(n): return math.pi", "3.14159", "an estimate of pi"),
    ("def sample_quarter_circle(n): return float(count(n))", "a float, not an int", "//"),
    ("def sample_quarter_circle(n): return count(n) / n", "a float, not an int", "share"),
    ("def sample_quarter_circle(n): return 4 * count(n)", "not from 0 to 1 000", "factor"),
    (
      "def sample_quarter_cirle(n): return count(n)", "There is no `sample_quarter_circle`",
      "`sample_quarter_cirle`: rename"
    ),
    (
      "def sampleQuarterCircle(n): return count(n)", "There is no `sample_quarter_circle`",
      "`sampleQuarterCircle`: rename"
    ),
    ("def sample_quarter_circle(n):\n    print(count(n))", "and returned None", "return instead of print"),
    ("def sample_quarter_circle(n):\n    count(n)", "returned None", "return and the value"),
    ("def sample_quarter_circle(n): return [count(1) for _ in range(n)]", "a list, not an int", "sum"),
    ("def sample_quarter_circle(n): return str(count(n))", "a str, not an int", "without quotes"),
    ("def sample_quarter_circle(n): return count", "a function, not an int", "parentheses"),
    ("def sample_quarter_circle(): return count(1000)", "raised TypeError", "parameters"),
    ("def sample_quarter_circle(n): return 1 // (n - 1000)", "raised ZeroDivisionError at line 4 of cell.py", "line"),
    ("def sample_quarter_circle(n):\n    random.seed(1)\n    return count(n)", "the same each time", "seed"),
    ("def sample_quarter_circle(n): return n - count(n)", "were expected", "comparison"),
    ("def sample_quarter_circle(n): return count(n // 2)", "were expected", "1/2"),
    ("def sample_quarter_circle(n): return True", "a bool, not an int", "how many"),
    ("def sample_quarter_circle(n):\n    while True: pass", "still running", "loop"),
    ("import os\ndef sample_quarter_circle(n): os._exit(3)", "did not reach its end", "exit code 3"),
    ("def sample_quarter_circle(n): raise SystemExit", "raised SystemExit", "return"),
  ]

  @Test(arguments: sampling)
  func `a function that counts wrongly`(program: String, seen: String, rest: String) throws {
    let trouble = try CheckedPrograms().failure(Self.count + program, CellCheck.ofSampling, time: 6)
    #expect(trouble.seen.contains(seen), "\(program): \(trouble.sentences)")
    #expect("\(trouble.sentences)".contains(rest), "\(program): \(trouble.sentences)")
    #expect(trouble.sentences.allSatisfy { !$0.isEmpty })
  }

  private static let square = """
    import sys, time
    from multiprocessing import Pool
    def square(n):
        time.sleep(0.003)
        return n * n

    """

  static let pooling: [(program: String, seen: String, rest: String)] = [
    ("with Pool(1) as p: print(sum(p.map(square, range(40))))", "1 process in its pool", "Pool(4)"),
    ("with Pool(4) as p: print(sum(p.map(square, range(40), chunksize=40)))", "busy at the same moment", "one chunk"),
    ("with Pool(4) as p: print(sum(p.map(square, range(39))) + 1521)", "39 items in its largest map", "range(a, b)"),
    ("with Pool(4) as p: print(sum(p.map(square, range(41))) - 1600)", "41 items in its largest map", "range(a, b)"),
    ("print(sum(p for p in map(square, range(40))))", "made no pool", "Pool(4)"),
    ("p = Pool(4)\nprint(sum(map(square, range(40))))", "gave it no work", "pool.map"),
    (
      "def main():\n    with Pool(4) as p: print(sum(p.map(square, range(40))))", "It printed nothing|did not print",
      "`main`, which is perhaps never called"
    ),
    ("with Pool(4) as p: print(sum(p.map(square, range(40))) - 1)", "It printed 20 539.", "one too few"),
    ("with Pool(4) as p: print(sum(p.map(square, range(30))))", "nearest number in its output is 8 555", "less work"),
    ("with Pool(4) as p: p.map(square, range(40))", "It printed nothing", "Print the result"),
    ("with Pool() as p: print(sum(p.map(square, range(40))))", "", "Pool(4)"),
  ]

  @Test(arguments: pooling)
  func `a program whose pool is wrong`(program: String, seen: String, rest: String) throws {
    let trouble = try CheckedPrograms().failure(Self.square + program, CellCheck.ofPooling)
    let isSeen = seen.isEmpty || seen.split(separator: "|").contains { trouble.seen.contains($0) }
    #expect(isSeen, "\(program): \(trouble.sentences)")
    #expect("\(trouble.sentences)".contains(rest), "\(program): \(trouble.sentences)")
    #expect(trouble.sentences.allSatisfy { !$0.isEmpty })
  }

  @Test func `a missing guard is a trouble of the program, and nothing is checked`() throws {
    let program =
      Self.square + """
        import multiprocessing
        multiprocessing.set_start_method("spawn")
        with Pool(4) as p: print(sum(p.map(square, range(40))))
        """
    let found = try CheckedPrograms().run(program, CellCheck.ofPooling).found
    #expect(found.trouble?.fix.contains("if __name__ == \"__main__\":") == true)
    #expect(found.checks == nil)
  }

  @Test func `a value that is None isn't said to be a function's`() throws {
    let check = CellCheck(.value(expression: "total", isCall: false, CellCheck.Expected(equals: .integer(6))))
    let trouble = try CheckedPrograms().failure("total = print(6)", [check])
    #expect(trouble.seen == "`total` is None.")
    #expect(trouble.sentences.allSatisfy { !$0.isEmpty })
  }

  @Test func `the author's sentences are used where the program says no better`() throws {
    let check = CellCheck(
      .value(expression: "f()", isCall: true, CellCheck.Expected(type: "int", between: 0...5)),
      say: ["It is too much.", "Take less."])
    let programs = try CheckedPrograms()
    #expect(try programs.failure("def f(): return 6", [check]).means == "It is too much.")
    #expect(try programs.failure("def f(): return 6", [check]).fix == "Take less.")
    #expect(try programs.failure("def f(): print(6)", [check]).fix == "Use return instead of print.")
  }
}
