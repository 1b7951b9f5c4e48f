internal import Experiments

extension LessonReader {
  private static let keys =
    ["id", "kind", "title", "task", "command", "dartboard"] + pythonKeys + Knob.all.map(\.name)
  /// Keys of the task `python` alone.
  private static let pythonKeys = ["file", "starter", "fails"] + CellKeys.all.filter { $0 != Knob.repeats.name }

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
        choosesSamples: choosesSamples, cell: cell(of: task, id ?? "", &fields),
        passesProcesses: task == .python && mapping[Knob.processes.name] != nil)
    }
    if let id {
      let place = mapping["id"]?.place ?? mapping.place
      register(
        id,
        GivenID(
          kind: .experiment, line: place.line, isScale: spec?.isScale ?? false, isPython: spec?.cell != nil),
        at: place)
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
  private mutating func cell(of task: ExperimentTask, _ id: String, _ fields: inout Fields) -> CellSpec? {
    guard task == .python else {
      for key in Self.pythonKeys {
        guard let entry = fields.mapping[key] else { continue }
        fields.report(
          entry.keyPlace, "The task `\(task.name)` runs no Python file.",
          fix: "Remove `\(key)`, or write `task: python`.")
      }
      return nil
    }
    let file = fields.fileName(reserved: reservedNames)
    var spec = CellKeys.read(file: file, &fields)
    let place = fields.mapping["uses"]?.place ?? fields.mapping.place
    references += spec.uses.map { Reference(name: $0, wants: .cell, from: id, place: place) }
    spec.given = given(&fields)
    spec.fails = fields.flag("fails")
    if let entry = fields.mapping["file"], !file.isEmpty {
      cellFiles.append(
        CellFile(owner: id, isQuestion: false, isGiven: spec.given != nil, name: file, place: entry.place))
    }
    return spec
  }

  /// The text of a file that students get: `starter: above` is the last Python fence before the experiment.
  private func given(_ fields: inout Fields) -> String? {
    guard let text = fields.word("starter"), let entry = fields.mapping["starter"] else { return nil }
    guard text == "above" else { return text.hasSuffix("\n") ? String(text.dropLast()) : text }
    for case .prose(.code(language: "python", let code)) in (section?.parts ?? []).reversed() { return code }
    fields.report(
      entry.place, "There is no Python fence above this experiment.",
      fix: "Write one in this section, or the program itself below `starter: |`.")
    return ""
  }

  /// Whether each machine chooses the number of samples itself.
  private static func samplesAreAuto(_ fields: Fields) -> Bool {
    fields.mapping[Knob.samples.name]?.value == .word("auto")
  }

  /// The knobs of an experiment with a Python program.
  private static let pythonKnobs = [Knob.processes, .repeats]

  /// Sets the knobs that the mapping has, and returns the pool sizes to run with.
  private static func set(_ knobs: inout Knobs, of task: ExperimentTask, _ fields: inout Fields) -> [Int] {
    var sizes: [Int] = []
    for known in Knob.all {
      guard let entry = fields.mapping[known.name] else { continue }
      guard task != .python || pythonKnobs.contains(known) else {
        fields.report(
          entry.keyPlace, "A Python program has a pool of its own, so there is no knob `\(known.name)`.",
          fix: "Remove it; the program says it where it makes the pool or calls `map`.")
        continue
      }
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
