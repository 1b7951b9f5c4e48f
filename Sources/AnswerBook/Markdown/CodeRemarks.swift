package import Experiments
package import LessonFormat
import Text

extension AnswerBook {
  /// What there is to say about the last run of a Python file, besides its figures: the Python, what came of the checks, and
  /// whether it is older than its code. A sentence each, all on one line.
  ///
  /// - Returns: None for other tasks, and if there is no run.
  package func codeRemarks(on experiment: ExperimentSpec, in lesson: Lesson) -> [String] {
    guard let run = runs[experiment.id]?.last, let found = run.report.result.as(PythonFindings.self) else { return [] }
    let verdict = Verdict(found, of: [])
    return
      ([run.report.pythonSentence, verdict?.sentence].compactMap(\.self) + (verdict?.more ?? [])
      + [changedCode(since: run, in: lesson)?.sentence].compactMap(\.self)).map { visible($0, onOneLine: true) }
  }
}

extension RunReport {
  /// Which file the last run ran, and with which Python; `nil` if it ran none.
  fileprivate var pythonSentence: String? {
    guard let python else { return nil }
    let numpy = python.numpy.map { " and NumPy \($0)" } ?? ""
    return "The last run was of \(file ?? "the file") with Python \(python.version)\(numpy)."
  }
}

extension PythonFindings {
  /// How many of the checks passed, for a table; empty if there were none.
  package var checkWords: String {
    guard let checks, !checks.isEmpty else { return "" }
    let passed = checks.count(where: \.passed)
    return passed == checks.count ? "all \(passed) passed" : "\(passed) passed, 1 failed"
  }
}
