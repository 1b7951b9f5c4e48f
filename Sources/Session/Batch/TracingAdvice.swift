internal import BatchJob
package import LessonFormat
internal import Text

extension Session {
  /// How the batch file of a job has to be changed so that the workbook shows the workers of the student's program.
  ///
  /// - Returns: `nil` if they are recorded already, or if the lesson doesn't run that program itself.
  package func tracingAdvice(on spec: JobSpec) -> String? {
    guard let script = lesson.questions.first(where: { $0.fileName == spec.script }), book.isAnswered(script) else {
      return nil
    }
    let text = text(of: script)
    guard text.utf8.count <= ScriptCheck.longest else { return nil }
    let lines = BatchScript(Array(text.utf8)).pythonLines
    guard !lines.contains(where: \.isTraced) else { return nil }
    for line in lines {
      let name = line.file.hasPrefix("./") ? String(line.file.dropFirst(2)) : line.file
      let runs = lesson.experiments.filter { $0.cell?.file == name }
      // An experiment for the job keeps its runs apart from those that the student makes at the question.
      let forJob = runs.first { run in lesson.questions.allSatisfy { $0.id != run.id } }
      guard let experiment = forJob ?? runs.first else { continue }
      let plain = visible("\(line.program) \(line.file)", onOneLine: true)
      return "To see its workers, write poolbook run python --file \(name) --experiment \(experiment.id) "
        + "in place of \(plain)."
    }
    return nil
  }
}
