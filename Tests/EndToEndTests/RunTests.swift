import Experiments
import FoundationEssentials
import Testing

extension EndToEnd {
  /// `poolbook run` and `poolbook scale`.
  @Suite struct Runs {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func report(_ words: String...) throws -> RunReport {
      let finished = try workplace.run(["run"] + words + ["--json"])
      #expect(finished.code == 0, "\(finished.errors)")
      #expect(finished.output.split(separator: "\n").count == 1)
      return try JSONDecoder().decode(RunReport.self, from: Data(finished.output.utf8))
    }

    @Test(arguments: ["run", "scale"])
    func `workers are launched here or, within an allocation, by SLURM`(command: String) throws {
      #expect(try workplace.run([command, "--help"]).output.contains("--launcher"))
      let size = command == "run" ? "1" : "1,2"
      let words = [command, "process-info", "--items", "1,2", "--processes", size, "--launcher"]
      #expect(try workplace.run(words + ["local"]).code == 0)
      #expect(try workplace.run(words + ["remote"]).code == 64)
      let refusal = try workplace.run(words + ["slurm"])
      #expect(refusal.code == 1)
      #expect(refusal.errors.contains("needs a SLURM allocation"))
    }

    @Test func `the lesson's primes are found`() throws {
      let report = try report("primes", "--range", "100000000..<101000000", "--processes", "4")
      #expect(
        report.result
          == .primes(
            count: 54208, first: [100_000_007, 100_000_037, 100_000_039, 100_000_049, 100_000_073],
            last: [100_999_939, 100_999_949, 100_999_979, 100_999_981, 100_999_993]))
      #expect(report.workers.count == 4)
      #expect(report.items == 1_000_000)
      #expect(report.assignment == nil)
    }

    @Test(arguments: ["1", "2", "3", "6", "64"])
    func `any number of processes finds the same primes`(processes: String) throws {
      let report = try report("primes", "--range", "100000000..<100020000", "--processes", processes)
      #expect(report.result == .primes(count: 1081, first: Self.firstPrimes, last: Self.lastPrimes))
      #expect(report.workers.map(\.items).reduce(0, +) == 20_000)
    }

    @Test(arguments: ["static", "cyclic", "dynamic", "guided"])
    func `any schedule finds the same primes`(schedule: String) throws {
      let report = try report("primes", "--range", "100000000..<100020000", "--schedule", schedule, "--chunk", "700")
      #expect(report.result == .primes(count: 1081, first: Self.firstPrimes, last: Self.lastPrimes))
      #expect(report.schedule.rawValue == schedule)
    }

    private static let firstPrimes = [100_000_007, 100_000_037, 100_000_039, 100_000_049, 100_000_073]
    private static let lastPrimes = [100_019_921, 100_019_923, 100_019_929, 100_019_947, 100_019_977]

    @Test func `four items of the same value come back as four results`() throws {
      let report = try report("process-info", "--items", "5,5,5,5", "--processes", "4")
      let results = try #require(report.result.as(ProcessInfoFindings.self)).results
      #expect(results.map(\.item) == [5, 5, 5, 5])
      #expect(Set(results.map(\.pid)).isSubset(of: Set(report.workers.map(\.pid))))
      #expect(report.assignment?.map { $0[0] } == [0, 1, 2, 3])
      #expect(!report.workers.map(\.pid).contains(report.parent.pid))
    }

    @Test func `a repeated estimate of pi reports its mean and deviation`() throws {
      let report = try report("quarter-circle", "--samples", "4000000", "--processes", "4", "--repeat", "7")
      #expect(report.runs_s.count == 7)
      #expect(report.mean_s == Statistics(report.runs_s).mean)
      #expect(report.stddev_s == Statistics(report.runs_s).deviation)
      let found = try #require(report.result.as(QuarterCircleFindings.self))
      #expect(found.samples == 4_000_000)
      // Ten times the standard deviation for this number of points.
      #expect(abs(found.pi - .pi) < 0.01)
      #expect(report.seeds?.count == 4)
    }

    @Test func `one seed gives one result`() throws {
      let words = ["quarter-circle", "--samples", "100000", "--seed", "42", "--processes", "2"]
      let first = try report(words[0], words[1], words[2], words[3], words[4], words[5], words[6])
      let second = try report(words[0], words[1], words[2], words[3], words[4], words[5], words[6])
      #expect(first.result == second.result)
    }

    @Test func `--json always reports the imbalance, lines only if it means something`() throws {
      let words = ["run", "divisors", "--range", "1..<101", "--processes", "2", "--schedule", "static"]
      let json = try workplace.run(words + ["--json"]).output
      #expect(json.contains(#""imbalance":1."#))
      #expect(json.contains(#""result":{"divisors":12,"most":60,"sum":482}"#))
      let lines = try workplace.run(words).output
      #expect(lines.contains("imbalance 1."))
      #expect(lines.contains("482 divisors in all; 60 has the most of them, 12"))
      #expect(try !workplace.run("run", "process-info", "--processes", "2").output.contains("imbalance"))
    }

    @Test func `without --json, a run is reported in lines`() throws {
      let finished = try workplace.run("run", "process-info", "--processes", "2")
      #expect(finished.code == 0)
      #expect(finished.output.contains("worker-2"))
      #expect(!finished.output.contains("\u{1B}"))
    }

    @Test func `a run can be saved in a file`() throws {
      let finished = try workplace.run("run", "process-info", "--events", "run.jsonl")
      #expect(finished.code == 0)
      let run = try RecordedRun.read(workplace.read("run.jsonl"))
      var lanes = Lanes()
      lanes.apply(run.events)
      #expect(lanes.itemsDone == 10)
    }

    @Test func `a recorded run is played without a pool`() throws {
      _ = try workplace.run("run", "process-info", "--items", "5,5,5,5", "--processes", "2", "--events", "run.jsonl")
      let finished = try workplace.run("replay", "run.jsonl", "--speed", "1")
      #expect(finished.code == 0)
      for item in 0..<4 { #expect(finished.output.contains("took item \(item)\n")) }
      #expect(finished.output.contains("process-info · [5, 5, 5, 5] · 4 items"))
    }

    @Test func `a file that is not a recorded run is refused in one sentence`() throws {
      try workplace.write("{}\n", to: "other.jsonl")
      for name in ["other.jsonl", "missing.jsonl", "/dev/zero", "/proc/self/environ"] {
        let finished = try workplace.run("replay", name)
        #expect(finished.code == 1)
        #expect(finished.complaints.count == 1)
        #expect(finished.output.isEmpty)
      }
    }

    @Test func `a warning about one seed for all workers goes to standard error, not into the JSON`() throws {
      let finished = try workplace.run(
        "run", "quarter-circle", "--samples", "1000", "--processes", "2", "--seed", "5", "--json")
      #expect(finished.complaints.count == 1)
      #expect(finished.output.contains("\"seeds\":[5,5]"))
      #expect(finished.output.contains(#""inside_each":[387,387]"#))
    }

    @Test func `scale compares the same work at several sizes`() throws {
      let finished = try workplace.run("scale", "primes", "--range", "100000000..<100020000", "--processes", "1,2,3")
      #expect(finished.code == 0)
      #expect(finished.output.contains("speedup"))
      let json = try workplace.run(
        "scale", "primes", "--range", "100000000..<100020000", "--processes", "1,2", "--json")
      #expect(json.output.split(separator: "\n").count == 1)
      #expect(json.output.contains("\"count\":1081"))
    }

    @Test func `a result's picture is printed in the encoding of the surroundings, and is text in JSON`() throws {
      let words = ["run", "mandelbrot", "--rows", "64", "--processes", "2"]
      let lines = try workplace.run(words).output
      #expect(lines.contains("mandelbrot · 64 rows · 64 items · 2 processes"))
      #expect(lines.contains("⣿⣿") && lines.contains(" of the set in a picture of 80 × 64 points"))
      let ascii = try workplace.run(words, environment: ["LC_ALL": "C"]).output
      #expect(ascii.contains("####"))
      #expect(ascii.allSatisfy { $0.isASCII })
      let json = try workplace.run(words + ["--json"]).output
      #expect(json.contains(#""columns":80"#) && json.contains(#""rows":64"#) && json.contains("####"))
    }

    @Test func `in lines a picture is described in sentences and not drawn`() throws {
      try workplace.write(
        """
        ---
        format: 1
        id: pictures
        version: 1
        title: Pictures
        ---

        # One {#one}

        ```experiment
        {id: picture, task: mandelbrot, rows: 64, processes: 2}
        ```
        """, to: "lesson.md")
      let finished = try workplace.run(["lesson.md", "--plain"], input: "go picture\nknobs\nrun\nquit\n")
      #expect(finished.output.contains("rows 64: How many rows the picture has"))
      #expect(finished.output.contains(" of the set in a picture of 80 by 64 points."))
      #expect(!finished.output.contains("⣿"))
    }
  }
}
