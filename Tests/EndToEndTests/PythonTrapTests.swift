import Experiments
import Testing

/// What is said of programs that go wrong.
extension EndToEnd.PythonCells {
  @Test func `a killed worker is named with its item, and the map is ended`() throws {
    let trouble = try trouble(mapping("if n == 5: os.kill(os.getpid(), signal.SIGKILL)"))
    #expect(trouble.seen.contains("was ended by SIGKILL while it had item 5"))
  }

  @Test func `so is a worker that calls sys_exit`() throws {
    let trouble = try trouble(mapping("if n == 5: sys.exit(3)"))
    #expect(trouble.seen.contains("ended with exit code 3 (SystemExit: 3) while it had item 5"))
    #expect(trouble.fix.contains("sys.exit"))
  }

  @Test func `a worker that hangs is named when the time is up`() throws {
    let trouble = try trouble(mapping("if n == 5: time.sleep(100)"), ["--time", "1"])
    #expect(trouble.seen.contains("had item 5"))
  }

  @Test func `an exception is placed in the worker and at the map`() throws {
    let trouble = try trouble(mapping("if n == 5: raise ValueError('five')"))
    #expect(trouble.seen.contains("had item 5: ValueError: five at line 4"))
    #expect(trouble.means.contains("at line 7"))
  }

  @Test(arguments: [
    ("print(1)\ndef f(x)\n  return x", "SyntaxError at line 2: expected ':'"),
    ("n = int(input())", "EOFError at line 1"), ("while True: print('x' * 70)", "more than 1 048 kB"),
    ("a = bytearray(10_000_000_000)", "MemoryError at line 1"), ("import os\nos._exit(4)", "exit code 4"),
    ("import sys\nsys.exit(3)", "exit code 3"), ("import no_such", "ModuleNotFoundError at line 1"),
    ("import os\nn = os.environ['SLURM_NO']", "KeyError at line 2"), ("import os\nos.abort()", "SIGABRT"),
    ("from multiprocessing import Pool\nwith Pool(2) as p: p.map(lambda x: x, [1])", "at line 2"),
    (
      "import multiprocessing as m\nm.set_start_method('spawn')\nwith m.Pool(2) as p: p.map(abs, [1])",
      "ended before they could begin"
    ),
    (
      "from multiprocessing import Pool\ndef begin(): raise ValueError('no')\n"
        + "with Pool(2, initializer=begin) as p: p.map(abs, [1])", "initializer failed at line 2: ValueError: no"
    ),
    (
      "from multiprocessing import Pool\ndef f(n):\n  with Pool(2) as p: return p.map(abs, [1])\n"
        + "with Pool(2) as p: p.map(f, [1])", "daemonic"
    ),
    (
      "from multiprocessing import Pool\npool = Pool(2)\ndef f(n): return n\nprint(pool.map(f, [1, 2]))",
      "could not take its items: AttributeError: Can't get attribute 'f'"
    ),
    (
      "from multiprocessing import Pool\nclass Odd(Exception):\n  def __init__(self, a, b): super().__init__(a)\n"
        + "def f(n): raise Odd(1, 2)\nwith Pool(2) as p: p.map(f, [1])", "could not be made again in the main program"
    ),
    (
      "import os\nfrom concurrent.futures import ProcessPoolExecutor as P\ndef f(n): os._exit(7) if n == 3 else None\n"
        + "with P(2) as p: print(list(p.map(f, range(6))))", "ended with exit code 7 while it had item 3"
    ),
    ("open('big', 'wb').truncate(2_000_000_000)", "File too large"),
    ("from multiprocessing import Pool\nwith Pool(2) as p: p.map(lambda: 0, (x for x in [1]))", "pickle"),
    ("def f(n): return f(n)\nf(0)", "RecursionError at line 1"), ("import numpyy", "No module named 'numpyy'"),
    ("import sys\nsys.exit('no data')", "with the words “no data”"),
  ]) func `each trap is named`(program: String, seen: String) throws {
    // The time must not be up first, however busy the machine is.
    let trouble = try trouble(program, ["--time", "100", "--memory", "1G"])
    #expect(trouble.seen.contains(seen), "\(trouble.sentences)")
    #expect(trouble.sentences.allSatisfy { !$0.isEmpty })
  }

  @Test(arguments: [
    ("x = 0\nwhile True: x += 1", "still running, at line 2"),
    (
      "import os\nfrom multiprocessing import Pool\ndef f(n): os.closerange(3, 100)\n"
        + "with Pool(2) as p: p.map(f, range(4), 1)", "though no worker had an item"
    ),
  ]) func `what never ends is named when the time is up`(program: String, seen: String) throws {
    let trouble = try trouble(program, ["--time", "5"])
    #expect(trouble.seen.contains(seen), "\(trouble.sentences)")
    #expect(trouble.sentences.allSatisfy { !$0.isEmpty })
  }

  @Test func `a file that hides a module of Python's is named, and doesn't stop the tracer`() throws {
    try workplace.write("raise ValueError", to: "struct.py")
    try workplace.write("", to: "queue.py")
    let program = """
      from multiprocessing import get_context
      def f(n): return n
      if __name__ == "__main__":
          with get_context("fork").Pool(2) as pool: print(pool.map(f, range(4)))
          from queue import Queue
      """
    let found = try run(program, code: 1).found
    #expect(found.printed == "[0, 1, 2, 3]\n")
    #expect(found.maps.map(\.items) == [4])
    #expect(found.trouble?.means == "The file queue.py in this folder hides Python's own module queue.")
  }
}
