internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session

/// What is known of a Python file besides its runs.
struct CellState: Sendable {
  /// The Python that runs it; `nil` if that isn't known yet.
  var python: PythonUsed?
  /// Why it can't be run: there is no Python.
  var problem: String?
  /// The modules that it needs and this Python lacks, as a sentence.
  var missing: String?
  /// The files of the student that it imports.
  var uses: [String] = []
  /// Whether the file is watched.
  var isWatched = false
  /// The question that asks for the file.
  var question: Question?
  /// How many sentences about what went wrong are shown.
  var sentencesShown = 1
  /// That the run shown is older than the code that it rests on, as a sentence.
  var older: String?
}

/// What came of a run of a Python file.
struct CellOutcome: Sendable, Equatable {
  /// The verdict; `nil` if all went well and nothing is checked.
  let verdict: Verdict?
  /// The number of the program's line that raised the exception, from 1; of an exception in a worker, the line there.
  let line: Int?

  /// What came of a run of an experiment; `nil` if it isn't one of a Python file.
  init?(_ run: RecordedRun, of spec: ExperimentSpec) {
    guard let findings = run.report.result.as(PythonFindings.self) else { return nil }
    verdict = Verdict(findings, of: spec.cell?.checks ?? [])
    line = findings.error.flatMap { Self.line(in: $0.traceback, of: run.report.file ?? "") ?? $0.line }
  }

  /// The last line of a file in the first of the tracebacks, which is that of the worker.
  private static func line(in traceback: String, of file: String) -> Int? {
    let first = traceback.split(separator: "\n").prefix { !$0.hasPrefix("The above exception was") }
    let name = file.split(separator: "/").last ?? ""
    return first.compactMap { row -> Int? in
      let row = row.drop { $0 == " " }
      guard row.hasPrefix("File \""), let end = row.firstRange(of: "\", line "),
        row[..<end.lowerBound].hasSuffix("/\(name)")
      else { return nil }
      return Int(row[end.upperBound...].prefix { $0.isNumber })
    }.last
  }
}

extension Model {
  /// What is known of the Python file that an experiment runs; `nil` if it runs none.
  func cellState(of spec: ExperimentSpec, shown: RecordedRun?) -> CellState? {
    guard let cell = spec.cell else { return nil }
    let behind = session.questions(behind: spec)
    let own = behind.first { $0.fileName == cell.file }
    return CellState(
      python: session.python?.used, problem: session.pythonProblem(of: spec),
      missing: (question(spec.id) ?? own).flatMap { session.missingModules(of: $0) },
      uses: behind.filter { $0.id != own?.id }.compactMap(\.fileName), isWatched: watched.contains(spec.id),
      question: own, sentencesShown: sentencesShown[spec.id] ?? 1,
      older: shown.flatMap { session.changedFiles(since: $0) }.map {
        "This result is older than \($0): r runs it again."
      })
  }

  /// What came of the run that is shown of the experiment or the code cell that has the focus.
  var currentOutcome: (run: RecordedRun, outcome: CellOutcome)? {
    guard let spec = currentExperiment, spec.cell != nil, live?.experiment != spec.id,
      let run = history(of: spec.id).shown.last, let outcome = CellOutcome(run, of: spec)
    else { return nil }
    return (run, outcome)
  }
}
