import Text

/// A setting that is not the same in all runs that are compared.
package struct SettingDifference: Sendable, Equatable {
  /// Its name: a knob's, or `task`, `command`, `machine`, `cores` or `machines`.
  package let name: String
  /// Its value in each run, as it would be typed.
  package let values: [String]
  /// The same in words: `chunk 100`, `2 processes`.
  package let words: [String]

  /// Everything that differs between runs, in the order of the knobs.
  static func all(of runs: [ComparedRun]) -> [SettingDifference] {
    guard let first = runs.first?.run else { return [] }
    var differences: [SettingDifference] = []
    func compare(_ name: String, _ values: [String], _ words: [String]? = nil) {
      guard Set(values).count > 1 else { return }
      differences.append(SettingDifference(name: name, values: values, words: words ?? values))
    }
    let tasks = runs.map(\.run.report.task.name)
    compare("task", tasks)
    if Set(tasks).count == 1 {
      compare("command", runs.map { commandLine($0.run.knobs.command) })
      for knob in first.report.task.knobs where knob != .chunk {
        compare(knob.name, runs.map { knob.text(of: $0.run.knobs) }, runs.map { words(knob, $0.run) })
        // The chunk that was chosen, after the processes.
        if knob == .processes { compareChunks() }
      }
    }
    compare("machine", runs.map(\.run.machine.host))
    compare(
      "cores", runs.map { String($0.run.machine.usableCores) },
      runs.map { counted($0.run.machine.usableCores, "usable core") })
    compare("machines", runs.map { String($0.hosts.count) }, runs.map { counted($0.hosts.count, "machine") })
    return differences

    /// A chunk that follows from other settings is not a setting of its own.
    func compareChunks() {
      guard Set(runs.map { Knob.chunk.text(of: $0.run.knobs) }).count > 1 else { return }
      let chunks = runs.map(\.run.report.chunk)
      compare("chunk", chunks.map(String.init), chunks.map { "chunk \(formatCount($0))" })
    }
  }

  private static func words(_ knob: Knob, _ run: RecordedRun) -> String {
    let named = "\(knob.name) \(knob.text(of: run.knobs))"
    return knob.choices == nil ? knob.words(of: run.knobs) ?? named : named
  }
}
