internal import AnswerBook
internal import Experiments
import Text

/// What the last run of a Python file wrote and did, and the table of its runs; one string per block.
///
/// - Parameter verdict: The sentences that are above it already.
func markdownProgram(of experiment: ReportedExperiment, besides verdict: [String] = []) -> [String] {
  guard let program = experiment.program, let table = experiment.table else { return [] }
  let words = markdownChecks(of: experiment, besides: verdict)
  return words + markdownOutput(of: program) + [table.markdown.joined(separator: "\n")]
}

/// What came of the checks, and the figures of the last run of a Python file.
func markdownChecks(of experiment: ReportedExperiment, besides verdict: [String]) -> [String] {
  guard let program = experiment.program else { return [] }
  let checks = program.checkLines.map { "\($0.passed ? "✓ passed" : "✗ failed"): \(inLine($0.text))" }
  let figures = experiment.programFigures + experiment.remarks(besides: verdict)
  return (checks.isEmpty ? [] : ["**Checks**", list(checks)]) + [list(figures.map(inLine))]
}

/// What a program wrote, and the exception that ended it, as texts in which nothing is Markdown.
private func markdownOutput(of program: PythonFindings) -> [String] {
  [("**Output**", program.outputLines), ("**Exception**", program.tracebackLines)].filter { !$0.1.isEmpty }.flatMap {
    [$0.0, quoted(fenced($0.1.joined(separator: "\n"), language: "text"))]
  }
}
