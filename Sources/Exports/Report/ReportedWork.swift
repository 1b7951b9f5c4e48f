package import AnswerBook
package import BatchJob
package import Experiments
package import LessonFormat

/// An experiment with the student's runs.
package struct ReportedExperiment: Sendable, Equatable {
  /// The experiment as the lesson describes it.
  package let spec: ExperimentSpec
  /// The runs, oldest first. Those that were read from a folder have no events.
  package let runs: [RecordedRun]
  /// Sentences about the last run of a Python file, as the record has them: the Python, the checks, and whether it is older
  /// than its code.
  package let remarks: [String]

  init(_ spec: ExperimentSpec, in lesson: Lesson, of book: AnswerBook) {
    self.spec = spec
    runs = book.runs[spec.id] ?? []
    remarks = book.codeRemarks(on: spec, in: lesson)
  }

  /// The figures of the last runs; `nil` if there are none.
  package var table: FigureTable? { runs.isEmpty ? nil : FigureTable(runs, of: spec) }
}

/// A batch job of the lesson with the jobs that the student has submitted.
package struct ReportedJob: Sendable, Equatable {
  /// The job as the lesson describes it.
  package let spec: JobSpec
  /// The submitted jobs, oldest first.
  package let jobs: [SubmittedJob]

  /// What became of the last jobs; `nil` if there are none.
  package var table: FigureTable? { jobs.isEmpty ? nil : FigureTable(jobs, of: spec) }
}
