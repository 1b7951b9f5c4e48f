import Experiments
import FoundationEssentials
import Glibc
import Testing

extension EndToEnd {
  /// Any program as a worker: `poolbook run command`, and lessons that name one.
  @Suite struct Commands {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      try workplace.write(
        """
        import json, sys
        open("started", "a").write("x")
        for line in sys.stdin:
            print("at", line.strip(), file=sys.stderr)
            print(json.dumps(json.loads(line) * 2), flush=True)
        """, to: "double.py")
      try workplace.write(
        """
        ---
        format: 1
        id: programs
        version: 1
        title: Programs
        ---

        # One {#one}

        ```experiment
        {id: double, task: command, command: [python3, double.py], items: [1, a], processes: 2}
        ```
        """, to: "lesson.md")
    }

    @Test func `a program handles the items given on the command line`() throws {
      let finished = try workplace.run(
        "run", "command", "--items", #"["a", 2, [null]]"#, "--processes", "2", "--json", "--events", "run.jsonl", "--",
        "python3", "double.py")
      #expect(finished.code == 0 && finished.errors.isEmpty, "\(finished.errors)")
      let report = try JSONDecoder().decode(RunReport.self, from: Data(finished.output.utf8))
      #expect(report.result == .command([.string("aa"), .integer(4), .array([.null, .null])]))
      #expect(report.workers.flatMap { $0.output ?? [] }.sorted() == [#"at "a""#, "at 2", "at [null]"])
      let replayed = try workplace.run("replay", "run.jsonl", "--speed", "1000")
      #expect(replayed.output.contains(#"["aa", 4, [null, null]]"#))
      #expect(replayed.output.contains("wrote: at 2\n"))
    }

    @Test func `a run in lines shows the command line, the results and what was written`() throws {
      let finished = try workplace.run(
        "run", "command", "--items", "1,2,3", "--processes", "1", "--", "python3", "double.py")
      #expect(finished.code == 0)
      #expect(finished.output.hasPrefix("command · [1, 2, 3] with python3 double.py · 3 items"))
      #expect(finished.output.contains("3 results, in the order of the items:\n  [2, 4, 6]"))
      #expect(finished.output.contains("worker-1 wrote: at 3\n"))
    }

    @Test func `a program that fails ends the command with 1, and its own output comes before the sentence`() throws {
      let finished = try workplace.run(
        "run", "command", "--items", "[1, null]", "--processes", "1", "--", "python3", "double.py")
      #expect(finished.code == 1)
      #expect(finished.output.isEmpty)
      #expect(finished.complaints.last?.hasPrefix("poolbook: Item 1 failed on worker-1") == true)
      #expect(finished.complaints.last?.contains("TypeError") == true)
      #expect(finished.complaints.contains { $0.hasPrefix("poolbook: worker-1 wrote: Traceback") })
    }

    @Test(arguments: [["run", "command"], ["run", "primes", "--", "cat"], ["scale", "command", "--processes", "1"]])
    func `a program is given after two dashes, and only for the task command`(words: [String]) throws {
      let finished = try workplace.run(words)
      #expect(finished.code == 64)
      #expect(finished.errors.contains("program"))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func `however a run ends, its workers' programs and their children end with it`(signal: Int32) throws {
      try workplace.write(
        """
        import os, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for line in sys.stdin:
            child = subprocess.Popen(["sleep", "600"])
            open("pid-" + line.strip(), "w").write(f"{os.getpid()} {child.pid}\\n")
            time.sleep(600)
        """, to: "busy.py")
      let run = try workplace.start(
        ["run", "command", "--items", "1,2", "--processes", "2", "--", "python3", "busy.py"], input: .pipe)
      let files = ["pid-1", "pid-2"]
      try eventually("both programs work") { files.allSatisfy { workplace.read($0).hasSuffix("\n") } }
      run.signal(signal)
      try run.finish()
      for pid in files.flatMap({ workplace.read($0).split(whereSeparator: \.isWhitespace) }) {
        try eventually("\(pid) is gone") {
          let state = contents(of: "/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ").first
          return state == nil || state == "Z"
        }
      }
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `however a run ends, what its programs have started ends with it`(signal: Int32) throws {
      try workplace.write(
        """
        read -r item
        trap '' TERM HUP
        sleep 1000 & echo $! > one.new
        setsid sleep 1000 & echo $! > two.new
        mv one.new one; mv two.new two
        sleep 1000
        """, to: "starter.sh")
      let run = try workplace.start(
        ["run", "command", "--items", "1", "--processes", "1", "--", "sh", "starter.sh"], input: .pipe)
      let files = ["one", "two"]
      try eventually("both have started") { files.allSatisfy { workplace.has($0) } }
      run.signal(signal)
      try run.finish()
      for pid in files.compactMap({ workplace.read($0).split(separator: "\n").first }) {
        try eventually("\(pid) is gone") {
          let state = contents(of: "/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ").first
          return state == nil || state == "Z"
        }
      }
    }

    @Test func `a program that doesn't answer is asked whether it flushes, at a limit and at a stop`() throws {
      try workplace.write("read -r x; touch has-read; while read -r x; do :; done; sleep 1000", to: "silent.sh")
      let question =
        "sh: it has read the item and answered nothing: does it flush? (awk: fflush(); stdbuf -oL; python -u)"
      let words = ["run", "command", "--items", "1,2", "--processes", "1"]
      let limited = try workplace.run(words + ["--limit", "2", "--", "sh", "silent.sh"])
      #expect(limited.code == 1)
      #expect(limited.errors.contains("it took longer than 2 s (the last line it wrote: \(question))"))
      unlink(workplace.path + "/has-read")
      let run = try workplace.start(words + ["--", "sh", "silent.sh"], input: .pipe)
      try eventually("it has read the item") { workplace.has("has-read") }
      run.signal(SIGINT)
      let stopped = try run.finish()
      #expect(stopped.code == 128 + SIGINT)
      #expect(stopped.errors.contains(question) && stopped.errors.contains("Stopped."), "\(stopped.errors)")
    }

    @Test func `a lesson's programs run only when a run is asked for, not when it is opened or checked`() throws {
      #expect(try workplace.run("lesson", "check", "lesson.md").code == 0)
      let read = try workplace.run(["lesson.md", "--plain"], input: "\n\n\nknobs\nquit\n")
      #expect(read.code == 0)
      #expect(read.output.contains("It runs: python3 double.py"))
      #expect(!workplace.has("started"))
      let run = try workplace.run(["lesson.md", "--plain"], input: "go double\nrun\nquit\n")
      #expect(run.code == 0)
      #expect(run.output.contains("2 results, in the order of the items: 2, \"aa\"."))
      #expect(run.output.contains("wrote: at \"a\"\n"))
      #expect(workplace.read("started") == "xx")
      #expect(workplace.read("programs/answers.md").contains("2 items with python3 double.py"))
      let again = try workplace.run(["lesson.md", "--plain"], input: "go double\nruns\nquit\n")
      #expect(again.output.contains("Run 1 time"))
    }
  }
}
