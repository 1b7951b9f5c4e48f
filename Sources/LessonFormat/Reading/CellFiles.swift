internal import Experiments

extension LessonReader {
  /// A file in the student's folder that a question or an experiment has, to be checked when all are known.
  struct CellFile {
    /// The id of what has it.
    var owner: String
    /// Whether it is a question; otherwise an experiment.
    var isQuestion: Bool
    /// Whether the lesson has its text, so that it is there without a question.
    var isGiven = false
    /// Its name.
    var name: String
    /// Where the lesson names it.
    var place: YAMLMapping.Location
  }

  /// Reports files that two questions have, or that nobody can write or import, and `uses` that go round in a circle.
  /// Experiments get what they need from the questions whose files they run.
  mutating func checkCells() {
    let cells = sections.flatMap(\.questions).reduce(into: [String: Question]()) { $0[$1.id] = $0[$1.id] ?? $1 }
    checkOwners()
    checkImports(cells)
    checkCircles(cells)
    let byFile = cells.values.reduce(into: [String: Question]()) { $0[$1.cell?.file ?? ""] = $1 }
    for section in sections.indices {
      for part in sections[section].parts.indices {
        guard case .experiment(var spec) = sections[section].parts[part], let cell = spec.cell else { continue }
        spec.cell = byFile[cell.file].map { cell.running($0) } ?? cell
        sections[section].parts[part] = .experiment(spec)
      }
    }
  }

  /// Each file is written by one question, or given by one experiment.
  private mutating func checkOwners() {
    var owners: [String: String] = [:]
    for file in cellFiles where file.isQuestion || file.isGiven {
      let name = file.name.lowercased()
      if let owner = owners[name] {
        report(
          file.place, "`\(owner)` has the file `\(file.name.prefix(80))` already.",
          fix: file.isQuestion ? "Choose another name." : "Remove `starter`, or choose another name.")
      } else {
        owners[name] = file.owner
      }
    }
    let names = cellFiles.filter { ($0.isQuestion || $0.isGiven) && $0.name.hasSuffix(".py") }.map(\.name)
    for file in cellFiles where !file.isQuestion && !file.isGiven && !names.contains(file.name) {
      report(
        file.place, "No question asks for the file `\(file.name.prefix(80))`.",
        fix: names.isEmpty
          ? "Add a question with `kind: code` and this file, or write the program below `starter: |`."
          : fix(for: file.name, among: names, noun: "file"))
    }
  }

  /// A file that others import has the name of a module.
  private mutating func checkImports(_ cells: [String: Question]) {
    let used = Set(references.filter { $0.wants == .cell }.map(\.name))
    for file in cellFiles where file.isQuestion && used.contains(file.owner) {
      guard let cell = cells[file.owner]?.cell, !CellKeys.isImportable(file: cell.file) else { continue }
      report(
        file.place, "Another program imports this file, and `import` can't take `\(file.name.prefix(80))`.",
        fix: "Write a name of letters, digits and `_` that begins with a letter, such as `my_program.py`.")
    }
  }

  private mutating func checkCircles(_ cells: [String: Question]) {
    let places = references.filter { $0.wants == .cell }.reduce(into: [:]) { $0[$1.from] = $0[$1.from] ?? $1.place }
    var done: Set<String> = []
    for question in sections.flatMap(\.questions) where !done.contains(question.id) {
      var path: [(id: String, next: Int)] = [(question.id, 0)]
      var onPath: Set = [question.id]
      while let (id, next) = path.last {
        let uses = cells[id]?.cell?.uses ?? []
        guard next < uses.count else {
          done.insert(id)
          onPath.remove(id)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let used = uses[next]
        if used != id, onPath.contains(used), let place = places[id] {
          report(
            place, "`\(id)` and `\(used)` use each other, directly or through others.",
            fix: "Remove `\(used)` from `uses`.")
        } else if used != id, !done.contains(used), !onPath.contains(used), cells[used] != nil {
          path.append((used, 0))
          onPath.insert(used)
        }
      }
    }
  }
}

extension CellSpec {
  /// The file of a question as an experiment runs it: the question has to be answered, and the experiment's own keys come
  /// first.
  fileprivate func running(_ question: Question) -> CellSpec {
    guard let other = question.cell else { return self }
    var cell = self
    cell.uses = ([question.id] + other.uses + uses).uniqued
    cell.needs = (other.needs + needs).uniqued
    cell.time = time ?? other.time
    cell.memory = memory ?? other.memory
    return cell
  }
}

extension [String] {
  /// The words without repetitions, in their order.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
