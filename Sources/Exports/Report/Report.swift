package import AnswerBook
package import LessonFormat

/// What a record says about a lesson, question by question, in the lesson's order: the exports and the table of a class
/// are both made from it.
///
/// Its texts are those of the student and the lesson, unchanged. They may contain anything.
package struct Report: Sendable, Equatable {
  /// The lesson's id.
  package let lesson: String
  /// The number of the lesson's edition.
  package let version: Int
  /// The lesson's title.
  package let title: String
  /// The lesson's authors, source and license; empty if it doesn't say.
  package let credits: String
  /// Whose record it is, in the student's own words.
  package let student: Student
  /// When the last answer, run or job was recorded, in seconds since 1970; `nil` if the record doesn't say.
  package let lastWork: Double?
  /// What is on each page of the lesson.
  package let sections: [Section]
  /// What is missing, and what has changed in the lesson.
  package let handIn: HandIn
  /// The answers to questions that the lesson no longer asks, by id.
  package let vanished: [Vanished]

  /// A page of the lesson.
  package struct Section: Sendable, Equatable {
    /// The id.
    package let id: String
    /// The title.
    package let title: String
    /// Whether its questions are optional.
    package let isOptional: Bool
    /// Its questions, experiments and jobs, in order.
    package let parts: [Part]
  }

  /// One thing on a page that the student has done, or should do.
  package enum Part: Sendable, Equatable {
    /// A question.
    case question(ReportedQuestion)
    /// An experiment.
    case experiment(ReportedExperiment)
    /// A batch job.
    case job(ReportedJob)
  }

  /// An answer to a question that the lesson no longer asks.
  package struct Vanished: Sendable, Equatable {
    /// The question's id.
    package let id: String
    /// What is known of the answer.
    package let fields: [ReportedField]
  }

  /// Reports on a record.
  ///
  /// - Parameter files: The files to hand in that are in the student's folder; `nil` if there is only a record, and no
  ///   file is reported as missing.
  package init(_ book: AnswerBook, of lesson: Lesson, files: [String]? = nil) {
    self.lesson = lesson.id
    version = lesson.version
    title = lesson.title
    credits = lesson.credits
    student = book.student
    lastWork = [
      book.history.last?.time, book.runs.values.joined().map(\.began).max(),
      book.jobs.values.joined().map(\.when).max(),
    ].compactMap(\.self).max()
    var number = 0
    sections = lesson.sections.map { section in
      let parts = section.parts.compactMap { part -> Part? in
        switch part {
        case .prose: return nil
        case .experiment(let spec): return .experiment(ReportedExperiment(spec, in: lesson, of: book))
        case .job(let spec): return .job(ReportedJob(spec: spec, jobs: book.jobs[spec.id] ?? []))
        case .question(let question):
          number += 1
          return .question(ReportedQuestion(question, number: number, in: section, lesson, of: book))
        }
      }
      return Section(id: section.id, title: section.title, isOptional: section.isOptional, parts: parts)
    }
    handIn = HandIn(of: book, in: lesson, files: files)
    let known = Set(lesson.questions.map(\.id))
    vanished = book.answers.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { id, answer in
      Vanished(id: id, fields: ReportedField.fields(of: answer, to: Question(id: id, kind: .text, prompt: [])))
    }
  }
}

extension Report {
  /// Every question, in the order of the numbers.
  package var questions: [ReportedQuestion] {
    sections.flatMap(\.parts).compactMap { if case .question(let question) = $0 { question } else { nil } }
  }

  /// Every experiment, in the lesson's order, with those that run the programs of code cells, as `Lesson.experiments` has
  /// them.
  package var experiments: [ReportedExperiment] {
    sections.flatMap(\.parts).compactMap { part in
      switch part {
      case .experiment(let experiment): experiment
      case .question(let question): question.cell
      case .job: nil
      }
    }
  }

  /// Every batch job, in the lesson's order.
  package var jobs: [ReportedJob] {
    sections.flatMap(\.parts).compactMap { if case .job(let job) = $0 { job } else { nil } }
  }

  /// How much of the lesson is done.
  package var totals: Totals { Totals(questions) }

  /// Sums over the questions. Those of optional sections are counted apart.
  package struct Totals: Sendable, Equatable {
    /// The questions that have to be answered.
    package let asked: Progress
    /// The optional questions.
    package let optional: Progress
    /// The points of the questions that have to be answered.
    package let points: Points
    /// The points of the optional questions.
    package let optionalPoints: Points
    /// How many answers got each verdict, optional ones included.
    package let verdicts: [ReportedQuestion.Judgement: Int]

    /// Points, which are the lesson's; nobody has graded anything yet.
    package struct Points: Sendable, Equatable {
      /// Those of the questions that are answered.
      package let answered: Int
      /// Those of all the questions.
      package let possible: Int
    }

    init(_ questions: [ReportedQuestion]) {
      func progress(_ some: [ReportedQuestion]) -> Progress {
        Progress(answered: some.count(where: \.isAnswered), all: some.count)
      }
      func points(_ some: [ReportedQuestion]) -> Points {
        // A lesson may give any number of points, even one that overflows the sum.
        func sum(_ some: [ReportedQuestion]) -> Int { some.reduce(0) { $0 &+ ($1.points ?? 0) } }
        return Points(answered: sum(some.filter(\.isAnswered)), possible: sum(some))
      }
      let (required, extra) = (questions.filter { !$0.isOptional }, questions.filter(\.isOptional))
      (asked, optional) = (progress(required), progress(extra))
      (self.points, optionalPoints) = (points(required), points(extra))
      verdicts = questions.reduce(into: [:]) { $0[$1.judgement, default: 0] += 1 }
    }
  }
}
