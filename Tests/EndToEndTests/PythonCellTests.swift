import Experiments
import FoundationEssentials
import Glibc
import Posix
import Testing

extension EndToEnd {
  /// `poolbook run python`, with the real Python of this machine.
  @Suite struct PythonCells {
    let workplace: Workplace
    private let runtime: String

    init() throws {
      workplace = try Workplace()
      runtime = "\(workplace.path)/runtime"
      mkdir(runtime, 0o700)
    }

    /// Runs a program, and checks that nothing of it is left: no process, no file of ours, no semaphore.
    func run(
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

    func trouble(_ program: String, _ words: [String] = []) throws -> Trouble {
      try #require(try run(program, words, code: 1).found.trouble)
    }

    static let head = """
      import os, signal, sys, time
      from multiprocessing import Pool, get_context
      def work(n):
          time.sleep(0.002)
          return n * n

      """

    /// A program whose workers do `body` instead.
    func mapping(_ body: String) -> String {
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
