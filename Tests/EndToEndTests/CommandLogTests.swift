import Experiments
import FoundationEssentials
import Glibc
import Testing

extension EndToEnd {
  /// Long work with a program: items that fail, and runs that are stopped and resumed.
  @Suite struct CommandLogs {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      try workplace.write(
        """
        import os, sys, time
        for line in sys.stdin:
            item = line.strip()
            open("tries", "a").write(item + "\\n")
            if item == "2" and not os.path.exists("fixed"): sys.exit(3)
            if item == "5" and not os.path.exists("fixed"): time.sleep(600)
            print(item, flush=True)
        """, to: "work.py")
    }

    private var tries: [String] { workplace.read("tries").split(separator: "\n").map(String.init) }

    @Test func `a run that keeps going has the other results, names what failed and ends with 1`() throws {
      let words = ["run", "command", "--items", "0..<5", "--processes", "2", "--keep-going", "--retries", "1"]
      let finished = try workplace.run(words + ["--json", "--", "python3", "work.py"])
      #expect(finished.code == 1)
      let report = try JSONDecoder().decode(RunReport.self, from: Data(finished.output.utf8))
      #expect(report.result == .command([.integer(0), .integer(1), .null, .integer(3), .integer(4)]))
      #expect(report.failures?.map(\.item) == [2] && report.failures?.map(\.tries) == [2])
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.contains("1 of 5 items failed; item 2 failed on worker-"))
      #expect(tries.count { $0 == "2" } == 2 && tries.count == 6)
      let shown = try workplace.run(words + ["--", "python3", "work.py"])
      #expect(shown.code == 1)
      #expect(shown.output.contains("4 results, in the order of the items, with null where an item failed:"))
      #expect(shown.output.contains("1 item failed:\n  item 2 failed on worker-"))
    }

    @Test func `a run that is killed is resumed from its log`() throws {
      let words = ["run", "command", "--items", "0..<9", "--processes", "1"]
      let program = ["--", "python3", "work.py"]
      let run = try workplace.start(words + ["--log", "log", "--keep-going"] + program, input: .pipe)
      try eventually("five items are logged") { workplace.read("log").split(separator: "\n").count == 6 }
      run.signal(SIGKILL)
      try run.finish()
      try workplace.write(workplace.read("log") + "8\t17", to: "log")
      try workplace.write("", to: "tries")
      try workplace.write("", to: "fixed")
      let resumed = try workplace.run(words + ["--resume", "log", "--json"] + program)
      #expect(resumed.code == 0, "\(resumed.errors)")
      #expect(tries == ["5", "6", "7", "8"])
      #expect(resumed.output.contains("[5,6,7,8]"))
      let again = try workplace.run(words + ["--resume-failed", "log"] + program)
      #expect(again.code == 0 && tries.last == "2" && tries.count == 5)
      let nothing = try workplace.run(words + ["--resume-failed", "log"] + program)
      #expect(nothing.code == 0 && nothing.errors.contains("There is nothing left to do") && nothing.output.isEmpty)
      let empty = try workplace.run(words + ["--resume-failed", "log", "--json"] + program)
      #expect(empty.code == 0 && empty.errors.contains("There is nothing left to do"))
      // Where there is nothing to do, no allocation is needed.
      let elsewhere = try workplace.run(words + ["--launcher", "slurm", "--resume-failed", "log"] + program)
      #expect(elsewhere.code == 0 && elsewhere.errors.contains("There is nothing left to do"))
      let report = try JSONDecoder().decode(RunReport.self, from: Data(empty.output.utf8))
      #expect(report.items == 0 && report.result == .command([]))
      let unrecorded = try workplace.run(words + ["--resume-failed", "log", "--events", "events"] + program)
      #expect(unrecorded.code == 1 && unrecorded.errors.contains("leave out --events") && !workplace.has("events"))
      let lines = workplace.read("log").split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
      #expect(lines[0] == ["Seq", "Start", "Duration", "Worker", "Exit", "Item"])
      #expect(lines.dropFirst().map { $0[0] } == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "2"])
      #expect(lines[3][4] == "3" && lines[10][4] == "0")
      let other = try workplace.run(["run", "command", "--items", "1..<9", "--resume", "log"] + program)
      #expect(other.code == 1 && other.errors.contains("is the log of another list"))
    }

    @Test func `a run that has no place leaves an old log as it is`() throws {
      try workplace.write("old\n", to: "log")
      let refusal = try workplace.run([
        "run", "command", "--items", "1,2", "--processes", "1", "--log", "log", "--launcher", "slurm", "--", "cat",
      ])
      #expect(refusal.code == 1 && refusal.errors.contains("needs a SLURM allocation"), "\(refusal.errors)")
      #expect(workplace.read("log") == "old\n")
    }

    @Test(arguments: [
      (["sleep", "--log", "log"], "has no log"), (["mandelbrot", "--keep-going"], "has no --keep-going"),
      (["command", "--retries", "101", "--", "cat"], "retries is a whole number"),
      (["command", "--resume", "a", "--resume-failed", "b", "--", "cat"], "either --resume or --resume-failed"),
      (["command", "--log", "a", "--resume", "b", "--", "cat"], "leave out --log"),
      (["command", "--log", "a", "--repeat", "2", "--", "cat"], "leave out --repeat"),
    ])
    func `options that don't go together are refused`(words: [String], sentence: String) throws {
      let finished = try workplace.run(["run"] + words)
      #expect(finished.code == 64)
      #expect(finished.errors.contains(sentence), "\(finished.errors)")
      #expect(!workplace.has("a") && !workplace.has("log"))
    }
  }
}
