internal import Experiments

/// The keys that say how a Python file is run, of a question and of an experiment.
enum CellKeys {
  /// Their names.
  static let all = ["uses", "needs", "repeat", "time", "memory"]

  /// Reads them for a file; what is malformed is reported and left out.
  static func read(file: String, _ fields: inout Fields) -> CellSpec {
    var spec = CellSpec(file: file, uses: fields.list("uses") ?? [], needs: fields.list("needs") ?? [])
    for name in spec.needs where !isPythonModule(name) {
      if let entry = fields.mapping["needs"] {
        fields.report(
          entry.place, "`\(name.prefix(80))` is not the name of a Python module.",
          fix: "Write the name that `import` takes: `needs: [numpy]`.")
      }
    }
    spec.repeats = fields.whole("repeat", in: 1...1000) ?? 0
    if let word = fields.word("time"), let entry = fields.mapping["time"] {
      spec.time = CellWork.seconds(word)
      if spec.time == nil {
        fields.report(
          entry.place, "`\(word.prefix(80))` is not a time from 0.1 s to a day.",
          fix: "Write `time: 60 s`, or a number of minutes: `time: 2 min`.")
      }
    }
    if let word = fields.word("memory"), let entry = fields.mapping["memory"] {
      spec.memory = CellWork.bytes(word)
      if spec.memory == nil {
        fields.report(
          entry.place, "`\(word.prefix(80))` is not a size of at least 1 MB.",
          fix: "Write `memory: 500 MB` or `memory: 4 GB`.")
      }
    }
    return spec
  }

  /// Reports those that are there although there is no Python file that they could be about.
  static func refuse(_ fields: inout Fields, _ message: (String) -> String, fix: (String) -> String) {
    for key in all {
      guard let entry = fields.mapping[key] else { continue }
      fields.report(entry.keyPlace, message(key), fix: fix(key))
    }
  }

  /// Whether `import` takes a file of this name, which ends in `.py`.
  static func isImportable(file: String) -> Bool { isPythonName(file.dropLast(3)) }

  private static func isPythonModule(_ name: String) -> Bool {
    name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isPythonName($0) }
  }

  private static func isPythonName(_ name: some StringProtocol) -> Bool {
    guard let first = name.first, first == "_" || first.isLetter, name.allSatisfy(\.isASCII) else { return false }
    return name.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber } && !Painter.pythonKeywords.contains(String(name))
  }
}
