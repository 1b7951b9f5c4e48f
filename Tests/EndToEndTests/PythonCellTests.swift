import Experiments
import FoundationEssentials
import Glibc
import Posix
import Testing

extension EndToEnd {
  /// `poolbook run python`, with the real Python of this machine.
  @Suite struct PythonCells {
    private let workplace: Workplace
    private let runtime: String

    init() throws {
      workplace = try Workplace()
      runtime = "\(workplace.path)/runtime"
      mkdir(runtime, 0o700)
    }

    /// Runs a program, and checks that nothing of it is left: no process, no file of ours, no semaphore.
    private func run(
      _ program: String, _ words: [String] = [], code: Int32? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (report: RunReport, found: PythonFindings) {
      try workplace.write(program, to: "cell.py")
      let folders = try CreatedNames(in: runtime)
      let finished = try workplace.run(
        ["run", "python", "--file", "cell.py", "--json"] + words, environment: ["XDG_RUNTIME_DIR": runtime])
      #expect(finished.code == (code ?? finished.code), "\(finished.errors)", sourceLocation: sourceLocation)
      #expect(names(in: runtime).isEmpty, sourceLocation: sourceLocation)
      let own = folders.all()
      #expect(!own.isEmpty, sourceLocation: sourceLocation)
      #expect(
        names(in: "/dev/shm").filter { name in own.contains { name.hasPrefix("sem.\($0)-") } }.isEmpty,
        sourceLocation: sourceLocation)
      #expect(
        names(in: "/proc").filter { contents(of: "/proc/\($0)/cmdline").contains(runtime) }.isEmpty,
        sourceLocation: sourceLocation)
      let report = try JSONDecoder().decode(RunReport.self, from: Data(finished.output.utf8))
      return (report, try #require(report.result.as(PythonFindings.self)))
    }

    private func trouble(_ program: String, _ words: [String] = []) throws -> Trouble {
      try #require(try run(program, words, code: 1).found.trouble)
    }

    private static let head = """
      import os, signal, sys, time
      from multiprocessing import Pool, get_context
      def work(n):
          time.sleep(0.002)
          return n * n

      """

    /// A program whose workers do `body` instead.
    private func mapping(_ body: String) -> String {
      """
      import os, signal, sys, time
      from multiprocessing import Pool
      def work(n):
          \(body)
          return n
      if __name__ == "__main__":
          with Pool(3) as pool: print(pool.map(work, range(12), chunksize=1))
      """
    }

    @Test func `a map is shown as one of our own, with every item once`() throws {
      let (report, found) = try run(
        Self.head + "with Pool(4) as pool: print(sum(pool.map(work, range(40))))", code: 0)
      #expect(found.printed == "20540\n")
      #expect(found.exit == 0)
      #expect(report.items == 40)
      #expect(report.workers.count == 4)
      #expect(report.workers.reduce(0) { $0 + $1.items } == 40)
      #expect(report.assignment?.map { $0[0] } == Array(0..<40))
      #expect(found.maps.count == 1)
      #expect((1...4).contains(found.at_once))
      #expect(report.python?.version.hasPrefix("3.") == true)
    }

    @Test(arguments: ["fork", "spawn", "forkserver"])
    func `every kind of call is counted with every way to start processes`(method: String) throws {
      let calls = """
        if __name__ == "__main__":
            with get_context("\(method)").Pool(3) as pool:
                a = pool.map(work, range(10)), pool.starmap(pow, [(1, 2), (3, 4)])
                b = list(pool.imap(work, range(7), 3)), sorted(pool.imap_unordered(work, iter(range(6))))
                c = [r.get() for r in [pool.apply_async(work, (i,)) for i in range(5)]], pool.apply(work, (9,))
            print(a, b, c)
        """
      let found = try run(Self.head + calls, code: 0).found
      #expect(found.maps.map(\.items).sorted() == [2, 6, 6, 7, 10])
      #expect(found.maps.allSatisfy { $0.seconds != nil })
    }

    @Test func `an executor's maps and calls are counted`() throws {
      let program = """
        from concurrent.futures import ProcessPoolExecutor
        def work(n): return n
        if __name__ == "__main__":
            with ProcessPoolExecutor(3) as pool:
                print(list(pool.map(work, range(11), chunksize=4)), [pool.submit(work, i).result() for i in range(3)])
        """
      #expect(try run(program, code: 0).found.maps.map(\.items).sorted() == [3, 11])
    }

    // With fork, Python removes the name of each at once.
    @Test(arguments: ["spawn", "forkserver"])
    func `the semaphores of a run have its name, so that they can be removed`(method: String) throws {
      let program = """
        from multiprocessing import get_context
        def work(n):
            lock = get_context("\(method)").Lock()
            return lock._semlock.name
        if __name__ == "__main__":
            with get_context("\(method)").Pool(2) as pool: print(*pool.map(work, range(4)), work(0))
        """
      let printed = try run(program, code: 0).found.printed.split { $0.isWhitespace }
      #expect(printed.count == 5)
      #expect(printed.allSatisfy { $0.hasPrefix("/poolbook-") }, "\(printed)")
    }

    @Test func `threads are left alone`() throws {
      let found = try run(
        "from multiprocessing.pool import ThreadPool\nwith ThreadPool(4) as p: print(p.map(lambda x: x + 1, range(5)))",
        code: 0
      ).found
      #expect(found.printed == "[1, 2, 3, 4, 5]\n")
      #expect(found.maps.isEmpty)
    }

    @Test func `a Python whose pools are unknown runs untraced, and says so`() throws {
      mkdir("\(workplace.path)/site", 0o700)
      try workplace.write(
        "import multiprocessing.pool\ndel multiprocessing.pool.starmapstar\n", to: "site/sitecustomize.py")
      try workplace.write(Self.head + "with Pool(2) as pool: print(pool.map(work, range(3)))", to: "cell.py")
      let finished = try workplace.run(
        ["run", "python", "--file", "cell.py"], environment: ["PYTHONPATH": "\(workplace.path)/site"])
      #expect(finished.code == 0, "\(finished.errors)")
      #expect(finished.output.hasPrefix("[0, 1, 4]\n"))
      #expect(finished.output.contains("Its pools could not be traced: AttributeError"))
    }

    @Test func `many short items are counted, however often`() throws {
      let program = """
        from multiprocessing import Pool
        def work(n): return n & 1
        if __name__ == "__main__":
            with Pool(4) as pool: print(sum(pool.map(work, range(100_000))))
            with Pool(4) as pool: print(sum(pool.imap_unordered(work, range(20_000))))
        """
      for _ in 0..<3 {
        let (report, found) = try run(program, code: 0)
        #expect(found.maps.map(\.items) == [100_000, 20_000])
        #expect(report.workers.reduce(0) { $0 + $1.items } == report.items)
      }
    }

    @Test func `repeats are measured in the same interpreter, with the start of the pool`() throws {
      let (report, found) = try run(
        Self.head + "print('once')\nwith Pool(2) as pool: pool.map(work, range(20))", ["--repeat", "4"], code: 0)
      #expect(report.runs_s.count == 4)
      #expect(found.printed == "once\n")
      #expect(report.items == 20)
      #expect(found.parts != nil)
    }

    @Test func `the run can be replayed and compared`() throws {
      try workplace.write(Self.head + "with Pool(2) as pool: pool.map(work, range(8))", to: "cell.py")
      for file in ["a", "b"] {
        let words = ["run", "python", "--file", "cell.py", "--events", "\(file).jsonl"]
        #expect(try workplace.run(words).code == 0)
      }
      let replay = try workplace.run("replay", "a.jsonl", "--plain", "--speed", "1000000")
      #expect(replay.code == 0, "\(replay.errors)")
      #expect(replay.output.contains("worker-2"))
      let comparison = try workplace.run("compare", "a.jsonl", "b.jsonl", "--json")
      #expect(comparison.code == 0, "\(comparison.errors)")
      #expect(comparison.output.contains("\"same_work\":true"))
    }

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

    @Test func `a program that takes almost no time is repeated often enough to be measured`() throws {
      let (report, found) = try run("x = sum(range(100))", ["--repeat", "3"], code: 0)
      #expect(report.runs_s.count == 3)
      #expect(found.loops ?? 0 >= 10)
      #expect(report.mean_s < 0.1)
      #expect(found.nice == 5)
    }

    @Test func `in a batch job, a program has what the job has`() throws {
      try workplace.write("import os\nprint(os.nice(0))", to: "cell.py")
      let finished = try workplace.run(
        ["run", "python", "--file", "cell.py"], environment: ["SLURM_JOB_ID": "1", "SLURM_MEM_PER_NODE": "500"])
      #expect(finished.output.hasPrefix("0\n"), "\(finished.output)")
      try workplace.write("x = bytearray(600_000_000)", to: "cell.py")
      let large = try workplace.run(
        ["run", "python", "--file", "cell.py"], environment: ["SLURM_JOB_ID": "1", "SLURM_MEM_PER_NODE": "500"])
      #expect(large.output.contains("A process may have 0.50 GB of memory."), "\(large.output)")
    }

    @Test func `the items that failed are listed`() throws {
      let program = """
        from multiprocessing import Pool
        def f(n): return 1 // (n % 3)
        with Pool(2) as pool:
            for result in [pool.apply_async(f, (n,)) for n in range(7)]:
                try: result.get()
                except ZeroDivisionError: pass
        """
      let failures = try #require(try run(program, code: 0).report.failures)
      #expect(failures.map(\.item) == [0, 3, 6])
      #expect(failures.allSatisfy { $0.worker != nil && $0.message.hasPrefix("ZeroDivisionError") })
    }

    @Test func `what spawned workers send back can have a class of the program's`() throws {
      let program = """
        from dataclasses import dataclass
        from multiprocessing import get_context
        @dataclass
        class Point: x: int
        def f(p): return Point(p.x + 1)
        if __name__ == "__main__":
            with get_context("spawn").Pool(2) as pool: print(pool.map(f, [Point(1)]))
        """
      #expect(try run(program, code: 0).found.printed == "[Point(x=2)]\n")
    }

    @Test func `shared memory that a program leaves is removed by Python's own tracker`() throws {
      let shared = "psm_\(getpid())_left"
      _ = try run(
        "import os\nfrom multiprocessing.shared_memory import SharedMemory\n"
          + "SharedMemory(create=True, size=9, name='\(shared)')\n"
          + "while b'resource_tracker' not in b''.join(open(f'/proc/{p}/cmdline', 'rb').read() "
          + "for p in open(f'/proc/self/task/{os.getpid()}/children').read().split()): pass\nos._exit(0)"
      )
      #expect(!names(in: "/dev/shm").contains(shared))
    }

    @Test func `what a program leaves running is ended with it`() throws {
      let program = """
        import subprocess, sys
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)", "\(runtime)"], start_new_session=True)
        """
      #expect(try run(program, code: 0).found.trouble == nil)
    }

    @Test func `ctrl-C ends everything, and a kill leaves no process`() throws {
      try workplace.write(mapping("time.sleep(100)") + "\n# \(runtime)", to: "cell.py")
      for (signal, code) in [(SIGINT, 130), (SIGKILL, 137)] as [(Int32, Int32)] {
        let started = try workplace.start(
          ["run", "python", "--file", "cell.py"], input: .file("/dev/null"), environment: ["XDG_RUNTIME_DIR": runtime])
        func processes() -> [String] {
          names(in: "/proc").filter { contents(of: "/proc/\($0)/cmdline").contains("\(runtime)/poolbook-") }
        }
        try eventually("its workers run") { processes().count >= 4 }
        started.signal(signal)
        #expect(try started.finish().code == code)
        try eventually("they are gone") { processes().isEmpty }
      }
    }

    @Test func `a workbook narrates a program's pool, and leaves no process when it is killed`() throws {
      let lesson = """
        ---
        {format: 1, id: cells, version: 1, title: Cells}
        ---

        # One {#one}

        ```experiment
        {id: slow, task: python, file: slow.py, starter: "1"}
        ```

        """
      try workplace.write(lesson, to: "lesson.md")
      mkdir("\(workplace.path)/cells", 0o700)
      try workplace.write(mapping("time.sleep(100)"), to: "cells/slow.py")
      try workplace.write("run\n", to: "typed")
      let started = try workplace.start(
        ["lesson.md", "--plain", "--at", "slow"], input: .file("\(workplace.path)/typed"),
        environment: ["XDG_RUNTIME_DIR": runtime])
      func processes() -> [String] {
        names(in: "/proc").filter { contents(of: "/proc/\($0)/cmdline").contains("\(runtime)/poolbook-") }
      }
      try eventually("its workers run") { processes().count >= 4 }
      started.signal(SIGKILL)
      let finished = try started.finish()
      #expect(finished.code == 137)
      try eventually("they are gone") { processes().isEmpty }
    }

    @Test func `a record that a program deletes is written again, and said`() throws {
      let lesson = """
        ---
        {format: 1, id: cells, version: 1, title: Cells}
        ---

        # One {#one}

        ```experiment
        {id: slow, task: python, file: slow.py, starter: "1"}
        ```

        """
      try workplace.write(lesson, to: "lesson.md")
      mkdir("\(workplace.path)/cells", 0o700)
      try workplace.write(
        "import glob, os\nfor name in glob.glob('*'):\n  if os.path.isfile(name): os.remove(name)", to: "cells/slow.py")
      let finished = try workplace.run(["lesson.md", "--plain", "--at", "slow"], input: "run\nrun\nquit\n")
      #expect(
        finished.output.contains("poolbook wrote it again") || finished.output.contains("poolbook wrote them again"))
      #expect(workplace.read("cells/slow.py").hasPrefix("import glob"))
      #expect(workplace.read("cells/answers.md").hasPrefix("<!-- poolbook: cells"))
    }

    @Test func `options that don't fit are refused`() throws {
      #expect(try workplace.run("run", "python").errors.contains("--file"))
      #expect(try workplace.run("run", "primes", "--file", "a.py").errors.contains("for python"))
      #expect(try workplace.run("run", "python", "--file", "a.py", "--processes", "2").code == 64)
      #expect(try workplace.run("scale", "python").code == 64)
      #expect(try workplace.run("run", "python", "--file", "none.py").errors.contains("no file none.py"))
      let python = try workplace.run("run", "python", "--file", "a.py", "--python", "no-such")
      #expect(python.errors.contains("There is no program no-such"))
    }
  }
}
