internal import BatchJob
internal import Experiments
package import LessonFormat

/// What a hand-in has and what it lacks.
package struct HandIn: Sendable, Equatable {
  /// A question and its number in the lesson, from 1.
  package struct Item: Sendable, Equatable {
    /// The number.
    package let number: Int
    /// The id.
    package let id: String
  }

  /// The questions without an answer; those of optional sections don't count.
  package let unanswered: [Item]
  /// The questions whose answer lacks its reason.
  package let withoutReason: [Item]
  /// The experiments without a run; those of optional sections don't count.
  package let unmeasured: [String]
  /// The questions that the lesson has changed since they were answered.
  package let changed: [Item]
  /// The batch jobs whose files were changed after they were last submitted.
  package let outdated: [String]
  /// What is left to do about the student's own programs.
  package let programs: Programs
  /// Whose work it is.
  package let student: Student
  /// The files to hand in, as paths in the student's folder.
  package let files: [String]
  /// The files that the lesson asks for and that aren't there.
  package let missingFiles: [String]
  /// What doesn't fit together in the journal and the runs, a sentence each; it is no task, and a teacher sees it, too.
  package let evidence: [String]

  /// The name of the output of a job that has no number yet.
  package static let jobOutput = "slurm-<job>.out"

  /// Compares a record and the files of its folder with what the lesson asks for.
  ///
  /// - Parameters:
  ///   - files: The files to hand in that are there, as `BookFolder.filesToHandIn` lists them; `nil` if that isn't known,
  ///     and no file counts as missing.
  ///   - evidence: What `BookFolder.evidence` says about the folder.
  package init(of book: AnswerBook, in lesson: Lesson, files: [String]?, evidence: [String] = []) {
    self.evidence = evidence
    let items = lesson.questions.enumerated().map { (Item(number: $0 + 1, id: $1.id), $1) }
    let optional = Set(lesson.optionalQuestions.map(\.id))
    func listed(_ isListed: (Question) -> Bool) -> [Item] { items.filter { isListed($0.1) }.map(\.0) }
    unanswered = listed { !optional.contains($0.id) && !book.isAnswered($0) }
    withoutReason = listed { !optional.contains($0.id) && book.lacksReason($0) }
    changed = listed { book.changedQuestions.contains($0.id) }
    unmeasured = lesson.sections.filter { !$0.isOptional }.flatMap(\.parts).compactMap { part in
      guard case .experiment(let spec) = part, book.runs[spec.id]?.isEmpty ?? true else { return nil }
      return spec.id
    }
    outdated = lesson.jobs.filter { book.isOutdated($0, in: lesson) }.map(\.id)
    programs = Programs(of: book, in: lesson)
    student = book.student
    self.files = files ?? []
    guard let files else {
      missingFiles = []
      return
    }
    let asked = lesson.requiredQuestions.compactMap(\.fileName)
    var missing = ([RecordFile.name] + asked).filter { !files.contains($0) }
    let outputs = Set(book.jobs.values.joined().flatMap(\.outputs))
    let hasOutput = files.contains { BookFolder.isJobOutput($0) || outputs.contains($0) }
    if asked.contains(where: { $0.hasSuffix(".sb") }), !hasOutput {
      missing.append(HandIn.jobOutput)
    }
    missingFiles = missing
  }

  /// Whether there is nothing left to do.
  package var isComplete: Bool { lacks == 0 }

  /// How many things are missing or have changed.
  package var lacks: Int {
    unanswered.count + withoutReason.count + unmeasured.count + changed.count + outdated.count + programs.lacks
      + missingFiles.count
  }
}

extension AnswerBook {
  /// Whether a file of a batch job was changed after the job was last submitted, as far as the journal knows.
  func isOutdated(_ job: JobSpec, in lesson: Lesson) -> Bool {
    guard let submitted = jobs[job.id]?.last?.when else { return false }
    let questions = Set(lesson.questions.filter { $0.fileName.map(job.files.contains) ?? false }.map(\.id))
    // The journal counts in whole seconds.
    return history.contains { $0.kind == .answer && questions.contains($0.id) && $0.time > submitted + 1 }
  }
}
