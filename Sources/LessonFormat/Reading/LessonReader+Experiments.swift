import Experiments

extension LessonReader {
  private static let keys = ["id", "title", "task", "command", "dartboard"] + KnobName.allCases.map(\.rawValue)
  /// The most pool sizes of one experiment.
  private static let mostSizes = 16

  /// Reads the YAML of a fence with the word `experiment`.
  mutating func readExperiment(_ node: MarkdownNode) {
    if section == nil { reportHomeless(node) }
    guard
      let mapping = YAMLMapping.read(
        node.literal, line: node.line + 1, indent: max(node.byte - 1, 0), fallback: place(node), source: source,
        into: &prose.diagnostics)
    else { return }
    var fields = Fields(mapping, source: source, noun: "an experiment", known: Self.keys)
    defer { prose.diagnostics += fields.diagnostics }
    let id = fields.word("id", required: "id: its-name")
    let title = fields.word("title")
    let dartboard = fields.flag("dartboard")
    var spec: ExperimentSpec?
    if let task = task(&fields) {
      if dartboard, task != .quarterCircle, let entry = mapping["dartboard"] {
        fields.report(entry.keyPlace, "Only `quarter-circle` has a dartboard.", fix: "Remove `dartboard`.")
      }
      var knobs = Knobs.usual(for: task)
      knobs.command = Self.command(of: task, &fields)
      let sizes = Self.turn(&knobs, of: task, &fields)
      spec = ExperimentSpec(
        id: id ?? "", title: title, task: task, knobs: knobs, sizes: sizes, dartboard: dartboard)
    }
    if let id {
      claim(id, .experiment, isScale: spec?.isScale ?? false, at: mapping["id"]?.place ?? mapping.place)
    }
    if let spec { section?.parts.append(.experiment(spec)) }
  }

  private func task(_ fields: inout Fields) -> TaskName? {
    guard let word = fields.word("task", required: "task: process-info") else { return nil }
    if let task = TaskName(rawValue: word) { return task }
    fields.report(
      fields.mapping["task"]?.place ?? fields.mapping.place, "There is no task called `\(word.prefix(80))`.",
      fix: fix(for: word, among: TaskName.allCases.map(\.rawValue), noun: "task"))
    return nil
  }

  /// Sets the knobs that the mapping has, and returns the pool sizes to run with.
  private static func turn(_ knobs: inout Knobs, of task: TaskName, _ fields: inout Fields) -> [Int] {
    var sizes: [Int] = []
    for knob in KnobName.allCases {
      guard let entry = fields.mapping[knob.rawValue] else { continue }
      guard task.knobs.contains(knob) else {
        fields.report(
          entry.keyPlace, "The task `\(task.rawValue)` has no knob `\(knob.rawValue)`.",
          fix: "Remove it; the knobs are \(oneOf(task.knobs.map(\.rawValue)).replacing(" or ", with: " and ")).")
        continue
      }
      let takesAnything = task == .command && knob == .items
      let words = takesAnything ? fields.values(knob.rawValue).map { [$0] } : fields.list(knob.rawValue)
      guard let words else { continue }
      do throws(KnobError) {
        if knob == .processes {
          for word in words {
            try knob.set(word, in: &knobs)
            sizes.append(knobs.processes)
          }
        } else {
          try knob.set(words.joined(separator: ","), in: &knobs)
        }
      } catch {
        fields.report(entry.place, error.description, fix: knob.explanation)
      }
    }
    if task != .command, let entry = fields.mapping["items"] ?? fields.mapping["range"],
      let objection = task.objection(to: knobs)
    {
      fields.report(entry.place, objection.description, fix: (KnobName(rawValue: entry.key) ?? .items).explanation)
    }
    if Set(sizes).count < sizes.count || sizes.count > mostSizes, let entry = fields.mapping["processes"] {
      fields.report(
        entry.place, "The sizes must be different, and there may be at most \(mostSizes).",
        fix: "Write each size once: `processes: [1, 2, 4]`.")
    }
    knobs.processes = sizes.first ?? knobs.processes
    return sizes.isEmpty ? [knobs.processes] : sizes
  }
}
