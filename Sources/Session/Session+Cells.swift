internal import AnswerBook
package import Experiments
package import LessonFormat
internal import Text

extension Session {
  /// What the text of a question's answer holds before the student has written anything, with the Python that there is.
  package func starter(of question: Question) -> String {
    question.cell?.starter(without: python?.missing ?? []) ?? question.starter
  }

  /// The questions whose files a Python file rests on: its own, if a question asks for it, and those that it imports.
  package func questions(behind spec: ExperimentSpec) -> [Question] {
    guard let cell = spec.cell else { return [] }
    return lesson.questions.filter { $0.fileName == cell.file || cell.uses.contains($0.id) }
  }

  /// The question whose file has to be written before a Python file can run; `nil` if all are there.
  ///
  /// The starter text of a cell itself can be run.
  func missingFile(of spec: ExperimentSpec) -> Question? {
    questions(behind: spec).first { $0.id != spec.id && !book.isAnswered($0) }
  }

  /// Which modules a question's program needs that the Python lacks, and whether its text does without them, as a
  /// sentence; `nil` if it lacks none.
  package func missingModules(of question: Question) -> String? {
    guard let cell = question.cell, let python, let used = python.used else { return nil }
    let missing = cell.needs.filter(python.missing.contains)
    guard !missing.isEmpty else { return nil }
    let lack = "Python \(visible(used.version, onOneLine: true)) has no \(missing.joined(separator: " and no "))"
    return cell.starter(without: python.missing) == nil
      ? "\(lack), which this program needs." : "\(lack): this question begins with a text that does without."
  }

  /// Records the text that a cell begins with, so that its file exists when it runs.
  package mutating func prepareToRun(_ spec: ExperimentSpec) {
    guard readOnly == nil, let question = question(spec.id), question.cell != nil, answer(to: question).text.isEmpty
    else { return }
    book.answers[question.id, default: Answer()].text = starter(of: question)
    markChanged()
  }

  /// Why a Python file can't be run: there is no Python.
  package func pythonProblem(of spec: ExperimentSpec) -> String? { spec.cell == nil ? nil : python?.problem }

  /// The knobs of an experiment that mean something: a Python file has its own pool.
  package static func knobs(of spec: ExperimentSpec) -> [Knob] {
    guard spec.cell != nil else { return spec.task.knobs }
    return spec.passesProcesses ? [.processes, .repeats] : [.repeats]
  }

  /// The files that have changed since a run that rests on them, as a list; `nil` if none has.
  package func changedFiles(since run: RecordedRun) -> String? {
    book.changedCode(since: run, in: lesson).map { listed($0.files) }
  }
}
