import Glibc
import Testing

extension EndToEnd {
  /// However a run ends, no worker is left.
  @Suite struct Endings {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private var workers: [Processes.Entry] { Processes.inFolder(workplace.path).filter(\.isWorker) }

    private func startLongRun() throws -> Started {
      let run = try workplace.start(["run", "sleep", "--items", "600,600,600", "--processes", "3"], input: .pipe)
      try eventually("three workers work") { workers.count == 3 }
      return run
    }

    /// Signals and the exit codes they lead to. A sanitizer ends a program that crashes in its own way.
    private static let ends: [(Int32, Int32)] = {
      var ends: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGKILL, 137)]
      // The last two are real-time signals.
      ends += [SIGQUIT, SIGUSR1, SIGALRM, SIGXCPU, SIGPWR, 34, 64].map { ($0, 128 + $0) }
      if dlsym(nil, "__tsan_init") == nil, dlsym(nil, "__asan_init") == nil { ends.append((SIGSEGV, 139)) }
      return ends
    }()

    @Test(arguments: ends)
    func `a signal leaves no worker`(signal: Int32, code: Int32) throws {
      let run = try startLongRun()
      run.signal(signal)
      let finished = try run.finish()
      #expect(finished.code == code)
      #expect(finished.complaints.count <= 1)
      try eventually("no worker is left") { workers.isEmpty }
    }

    @Test func `an interrupt ends a run, however early it comes`() throws {
      for count in 0..<12 {
        let run = try workplace.start(["run", "sleep", "--items", "600,600,600", "--processes", "3"], input: .pipe)
        try eventually("the run has begun") { workers.count >= count % 4 }
        run.signal(SIGINT)
        #expect(try run.finish().code == 130)
        try eventually("no worker is left") { workers.isEmpty }
      }
    }

    @Test func `a killed worker never leaves its run waiting`() throws {
      let run = try workplace.start(
        ["run", "sleep", "--items", "2,2,2", "--processes", "3", "--json"], input: .pipe)
      try eventually("three workers are there") { workers.count == 3 }
      let victim = try #require(workers.last)
      kill(victim.pid, SIGKILL)
      let finished = try run.finish()
      // If the worker was not ready yet, the run fails; otherwise another worker replaces it.
      if finished.code == 0 {
        #expect(finished.output.contains("\"items\":3"))
      } else {
        #expect(finished.complaints.count == 1)
        #expect(finished.errors.contains("\(victim.pid)"))
      }
      #expect(workers.isEmpty)
    }

    @Test func `leaving the plain workbook in a run leaves no worker`() throws {
      try workplace.write(
        """
        ---
        format: 1
        id: naps
        version: 1
        title: Naps
        ---

        # Nap {#nap}

        ```experiment
        id: long
        task: sleep
        items: [600, 600]
        processes: 2
        ```

        """, to: "naps.md")
      let session = try workplace.start(["naps.md", "--plain"], input: .pipe)
      session.type("run\n")
      try eventually("two workers work") { workers.count == 2 }
      session.signal(SIGTERM)
      #expect(try session.finish().code == 143)
      #expect(workers.isEmpty)
    }

    @Test(arguments: [SIGQUIT, SIGUSR2, SIGVTALRM, 40])
    func `the plain workbook saves when a signal ends it`(signal: Int32) throws {
      let session = try workplace.start(["--plain", "--at", "shares"], input: .pipe)
      try session.wait(for: "shares> ")
      session.type("answer words that stay\n")
      try session.wait(for: "Answered.")
      session.signal(signal)
      #expect(try session.finish().code == 128 + signal)
      #expect(workplace.read("sharing-work/answers.md").contains("words that stay"))
    }

    @Test(arguments: [SIGTERM, SIGUSR1, SIGPROF])
    func `a replay in sentences ends with a signal's code`(signal: Int32) throws {
      #expect(try workplace.run("run", "process-info", "--events", "run.jsonl").code == 0)
      let replay = try workplace.start(["replay", "run.jsonl", "--speed", "0.000001"], input: .pipe)
      try replay.wait(for: "of real speed")
      replay.signal(signal)
      #expect(try replay.finish().code == 128 + signal)
    }

    @Test func `fifty runs in a row all end and leave no process`() throws {
      for _ in 0..<50 {
        let finished = try workplace.run("run", "process-info", "--processes", "3", "--json")
        #expect(finished.code == 0)
        #expect(finished.output.contains("\"items\":10"))
      }
      #expect(Processes.inFolder(workplace.path).isEmpty)
    }
  }
}
