import Experiments
import LessonFormat
import SeededRandom
import Testing
import Text

@testable import AnswerBook

/// Whatever our screens print as a figure is read as that figure, within the digits that are printed.
struct ScreenFigureTests {
  private static let seconds = Asked(.seconds("pi-alone"), unit: "s")
  private static let speedup = Asked(.speedup(alone: "pi-alone", pooled: "pi-pooled"), unit: "x")
  private static let imbalance = Asked(.imbalance("pi-pooled"), unit: nil)
  private static let result = Asked(.result("pi-pooled"), unit: nil)

  /// Expects that a text is read as a value; `within` is a part of the value, `room` is absolute.
  private func expect(_ text: String, _ asked: Asked, _ value: Double, within: Double = 0, room: Double = 0) {
    let variants = [text, visible(text, ascii: true), text.replacing(" ", with: "\u{A0}")]
    for text in variants + [variants[0].replacing(" ", with: "\u{202F}")] {
      guard case .figure(let figure) = NumberReading(text, for: asked) else {
        Issue.record("\(text) is not read: \(NumberReading(text, for: asked))")
        continue
      }
      let most = within * abs(value) + room + 1e-9 * abs(value)
      #expect(figure.values.contains { abs($0 - value) <= most }, "\(text) is read as \(figure.values), not \(value)")
    }
  }

  private func size(_ powers: ClosedRange<Double>, _ random: inout SeededRandom) -> Double {
    (0..<Int(abs(Double.random(in: powers, using: &random)))).reduce(1) { value, _ in value * 10 }
      * Double.random(in: 1..<10, using: &random)
  }

  @Test func `durations, with and without a deviation`() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<80 {
      let time = size(0...13, &random) * 1e-9
      let runs = (0..<7).map { _ in time * Double.random(in: 0.98...1.02, using: &random) }
      var report = sampleRun("pi-alone", seconds: runs).report
      report.stddev_s = Statistics(runs).deviation
      expect(formatDuration(time), Self.seconds, time, within: 0.005, room: 5e-12)
      for notation in [Notation.unicode, Notation(isASCII: true)] {
        expect(report.timeText(notation), Self.seconds, report.mean_s, within: 0.005, room: 5e-12)
      }
      expect(report.timeInWords, Self.seconds, report.mean_s, within: 0.005, room: 5e-12)
      expect("\(formatDuration(time)) at best", Self.seconds, time, within: 0.005, room: 5e-12)
    }
    expect(formatDuration(0), Self.seconds, 0)
  }

  @Test func `counts of things, in groups of digits`() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<80 {
      let count = Int(size(0...14, &random))
      expect(formatCount(count), Self.result, Double(count))
      expect(formatCount(-count), Self.result, Double(-count))
      expect(counted(count, "prime"), Self.result, Double(count))
      expect(counted(count, "worker"), Asked(.workers("e"), unit: nil), Double(count))
      expect(counted(count, "chunk"), Asked(.chunks("e"), unit: nil), Double(count))
      expect(counted(count, "process", plural: "processes"), Asked(.deaths("e"), unit: nil), Double(count))
    }
  }

  @Test func `ratios, efficiencies and imbalances`() throws {
    var random = SeededRandom(seed: 3)
    let pi = TaskResult.quarterCircle(samples: 1_000, inside: 785)
    for _ in 0..<80 {
      let (one, other) = (size(0...8, &random) * 1e-6, size(0...8, &random) * 1e-6)
      let base = sampleRun("pi-alone", shares: [1], seconds: [one], task: .quarterCircle, result: pi)
      let run = sampleRun("pi-pooled", seconds: [other], task: .quarterCircle, result: pi)
      let speedup = try #require(Speedup(of: run, over: base))
      for notation in [Notation.unicode, Notation(isASCII: true)] {
        expect(speedup.text(notation), Self.speedup, speedup.overOneProcess, room: 0.005)
        expect(speedup.ratioText(notation), Self.speedup, speedup.ratio, room: 0.005)
        expect(speedup.ratioTextWithStartUp(notation), Self.speedup, speedup.ratioWithStartUp, room: 0.005)
      }
      expect(speedup.efficiencyText, Self.speedup, speedup.efficiency, room: 0.005)
      let times = "\(formatDuration(one)) / \(formatDuration(other))"
      expect(times, Self.speedup, speedup.ratio, within: 0.011)
      if speedup.ratio > 0.1 {
        expect("\(times) = \(speedup.ratioText(.unicode))", Self.speedup, speedup.ratio, within: 0.011, room: 0.005)
      }
      let share = 1 + Double.random(in: 0..<4, using: &random)
      expect("imbalance \(formatFixed(share, digits: 2))", Self.imbalance, share, room: 0.005)
      expect(formatFixed(share, digits: 2), Self.imbalance, share, room: 0.005)
    }
  }

  @Test func `results, in each place that shows them`() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<20 {
      let samples = Int(size(3...9, &random))
      let count = Int(size(0...8, &random))
      let results: [(ExperimentTask, TaskResult)] = [
        (
          .quarterCircle,
          .quarterCircle(samples: samples, inside: samples / 4 * 3, insideEach: [samples / 4, samples / 2])
        ),
        (.primes, .primes(count: count, first: [3], last: [97])),
        (.divisors, .divisors(most: samples, count: 96, sum: count)),
        (.mandelbrot, .mandelbrot(rows: 80, columns: 100, iterations: samples, inside: count, picture: ["#"])),
        (.sleep, .sleep(seconds: size(0...4, &random) * 1e-2)),
      ]
      for (task, result) in results {
        let report = sampleRun("e", task: task, result: result).report
        let asked = Asked(.result("e"), unit: nil, resultIsTime: report.resultIsTime)
        for notation in [Notation.unicode, Notation(isASCII: true)] {
          let words = report.resultWords(notation)
          var texts = [words.cell, words.clause, words.sentences[0]]
          if case .text(let strong, let rest) = words.lines[0] {
            texts += [strong + rest] + (strong.isEmpty ? [] : [strong])
          }
          for text in texts {
            expect(
              text, asked, report.resultFigure, within: report.resultIsTime ? 0.005 : 0,
              room: task == .quarterCircle ? 5e-7 : 0)
          }
        }
      }
    }
  }

  @Test func `a verdict's own sentence reads back as its figure`() throws {
    for (name, figure) in SampleFigure.all {
      let sentence = try #require(figure.judge("1")?.sentence, "\(name)")
      let shown = try #require(sentence.split(separator: ": ", maxSplits: 1).last?.split(separator: ";").first)
      let verdict = figure.judge(String(shown))
      #expect(verdict?.outcome == .right, "\(shown): \(verdict?.sentence ?? "")")
    }
  }

  @Test func `any text gets a verdict without a trap, and quickly`() {
    var random = SeededRandom(seed: 5)
    let pieces = [
      "1", "4", "0", "1 000", "1e9", "1e-300", "10^", "10⁸", "/", ":", "=", "≈", "±", "+-", "+", "-", "×", "x", "(",
      ")",
      "%", " ", " ", " ", ",", ".", "ms", "s", "min", "S", "T1", "mean", "mean of", "faster", "slower", "less", "runs",
      "of", "imbalance", "speedup", "\u{1B}[31m", "\u{202E}", "４", "²", "question", "m", "standard deviation",
    ]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      for figure in SampleFigure.all.values {
        let verdict = figure.judge(text)
        #expect(verdict?.sentence.hasSuffix(".") != false || verdict?.sentence.hasSuffix("?") == true)
        #expect(verdict?.sentence.unicodeScalars.contains("\u{1B}") != true)
      }
    }
    #expect(SampleFigure.all["workers 4"]?.judge(String(repeating: "(", count: 400))?.outcome == .cannotCompare)
    #expect(
      SampleFigure.all["workers 4"]?.judge(String(repeating: "1 ", count: 1_000_000))?.outcome == .cannotCompare)
  }
}
