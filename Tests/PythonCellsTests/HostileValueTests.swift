import Archive
import Experiments
import Testing

@testable import PythonCells

/// Values that no check expects: none of them ends the run or breaks a sentence.
@Suite(.serialized, .enabled(if: CheckedPrograms.python != nil)) struct HostileValueTests {
  private static let program = """
    class Bad:
        def __repr__(self): raise ValueError("no")
        def __eq__(self, other): raise ValueError("no")
        def __len__(self): return -1
    class Slow:
        def __repr__(self):
            while True: pass
    class Stubborn:
        def __repr__(self):
            import signal
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            while True: pass
    class Loud:
        def __repr__(self): return "\\x1b[31mred\\u202e\\n" * 1000
    class Lone:
        def __repr__(self): return "\\ud800"
    def raises(): raise ValueError("\\udc00")
    class Strange(int):
        def __repr__(self): return "zero"
        def __float__(self): raise OSError
    def huge(): return 10 ** 400
    def larger(): return 10 ** 100_000
    def nested():
        values = []
        values.append(values)
        return values
    def deep():
        value = []
        for _ in range(100_000): value = [value]
        return value
    def endless():
        i = 0
        while True:
            print("x" * 1000)
    def forever(n): return forever(n + 1)
    def grows(): return [0] * 10 ** 7
    kept = Bad()
    """

  @Test(arguments: [
    ("Bad()", "whose __repr__ raises"), ("Slow()", "still running"), ("Stubborn()", "did not reach its end"),
    ("Loud()", "␛[31mred"), ("huge()", "about 401 digits"), ("larger()", "digits"), ("nested()", "[[...]]"),
    ("deep()", ""), ("endless()", "still running"), ("forever(0)", "RecursionError"), ("grows()", "[0, 0"),
    ("float('nan')", "nan"), ("Strange(3)", ""), ("complex(1, 2)", "a complex"), ("object()", "<object"),
    ("(((", "SyntaxError"), ("undefined", "no `undefined`"),
    ("Lone()", "gave ?"), ("raises()", "ValueError"), ("kept.attribute", "AttributeError"),
  ])
  func `a value from hostile code fails its check, and the run is kept`(expression: String, seen: String) throws {
    let checks = [
      CellCheck(.value(expression: expression, isCall: true, CellCheck.Expected(type: "int", between: 0...1000)))
    ]
    let (report, found) = try CheckedPrograms().run(Self.program, checks, time: 5)
    #expect(found.trouble == nil)
    #expect(report.runs_s.count == 1)
    let trouble = try #require(found.checks?.last?.trouble, "\(expression)")
    #expect(trouble.seen.contains(seen), "\(trouble.seen)")
    for sentence in trouble.sentences {
      #expect(!sentence.isEmpty)
      #expect(sentence.count < 400)
      #expect(!sentence.unicodeScalars.contains { $0.value < 32 || $0 == "\u{202E}" })
    }
  }

  @Test(arguments: [
    ("1.0", "1"), ("(1, 2, (3,))", "[1, 2, [3]]"), ("{'a': [1.5, None]}", #"{"a": [1.5, null]}"#), ("True", "true"),
    ("range(3)", "[0, 1, 2]"), ("'é'", "\"é\""), ("None", "null"), ("2 ** 70", "1180591620717411303424"),
    ("9007199254740993", "9007199254740993"),
  ])
  func `values are compared by what they are, not by how they are written`(expression: String, json: String) throws {
    func check(_ json: String) -> CellCheck {
      CellCheck(
        .value(expression: expression, isCall: false, CellCheck.Expected(equals: JSONValue(json))))
    }
    #expect(try CheckedPrograms().run("", [check(json)]).found.checks?.last?.trouble == nil)
    #expect(try CheckedPrograms().run("", [check("9007199254740992")]).found.checks?.last?.passed == false)
  }

  @Test func `NumPy's integers are integers, and its arrays are lists`() throws {
    guard CheckedPrograms.python?.numpy != nil else { return }
    let checks = [
      CellCheck(.value(expression: "a.sum()", isCall: true, CellCheck.Expected(type: "int", between: 3...3))),
      CellCheck(
        .value(
          expression: "a", isCall: false, CellCheck.Expected(equals: .array([.integer(0), .integer(1), .integer(2)])))),
      CellCheck(.value(expression: "a.mean()", isCall: true, CellCheck.Expected(type: "float", near: 1))),
      CellCheck(.value(expression: "(a > 0).all()", isCall: true, CellCheck.Expected(type: "bool"))),
    ]
    let outcomes = try CheckedPrograms().run("import numpy as np\na = np.arange(3)", checks).found.checks
    #expect(outcomes?.map(\.passed) == [true, true, true, true], "\(outcomes ?? [])")
  }

  @Test func `a check's pools and output are not the program's`() throws {
    let program = """
      from multiprocessing import Pool
      def pooled(n):
          print("not shown")
          with Pool(2) as p: return sum(p.map(abs, range(n)))
      print("shown")
      """
    let checks = [
      CellCheck(.value(expression: "pooled(5)", isCall: true, CellCheck.Expected(equals: .integer(10)))),
      CellCheck(.trace(.pools, .equal, 0)),
    ]
    let found = try CheckedPrograms().run(program, checks).found
    #expect(found.checks?.map(\.passed) == [true, true], "\(found.checks ?? [])")
    #expect(found.printed == "shown\n")
    #expect(found.maps.isEmpty)
  }

  @Test func `processes that the program forks make no checks, and too many of them fail a check`() throws {
    let program = """
      import os
      pid = os.fork()
      if pid: os.waitpid(pid, 0)
      print("child" if pid == 0 else "parent", flush=True)
      def forks():
          if os.fork() == 0: return 0
          os.wait()
          return 1
      def many():
          import time
          for _ in range(100 + 2 * os.cpu_count()):
              if os.fork() == 0: time.sleep(1000)
          time.sleep(1000)
      """
    let checks = [
      CellCheck(.value(expression: "pid > 0", isCall: false, CellCheck.Expected(equals: .bool(true)))),
      CellCheck(.value(expression: "forks()", isCall: true, CellCheck.Expected(equals: .integer(1)))),
      CellCheck(.value(expression: "many()", isCall: true, CellCheck.Expected(equals: .integer(1)))),
    ]
    let found = try CheckedPrograms().run(program, checks).found
    #expect(found.printed == "child\nparent\n")
    #expect(found.trouble == nil)
    #expect(found.checks?.map(\.passed) == [true, true, false])
    #expect(found.checks?.last?.trouble?.seen.contains("processes at once") == true, "\(found.checks ?? [])")
  }

  @Test func `the code that ran is recorded: the program and what it imports from its folder`() throws {
    let programs = try CheckedPrograms(["helper.py": "x = 1\n", "unused.py": ""])
    let code = try programs.run("import helper, json", []).report.code
    #expect(code?.map(\.file) == ["cell.py", "helper.py"])
    #expect(code?.last?.sha256 == sha256(Array("x = 1\n".utf8)))
    let changing = try programs.run("import helper\nopen('helper.py', 'w').write('x = 2')", []).report.code
    #expect(changing?.last?.sha256 == sha256(Array("x = 1\n".utf8)))
    let failing = try programs.run("import helper\nraise ValueError", []).report.code
    #expect(failing?.map(\.file) == ["cell.py", "helper.py"])
    let broken = try CheckedPrograms(["helper.py": "def f(:\n"]).run("import helper", []).report.code
    #expect(broken?.map(\.file) == ["cell.py", "helper.py"])
  }
}
