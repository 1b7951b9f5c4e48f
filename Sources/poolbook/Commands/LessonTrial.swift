import Experiments
import Glibc
import LessonFormat
import Posix
import PythonCells
import Text

/// A lesson's own programs, run against its checks: solutions have to pass, and starter texts must not.
struct LessonTrial {
  private let lesson: Lesson
  private let source: [Substring]
  private let file: String
  private let facts: PythonFacts
  private let folder: ProgramFolder
  /// How many solutions and experiments passed, and how many starter texts failed as they should.
  private var counts = (solutions: 0, starters: 0, experiments: 0)
  private var skipped: [String] = []
  /// The faults that were found, each with its place in the file.
  private(set) var faults: [String] = []

  /// Runs all programs of a lesson in a temporary folder, after it has printed which ones.
  ///
  /// - Returns: How many faults there are.
  static func run(_ lesson: Lesson, bytes: [UInt8], file: String, python: String?) throws -> Int {
    let facts = PythonFacts.find(asked: python, needs: lesson.neededModules)
    guard let used = facts.used else { throw Refusal(facts.problem ?? "There is no Python.") }
    let files = lesson.experiments.compactMap(\.cell?.file)
    guard !files.isEmpty else {
      try StandardOutput.print(["\(lesson.id) has no programs to run."])
      return 0
    }
    var seen: Set<String> = []
    let names = files.filter { seen.insert($0).inserted }.joined(separator: ", ")
    try StandardOutput.print(["Running \(names) of \(lesson.id) with Python \(used.version), in a temporary folder."])
    let folder = try ProgramFolder()
    defer { folder.remove() }
    var trial = LessonTrial(lesson, bytes, file, facts, folder)
    for question in lesson.questions where question.cell != nil { try trial.tryOut(question) }
    for spec in lesson.experiments where spec.cell != nil && lesson.questions.allSatisfy({ $0.id != spec.id }) {
      try trial.tryOut(spec)
    }
    try StandardOutput.print(trial.faults + [trial.summary])
    return trial.faults.count
  }

  private init(_ lesson: Lesson, _ bytes: [UInt8], _ file: String, _ facts: PythonFacts, _ folder: ProgramFolder) {
    self.lesson = lesson
    source = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    self.file = file
    self.facts = facts
    self.folder = folder
  }

  private var summary: String {
    let parts =
      [
        "\(counted(counts.solutions, "solution")) passed",
        "\(counted(counts.starters, "starter text")) did not, as it should be",
      ]
      + (counts.experiments > 0 ? ["\(counted(counts.experiments, "experiment")) ran"] : []) + skipped
    return "\(visible(file, onOneLine: true)): \(parts.joined(separator: "; "))."
  }

  private mutating func tryOut(_ question: Question) throws {
    guard let cell = question.cell, let spec = question.experiment, let work = spec.work else { return }
    let missing = facts.missing.intersection(cell.needs)
    let used = Result { () throws(NoSolution) in try lesson.solutions(of: cell.uses, without: facts.missing) }
    guard try prepare(question.id, used) else { return }
    if let solution = question.program(without: missing) {
      let result = try run(solution, spec, work)
      counts.solutions += result.state == .passed ? 1 : 0
      if result.state != .passed { add(question.id, "The solution of \(question.id) \(Self.words(result))") }
    } else if missing.isEmpty {
      add(question.id, "\(question.id) has no solution in Python, so nothing shows that its checks can pass.")
    } else {
      skipped.append("the solution of \(question.id) was skipped: it needs \(missing.sorted().joined(separator: ", "))")
    }
    // A program without checks may be complete from the beginning.
    guard !cell.checks.isEmpty else { return }
    let usable = cell.variants.filter { facts.missing.isSuperset(of: $0.without) || missing.isEmpty }.map(\.starter)
    for starter in (missing.isEmpty ? [question.starter] : []) + usable {
      let result = try run(starter, spec, work)
      counts.starters += result.state != .passed ? 1 : 0
      if result.state == .passed {
        add(question.id, "A starter text of \(question.id) passes all checks, so there is nothing to do.")
      }
    }
  }

  private mutating func tryOut(_ spec: ExperimentSpec) throws {
    guard let cell = spec.cell, let work = spec.work else { return }
    let programs = Result { () throws(NoSolution) in try lesson.programs(behind: spec, without: facts.missing) }
    guard try prepare(spec.id, programs) else { return }
    var result = CheckedCell(question: spec.id, file: cell.file, state: .passed)
    try result.run(
      RunRequest(experiment: spec.id, task: .python, knobs: spec.onceOnly, cell: work), work, folder.path, facts)
    let isFine = (result.state == .passed) != cell.fails
    counts.experiments += isFine ? 1 : 0
    if !isFine {
      let words = cell.fails ? "is meant to fail, and doesn't." : Self.words(result)
      add(spec.id, "The experiment \(spec.id) \(words)")
    }
  }

  /// Writes the programs that a question or an experiment rests on. Returns whether that could be.
  private mutating func prepare(_ id: String, _ programs: Result<[ProgramFile], NoSolution>) throws -> Bool {
    switch programs {
    case .success(let files):
      for program in files { try folder.write(program) }
      return true
    case .failure(let error):
      skipped.append("\(id) was skipped: \(error)")
      return false
    }
  }

  private func run(_ program: String, _ spec: ExperimentSpec, _ work: CellWork) throws -> CheckedCell {
    try folder.write(ProgramFile(name: work.file, text: program))
    defer { _ = unlink("\(folder.path)/\(work.file)") }
    var result = CheckedCell(question: spec.id, file: work.file, state: .passed)
    try result.run(
      RunRequest(experiment: spec.id, task: .python, knobs: spec.onceOnly, cell: work), work, folder.path, facts)
    return result
  }

  private mutating func add(_ id: String, _ sentence: String) {
    faults.append("\(visible(file, onOneLine: true)):\(line(of: id)):1: \(visible(sentence, onOneLine: true))")
  }

  /// The line where a question or an experiment begins, from 1.
  private func line(of id: String) -> Int {
    let index = source.firstIndex { line in
      guard let place = line.firstRange(of: "id: \(id)") else { return false }
      let after = line[place.upperBound...].first
      return after == nil || after == "," || after == "}" || after == " "
    }
    return (index ?? 0) + 1
  }

  private static func words(_ result: CheckedCell) -> String {
    let trouble = result.trouble ?? result.checks?.last?.trouble
    return result.state == .trouble
      ? "ends in an error: \(trouble?.seen ?? "")" : "fails a check: \(trouble?.sentences.joined(separator: " ") ?? "")"
  }
}
