internal import Experiments

extension LessonReader {
  private static let keys =
    ["id", "kind", "title", "task", "command", "dartboard", "file", "needs", "uses"] + Knob.all.map(\.name)

  /// Reads the YAML of a fence with the word `experiment`.
  mutating func readExperiment(_ node: MarkdownNode) {
    if section == nil { reportTextOutsideSections(node) }
    let more = node.detail.split(separator: " ").dropFirst().joined(separator: " ")
    if !more.isEmpty {
      report(
        place(node), "The text after `experiment` has no effect: `\(prose.restored(more).prefix(80))`.",
        fix: "Remove it; everything about an experiment is in the lines below.")
    }
    guard
      let mapping = YAMLMapping.read(
        node.literal, line: node.line + 1, indent: max(node.byte - 1, 0), fallback: place(node), source: source,
        into: &prose.diagnostics)
    else { return }
    if mapping["kind"] != nil { return readJob(mapping) }
    var fields = Fields(mapping, source: source, noun: "an experiment", known: Self.keys)
    defer { prose.diagnostics += fields.diagnostics }
    let id = fields.word("id", required: "id: its-name")
    let title = fields.word("title")
    let dartboard = fields.flag("dartboard")
    var spec: ExperimentSpec?
    if let task = task(&fields) {
      if dartboard, !task.traits.contains(.hasDarts), let entry = mapping["dartboard"] {
        fields.report(entry.keyPlace, "The task `\(task.name)` has no dartboard.", fix: "Remove `dartboard`.")
      }
      var knobs = task.usualKnobs
      knobs.command = Self.command(of: task, &fields)
      let choosesSamples = task.knob(named: Knob.samples.name) != nil && Self.samplesAreAuto(fields)
      let sizes = Self.set(&knobs, of: task, &fields)
      spec = ExperimentSpec(
        id: id ?? "", title: title, task: task, knobs: knobs, sizes: sizes, dartboard: dartboard,
        choosesSamples: choosesSamples, cell: Self.cell(of: task, knobs, &fields),
        passesProcesses: task == .python && mapping["processes"] != nil)
    }
    if let id {
      register(id, .experiment, isScale: spec?.isScale ?? false, at: mapping["id"]?.place ?? mapping.place)
    }
    if let spec { section?.parts.append(.experiment(spec)) }
  }

  private func task(_ fields: inout Fields) -> ExperimentTask? {
    guard let word = fields.word("task", required: "task: process-info") else { return nil }
    if let task = ExperimentTask.recorded(word) { return task }
    fields.report(
      fields.mapping["task"]?.place ?? fields.mapping.place, "There is no task called `\(word.prefix(80))`.",
      fix: fix(for: word, among: ExperimentTask.all.map(\.name), noun: "task"))
    return nil
  }

  /// The Python file that an experiment runs; `nil` for other tasks.
  private static func cell(of task: ExperimentTask, _ knobs: Knobs, _ fields: inout Fields) -> CellSpec? {
    guard task == .python else { return nil }
    return CellSpec(
      file: fields.word("file", required: "file: pi_pooled.py") ?? "", uses: fields.list("uses") ?? [],
      needs: fields.list("needs") ?? [], repeats: knobs.repeats)
  }

  /// Whether each machine chooses the number of samples itself.
  private static func samplesAreAuto(_ fields: Fields) -> Bool {
    fields.mapping[Knob.samples.name]?.value == .word("auto")
  }

  /// Sets the knobs that the mapping has, and returns the pool sizes to run with.
  private static func set(_ knobs: inout Knobs, of task: ExperimentTask, _ fields: inout Fields) -> [Int] {
    var sizes: [Int] = []
    for known in Knob.all {
      guard let entry = fields.mapping[known.name] else { continue }
      guard let knob = task.knob(named: known.name) else {
        fields.report(
          entry.keyPlace, "The task `\(task.name)` has no knob `\(known.name)`.",
          fix: "Remove it; the knobs are \(oneOf(task.knobs.map(\.name)).replacing(" or ", with: " and ")).")
        continue
      }
      if knob == .samples, samplesAreAuto(fields) { continue }
      let words = knob.takesJSON ? fields.values(knob.name).map { [$0] } : fields.list(knob.name)
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
    // A missing program is reported where `command` is read.
    if !task.traits.contains(.runsProgram), let objection = task.objection(to: knobs),
      let knob = task.knobs.first(where: { $0.isWork && fields.mapping[$0.name] != nil }),
      let entry = fields.mapping[knob.name]
    {
      fields.report(entry.place, objection.description, fix: knob.explanation)
    }
    if !Knobs.allowsScale(at: sizes), let entry = fields.mapping["processes"] {
      fields.report(
        entry.place, "The sizes must be different, and there may be at most \(Knobs.mostSizes).",
        fix: "Write each size once: `processes: [1, 2, 4]`.")
    }
    knobs.processes = sizes.first ?? knobs.processes
    return sizes.isEmpty ? [knobs.processes] : sizes
  }
}
