import Text

extension Comparison {
  /// What is compared, in a few words: `Same work, two chunk sizes`.
  package var title: String {
    guard isSameWork else { return "Different work" }
    guard let first = settings.first else { return "Same work, same settings" }
    guard settings.count == 1 else {
      return "Same work, different " + listed(settings.map { Comparison.plural($0.name) })
    }
    if first.name == "processes" { return "Same work, \(listed(first.values)) processes" }
    return "Same work, \(number(Set(first.values).count)) \(Comparison.plural(first.name))"
  }

  /// What came of it, in one plain sentence; a second one says if it isn't sure.
  package var conclusion: String {
    guard isSameWork else {
      let names = listed(settings.filter(isOfWork).map { Comparison.plural($0.name) })
      return "They did different work\(names.isEmpty ? "" : " (different \(names))"), so their times can't be compared."
    }
    return isUnsure ? "\(finding) Runs this short vary: repeat them to be sure." : finding
  }

  private var finding: String {
    if runs.count == 2 { return pairSentence }
    guard let fastest = extreme(<), let slowest = extreme(>),
      !TimeDifference(of: fastest.run, over: slowest.run).isNoise
    else { return "Same work, \(number(runs.count)) runs, and no difference worth naming." }
    return isScale ? scaleSentence(fastest.run) : rangeSentence(fastest, slowest)
  }

  /// What else has to be known to read the comparison, each a sentence.
  package var notes: [String] {
    var notes: [String] = []
    for (index, run) in runs.enumerated() {
      let (name, report) = (label(of: index).firstUppercased, run.run.report)
      if report.deaths > 0 {
        notes.append(
          "\(name): \(counted(report.deaths, "process", plural: "processes")) ended before the run was over.")
      }
      if let failures = report.failures, !failures.isEmpty {
        notes.append("\(name): \(counted(failures.count, "item")) failed, so its time is not that of the whole work.")
      }
      if let leftOut = report.events_left_out {
        notes.append(
          "\(name): \(counted(leftOut, "event")) near the end not recorded; there, bars are as high as the mean busy time."
        )
      } else if run.lanes.contains(where: { $0.unlisted != nil }) {
        notes.append(
          "\(name): after \(formatCount(Lanes.mostTaken)) chunks of a worker, bars are as high as the mean busy time.")
      } else if !run.hasEvents {
        notes.append("\(name): only the figures were recorded, so the bars show how long, not when.")
      }
    }
    if settings.contains(where: { $0.name == "processes" }), let note = speedup(of: 0)?.baseNote { notes.append(note) }
    let turns = runs.filter(\.takesTurns)
    if let cores = turns.first?.run.machine.usableCores {
      let sizes = Set(turns.map(\.run.report.processes)).sorted().map { formatCount($0) }
      notes.append(
        "\(listed(sizes)) processes took turns on \(counted(cores, "core")), and their busy time contains waiting for one."
      )
    }
    return notes
  }

  /// Whether times of a few milliseconds were measured only once.
  private var isUnsure: Bool { isSameWork && runs.contains { $0.time < 0.05 && !$0.run.report.isRepeated } }

  /// Whether a setting says what the work is.
  private func isOfWork(_ setting: SettingDifference) -> Bool {
    ["task", "command"].contains(setting.name) || Knob.named(setting.name)?.isWork == true
  }

  private var pairSentence: String {
    let difference = TimeDifference(of: runs[1], over: runs[0])
    let (before, after) = (runs[0].run.report.processes, runs[1].run.report.processes)
    let workers = before == after ? "same workers" : "\(counted(after, "worker")) instead of \(formatCount(before))"
    let isElsewhere = settings.contains { $0.name == "machine" || $0.name == "machines" }
    let place = isElsewhere ? ", on other machines" : ""
    let end = difference.isNoise ? "and no difference worth naming" : difference.ratioInWords
    return "Same work, \(workers)\(place), \(end)."
  }

  private func scaleSentence(_ fastest: ComparedRun) -> String {
    // Where processes have to take turns, more of them can't help.
    let within = runs.filter { !$0.takesTurns }
    if let best = within.min(by: { $0.time < $1.time }), within.count > 1, within.count < runs.count,
      best.run.report.processes == within.map(\.run.report.processes).max(),
      fastest.time == best.time || TimeDifference(of: fastest, over: best).isNoise
    {
      return
        "It bends where the cores end: more than \(counted(best.run.machine.usableCores, "process", plural: "processes")) take turns."
    }
    guard let speedup = Speedup(of: fastest.run, among: runs.map(\.run)), speedup.ratio > 1 else {
      return "More processes took longer: the smallest pool was the fastest."
    }
    let many = counted(fastest.run.report.processes, "process", plural: "processes")
    return "\(many) were \(formatFixed(speedup.ratio, digits: 2)) times as fast as "
      + "\(formatCount(speedup.base.report.processes)): \(speedup.efficiencyText) of ideal."
  }

  private typealias Named = (name: String, run: ComparedRun)

  private func rangeSentence(_ fastest: Named, _ slowest: Named) -> String {
    let more = TimeDifference(of: slowest.run, over: fastest.run).ratioInWords
    return "\(fastest.name.firstUppercased) was the fastest, \(formatDuration(fastest.run.time)); "
      + "\(slowest.name) took \(formatDuration(slowest.run.time)), \(more)."
  }

  private func extreme(_ isBetter: (Double, Double) -> Bool) -> Named? {
    runs.indices.min { isBetter(runs[$0].time, runs[$1].time) }.map { (label(of: $0), runs[$0]) }
  }

  private static func plural(_ name: String) -> String {
    switch name {
    case "chunk": "chunk sizes"
    case "repeat": "numbers of repeats"
    case "range", "limit", "seed", "schedule", "task", "command", "machine": name + "s"
    case "cores": "numbers of cores"
    case "machines": "numbers of machines"
    case "seeding": "kinds of seeding"
    default: name
    }
  }

  private func number(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words.indices.contains(count) ? words[count] : formatCount(count)
  }
}

extension String {
  /// The text with a capital first letter.
  fileprivate var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}

extension Comparison {
  /// What Amdahl's law says about these runs, or why it can't be fitted, as a sentence.
  package var amdahlSentence: String {
    do throws(AmdahlFit.NoFit) {
      let fit = try amdahl()
      let part = formatFixed(fit.serialFraction * 100, digits: 1)
      let limit =
        fit.serialFraction > 0.001
        ? ", so no number of processes is more than \(formatSignificant(1 / fit.serialFraction)) times as fast" : ""
      // Two points determine a line.
      let error =
        fit.sizes.count > 2
        ? "The fit is off by at most \(formatFixed(fit.largestError * 100, digits: 1)) %."
        : "Only a third pool size could show whether the law fits."
      return "Amdahl's law: \(part) % of the work is serial\(limit). \(error)"
    } catch {
      return error.description
    }
  }
}

extension Comparison {
  /// The runs, the difference and the notes in sentences, for people who can't see the picture.
  package var description: String {
    let times = runs.indices.map { index -> String in
      let (run, name) = (runs[index], label(of: index).firstUppercased)
      let idle = run.longestIdle.flatMap { lane in lane.idleAtEnd.map { (lane.worker + 1, $0) } }
      let wait =
        run.endsLevel == false
        ? idle.map { "; worker \($0.0) was idle for the last \(formatDuration($0.1))" } ?? "" : ""
      return "\(name): \(run.run.report.timeInWords)\(wait)."
    }
    return (times + [conclusion] + notes).joined(separator: " ")
  }
}
