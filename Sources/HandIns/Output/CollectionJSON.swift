internal import Exports
internal import Experiments
internal import LessonFormat

/// The table as JSON; `Sources/README.md` describes it. Texts are those of the students, unchanged.
package struct CollectionJSON: Encodable {
  let lesson: String
  let edition: Int
  let title: String
  let questions: [Asked]
  let students: [Student]
  let set_aside: [Aside]

  struct Asked: Encodable {
    let number: Int
    let id: String
    let points: Int?
    let optional: Bool
  }

  struct Who: Encodable {
    let id: String
    let name: String
    let email: String
  }

  struct Student: Encodable {
    let who: Who
    let partners: [Who]
    let state: String
    let late: Bool?
    let path: String?
    let layout: String?
    let edition: Int?
    let earlier: [String]
    let last_work: Double?
    let answered: Int?
    let asked: Int?
    let flags: [Note]
    let answers: [Given]?
    let runs: [Run]?
  }

  struct Note: Encodable {
    let kind: String
    let sentence: String
  }

  struct Given: Encodable {
    let question: String
    let state: String
    let verdict: String?
    let choice: Int?
    let number: String?
    let text: String?
    let hints: Int
    let solution: Bool
  }

  struct Run: Encodable {
    let id: String
    let experiment: String?
    let began: Double
    let host: String
    let usable_cores: Int
    let processes: Int
    let chunk: Int
    let schedule: String
    let mean_s: Double
    let stddev_s: Double
    let imbalance: Double?
    let deaths: Int
  }

  struct Aside: Encodable {
    let path: String
    let reason: String
    let who: Who?
  }

  /// Describes a class.
  package init(_ collection: Collection) {
    lesson = collection.lesson.id
    edition = collection.lesson.version
    title = collection.lesson.title
    let optional = Set(collection.lesson.optionalQuestions.map(\.id))
    questions = collection.lesson.questions.enumerated().map {
      Asked(number: $0 + 1, id: $1.id, points: $1.points, optional: optional.contains($1.id))
    }
    students = collection.rows.map(Student.init)
    set_aside = collection.setAside.map { Aside(path: $0.path, reason: $0.reason, who: $0.person.map(Who.init)) }
  }
}

extension CollectionJSON.Who {
  init(_ person: Person) { self.init(id: person.id, name: person.name, email: person.email) }
}

extension CollectionJSON.Student {
  init(_ row: CollectedRow) {
    let (attempt, report) = (row.attempt, row.attempt?.report)
    self.init(
      who: CollectionJSON.Who(row.person), partners: row.partners.map { CollectionJSON.Who($0) },
      state: row.state.rawValue, late: attempt?.isLate, path: attempt?.path, layout: attempt?.layout.rawValue,
      edition: attempt?.version, earlier: row.earlier, last_work: report?.lastWork,
      answered: report?.totals.asked.answered, asked: report?.totals.asked.all,
      flags: row.flags.map { CollectionJSON.Note(kind: $0.kind.rawValue, sentence: $0.sentence) },
      answers: report?.questions.map { CollectionJSON.Given($0) },
      runs: report?.experiments.flatMap(\.runs).map { CollectionJSON.Run($0) })
  }
}

extension CollectionJSON.Given {
  init(_ question: ReportedQuestion) {
    var (choice, number, text) = (Int?.none, String?.none, String?.none)
    for field in question.fields {
      switch field.value {
      // Lessons count options from 1.
      case .choice(_, let chosen): choice = chosen.map { $0 &+ 1 }
      case .number(let typed, _): number = typed.isEmpty ? nil : typed
      case .text(let written, _): text = written.isEmpty ? nil : written
      }
    }
    self.init(
      question: question.id, state: CellState(question).rawValue, verdict: question.verdict, choice: choice,
      number: number, text: text, hints: question.hintsSeen, solution: question.solutionSeen)
  }
}

extension CollectionJSON.Run {
  init(_ run: RecordedRun) {
    let report = run.report
    self.init(
      id: run.id, experiment: run.experiment, began: run.began, host: run.machine.host,
      usable_cores: run.machine.usableCores, processes: report.processes, chunk: report.chunk,
      schedule: report.schedule.rawValue, mean_s: report.mean_s, stddev_s: report.stddev_s,
      imbalance: report.hasMeaningfulImbalance ? report.imbalance : nil, deaths: report.deaths)
  }
}
