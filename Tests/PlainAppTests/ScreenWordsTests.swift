import Canvas
import Experiments
import LessonFormat
import SeededRandom
import Testing
import Text

@testable import AnswerBook
@testable import PlainApp
@testable import Session
@testable import WorkbookApp

/// Whole lines and sentences about a run, copied from either workbook into an answer, agree with the run.
struct ScreenWordsTests {
  @Test func `each line of a run's summary and each sentence agrees with the run it is about`() throws {
    var random = SeededRandom(seed: 88)
    for round in 0..<20 {
      for task in [ExperimentTask.quarterCircle, .primes, .divisors, .mandelbrot, .sleep] {
        let base = run("alone", task, processes: 1, repeats: round % 2 == 0 ? 7 : 1, &random)
        let last = run("pooled", task, processes: 4, repeats: round % 2 == 0 ? 7 : 1, &random)
        let speedup = try #require(Speedup(of: last, over: base))
        let runs = ["alone": [base], "pooled": [last]]
        for (line, figure) in words(last, RunComparison(experiment: "alone", speedup: speedup)) {
          for text in [line, visible(line, ascii: true)] {
            let verdict = comparison(of: Answer(number: text), to: question(figure), runs: runs)
            #expect(verdict?.outcome == .right, "\(text): \(verdict?.sentence ?? "")")
          }
        }
      }
    }
  }

  /// The lines and sentences that have the figure of a run, with the figure.
  private func words(_ run: RecordedRun, _ comparison: RunComparison) -> [(String, Check.Figure)] {
    let ratio = Check.Figure.speedup(alone: "alone", pooled: "pooled")
    var words: [(String, Check.Figure)] = []
    for glyphs in [Glyphs.utf8, .ascii] {
      let context = PaneContext(width: 300, wholeWidth: 300, height: 50, glyphs: glyphs, now: 0, secondsFromUTC: 0)
      let lines = RunSummary(run: run, comparison: comparison, context: context).lines.map {
        $0.runs.map(\.text).joined()
      }
      words += [(lines[0], .seconds("pooled")), (lines[0], .imbalance("pooled")), (lines[1], .result("pooled"))]
      words += lines.filter { $0.contains("as fast as") }.map { ($0, ratio) }
      words += MeasuredExperiment(experiment: "pooled", last: run, speedup: comparison.speedup, runs: 1)
        .cells(glyphs.notation)[2...2].map { ($0, .seconds("pooled")) }
    }
    let sentences = RunSentences.all(of: run, comparison)
    words += sentences.filter { $0.contains(" took ") }.map { ($0, .seconds("pooled")) }
    words += sentences.filter { $0.hasPrefix("The imbalance") }.map { ($0, .imbalance("pooled")) }
    words += sentences.filter { $0.hasPrefix("This is") }.map { ($0, ratio) }
    words += run.report.resultWords(.unicode).sentences.prefix(1).map { ($0, .result("pooled")) }
    let scale = RunSentences.scale([comparison.speedup.base, run])[1]
    return words + [(scale, .seconds("pooled")), (scale, ratio)]
  }

  private func question(_ figure: Check.Figure) -> Question {
    Question(
      id: "q", kind: .number(unit: nil, check: Check(figure: figure, tolerance: 0), why: false), prompt: [], source: "")
  }

  private func run(
    _ id: String, _ task: ExperimentTask, processes: Int, repeats: Int, _ random: inout SeededRandom
  ) -> RecordedRun {
    let time = Double.random(in: 1..<10, using: &random) * [1e-5, 1e-3, 1, 100].randomElement(using: &random, or: 1)
    let times = (0..<repeats).map { _ in time * Double.random(in: 0.98...1.02, using: &random) }
    let statistics = Statistics(times)
    let count = Int.random(in: 1...10_000_000, using: &random)
    let result: TaskResult =
      switch task {
      case .primes: .primes(count: count, first: [3, 5], last: [89, 97])
      case .divisors: .divisors(most: 27_720, count: 96, sum: count)
      case .mandelbrot: .mandelbrot(rows: 80, columns: 100, iterations: 5_000, inside: count, picture: [])
      case .sleep: .sleep(seconds: time)
      default: .quarterCircle(samples: 10_000_000, inside: count)
      }
    let workers = (0..<processes).map { worker in
      WorkerReport(
        name: "worker-\(worker + 1)", pid: Int32(100 + worker), host: "n1", items: 4, chunks: 4,
        busy_s: Double.random(in: 0.5...1, using: &random), idle_s: 0)
    }
    let report = RunReport(
      task: task, processes: processes, schedule: .dynamic, chunk: 1, items: 4 * processes,
      parent: ParentReport(pid: 99), workers: workers, assignment: nil, runs_s: times, mean_s: statistics.mean,
      stddev_s: statistics.deviation, startup_s: 0.00806, result: result)
    return RecordedRun(
      id: "r", experiment: id, group: nil, began: 0, machine: Machine(host: "n1", usableCores: 4), knobs: Knobs(),
      report: report, events: [])
  }

}

extension Array {
  fileprivate func randomElement(using random: inout some RandomNumberGenerator, or other: Element) -> Element {
    randomElement(using: &random) ?? other
  }
}
