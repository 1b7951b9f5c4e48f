import Posix
package import WorkerPool

extension ExperimentTask {
  /// Sleeps for as many seconds as each item says.
  package static let sleep = ExperimentTask(
    StandardTask.sleep, summary: "Sleeps for as many seconds as each item says.",
    knobs: [.processes, .items, .chunk, .schedule, .repeats, .limit], usual: Knobs(items: [0.5, 0.5, 0.5, 0.5]),
    traits: [.itemsAreTimes],
    objection: { knobs in
      let numbers = knobs.items.numbers
      let isRight = !numbers.isEmpty && numbers.allSatisfy { (0...Knobs.longestSleep).contains($0) }
      return isRight ? nil : "The items of sleep are seconds from 0 to 3600, such as 0.5,1,2."
    },
    items: { $0.items.numbers }, missing: 0
  ) { slept, _ in
    SleepFindings(seconds: slept.reduce(0, +))
  }
}

extension StandardTask {
  /// Takes a number of seconds; returns how long it slept.
  package static let sleep = PoolTask<Double, Double>(name: "sleep") { seconds, _ in
    sleepFor(seconds: seconds)
    return seconds
  }
}

/// Seconds slept, all items together.
package struct SleepFindings: Findings {
  package var seconds: Double

  package var isSound: Bool { (0...1e12).contains(seconds) }

  package func figure(of report: RunReport) -> Double { seconds }

  /// The seconds that all slept.
  package var figureIsTime: Bool { true }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let time = formatDuration(seconds)
    return ResultWords(
      lines: [.text("", "slept for \(time) in all")], cell: "slept \(time)",
      sentences: ["The workers slept \(time) in all."], clause: "slept for \(time) in all")
  }
}

extension TaskResult {
  /// The result of `sleep`.
  package static func sleep(seconds: Double) -> TaskResult { TaskResult(SleepFindings(seconds: seconds)) }
}
