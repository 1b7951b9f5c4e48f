import Testing

@testable import Experiments

@Suite struct CompareTests {
  /// A run that took this many seconds.
  private func run(
    _ seconds: Double, processes: Int = 1, task: ExperimentTask = .primes, knobs: Knobs = Knobs(), id: String = "r"
  ) -> RecordedRun {
    var run = RecordTests.run
    run.id = id
    run.knobs = knobs
    run.report.task = task
    run.report.processes = processes
    run.report.mean_s = seconds
    return run
  }

  @Test func `runs did the same work if task, program and the knobs of the work agree`() {
    let one = run(1)
    #expect(one.hasSameWork(as: run(2, processes: 4, knobs: Knobs(chunk: .items(7), schedule: .guided, repeats: 3))))
    #expect(!one.hasSameWork(as: run(1, knobs: Knobs(range: 1..<2))))
    #expect(!one.hasSameWork(as: run(1, task: .divisors)))
    #expect(one.hasSameWork(as: run(1, knobs: Knobs(items: [1], samples: 1))))
    let program = run(1, task: .command, knobs: Knobs(command: ["cat"]))
    #expect(!program.hasSameWork(as: run(1, task: .command, knobs: Knobs(command: ["tac"]))))
    #expect(!program.hasSameWork(as: run(1, task: .command, knobs: Knobs(values: [.null], command: ["cat"]))))
  }

  @Test func `the base of a speedup is the latest run of the smallest pool that did the same work`() throws {
    let candidates = [
      run(9, id: "early"), run(8, id: "late"), run(1, processes: 2), run(4, knobs: Knobs(range: 1..<2), id: "other"),
    ]
    let speedup = try #require(Speedup(of: run(2, processes: 4), among: candidates))
    #expect(speedup.base.id == "late")
    #expect(speedup.ratio == 4 && speedup.overOneProcess == 4 && speedup.efficiency == 1)
    #expect(speedup.text(.unicode) == "4.00×" && speedup.text(Notation(isASCII: true)) == "4.00x")
    #expect(speedup.efficiencyText == "100 %")
  }

  @Test func `a base of several processes counts as ideal`() throws {
    let speedup = try #require(Speedup(of: run(2, processes: 4), among: [run(3, processes: 2)]))
    #expect(speedup.ratio == 1.5 && speedup.overOneProcess == 3 && speedup.efficiency == 0.75)
    #expect(speedup.ratioText(.unicode) == "1.50×")
  }

  @Test func `a scale without a run of one process names its base`() throws {
    let runs = [run(3, processes: 2), run(2, processes: 4)]
    #expect(try #require(Speedup(of: runs[1], among: runs)).baseNote?.contains("2 processes count as 2 times") == true)
    #expect(try #require(Speedup(of: runs[1], among: [run(6, processes: 1)] + runs)).baseNote == nil)
  }

  @Test func `without the same work or a measurable time there is no speedup`() {
    #expect(Speedup(of: run(2), among: []) == nil)
    #expect(Speedup(of: run(2), over: run(2, task: .divisors)) == nil)
    #expect(Speedup(of: run(0), over: run(2)) == nil)
    #expect(Speedup(of: run(2), over: run(0)) == nil)
  }

  @Test func `the time of a repeated run includes its deviation`() {
    var report = run(3.23).report
    report.stddev_s = 0.02
    report.runs_s = [3.23]
    #expect(report.timeText(.unicode) == "3.23 s" && report.timeInWords == "3.23 s")
    report.runs_s = [3.21, 3.25]
    #expect(report.timeText(.unicode) == "3.23 s ± 20.0 ms")
    #expect(report.timeText(Notation(isASCII: true)) == "3.23 s +- 20.0 ms")
    #expect(report.timeInWords == "3.23 s, mean of 2 with a standard deviation of 20.0 ms")
  }
}
