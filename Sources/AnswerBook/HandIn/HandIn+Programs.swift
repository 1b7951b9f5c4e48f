internal import Experiments
internal import LessonFormat

extension HandIn {
  /// What is left to do about the student's own Python programs; those of optional sections don't count.
  package struct Programs: Sendable, Equatable {
    /// The code cells that were written and not run.
    package let notRun: [Item]
    /// The code cells that have changed since they ran, or that use a file that has.
    package let changed: [Item]
    /// The experiments whose file has changed since they ran.
    package let changedExperiments: [String]
    /// The code cells that ended in trouble, or didn't pass a check.
    package let failing: [Item]

    /// How many things are left to do.
    package var lacks: Int { notRun.count + changed.count + changedExperiments.count + failing.count }

    init(of book: AnswerBook, in lesson: Lesson) {
      var (notRun, changed, failing) = ([Item](), [Item](), [Item]())
      let optional = Set(lesson.optionalQuestions.map(\.id))
      for (index, question) in lesson.questions.enumerated() {
        guard question.cell != nil, !optional.contains(question.id) else { continue }
        let item = Item(number: index + 1, id: question.id)
        switch book.verdict(on: question, in: lesson)?.outcome {
        case .noRun: notRun.append(item)
        case .outdated: changed.append(item)
        // A cell that isn't answered is listed as such.
        case .differs: if book.isAnswered(question) { failing.append(item) }
        case .right, .cannotCompare, nil: continue
        }
      }
      (self.notRun, self.changed, self.failing) = (notRun, changed, failing)
      changedExperiments = lesson.sections.filter { !$0.isOptional }.flatMap(\.parts).compactMap { part in
        guard case .experiment(let spec) = part, let last = book.runs[spec.id]?.last else { return nil }
        return book.changedCode(since: last, in: lesson) == nil ? nil : spec.id
      }
    }
  }
}
