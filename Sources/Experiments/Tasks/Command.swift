import Text
package import WorkerPool

extension ExperimentTask {
  /// Has any program do each item: one JSON line in, one out.
  package static let command = ExperimentTask(
    StandardTask.command, summary: "Has any program do each item: one JSON line in, one out.",
    knobs: [.processes, .anyItems, .chunk, .schedule, .repeats, .limit], traits: [.runsProgram],
    objection: { knobs in
      let isNamed = knobs.command.first?.isEmpty == false
      return isNamed ? nil : "The task command needs a program, such as python3 square.py."
    },
    items: { knobs in knobs.items.values.map { WirePair(knobs.command, $0.text) } }, missing: "null"
  ) { answers, _ in
    CommandFindings(answers: answers)
  }
}

extension StandardTask {
  /// Takes the words of a command and one item; returns the command's answer. Item and answer are lines of JSON.
  package static let command = PoolTask<WirePair<[String], String>, String>.command(
    name: "command", workerVariable: "POOLBOOK_WORKER"
  ) { answer, words in
    guard JSONValue.isOne(answer) else { throw AnswerError(program: words.first ?? "", answer: answer) }
  }
}

/// What the program answered, in the order of the items; at most 10 000 values and `mostBytes`.
package struct CommandFindings: Findings {
  package var values: [JSONValue]
  /// How many answers after these were left out; `nil` if none were.
  package var values_left_out: Int?

  package var isSound: Bool { (0...1 << 53).contains(values_left_out ?? 0) }

  package func figure(of report: RunReport) -> Double { Double(report.items) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let failures = report.failures?.count ?? 0
    let count = counted(report.items - failures, "result")
    let order = "in the order of the items"
    let heading = failures > 0 ? "\(count), \(order), with null where an item failed:" : "\(count), \(order):"
    let leftOut = values_left_out.map { left in
      "\(counted(left, "result")) at the end \(left == 1 ? "was" : "were") left out: a run keeps up to "
        + "\(formatCount(Lanes.mostTaken)) results and \(Self.mostBytes >> 20) MiB of them. To keep all, let the program "
        + "write its results to a file, or run fewer items at a time."
    }
    let shown = values.prefix(40).map { clipped($0.text, to: 1000) }
    let spoken = values.prefix(20).map { clipped($0.text, to: 200) }.joined(separator: ", ")
    let more = report.items > 20 ? " and \(formatCount(report.items - 20)) more" : ""
    let cell = values.prefix(20).map(\.text).joined(separator: ", ")
    return ResultWords(
      lines: [.list(heading, shown, isComplete: shown.count == report.items)] + (leftOut.map { [.text("", $0)] } ?? []),
      cell: values.count > 20 && cell.count <= 80 ? cell + ", …" : clipped(cell, to: 80),
      sentences: ["\(heading) \(spoken)\(more)."] + (leftOut.map { [$0] } ?? []), clause: "gave \(count)")
  }

  /// The beginning of a text that may be long.
  private func clipped(_ text: String, to most: Int) -> String {
    text.count > most ? text.prefix(most) + "…" : text
  }
}

extension CommandFindings {
  /// The most bytes of answers that a report keeps.
  private static let mostBytes = 4 << 20

  /// As many of the answers as a report has room for.
  init(answers: [String]) {
    var room = Self.mostBytes
    let kept = answers.prefix(Lanes.mostTaken).prefix { answer in
      room -= answer.utf8.count
      return room >= 0
    }
    values = kept.compactMap(JSONValue.init)
    values_left_out = kept.count < answers.count ? answers.count - kept.count : nil
  }
}

extension TaskResult {
  /// The result of `command`.
  package static func command(_ values: [JSONValue]) -> TaskResult { TaskResult(CommandFindings(values: values)) }
}
