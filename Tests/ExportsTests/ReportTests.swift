import AnswerBook
import Exports
import LessonFormat
import Testing

@Suite struct ReportTests {
  private let report = Report(Sample.book, of: Sample.lesson)

  private func question(_ id: String, in report: Report) throws -> ReportedQuestion {
    try #require(report.questions.first { $0.id == id })
  }

  @Test func `an answer that fits an earlier run fits`() throws {
    let workers = try question("workers", in: report)
    #expect(workers.judgement == .fits && workers.number == 2 && workers.points == 3)
    #expect(workers.verdict?.hasPrefix("That agrees with an earlier run") == true)
    #expect(workers.isAnswered && workers.lacksReason && workers.section == "maps")
    #expect(try question("kind", in: report).judgement == .fits)
    #expect(try question("kind", in: report).isChanged)
    #expect(try question("kind", in: report).hintsSeen == 1)
  }

  @Test(arguments: [
    ("9", ReportedQuestion.Judgement.differs), ("four", .unreadable), ("", .nothingToCheck), ("4", .fits),
  ])
  func `an answer is judged as the workbook does it`(number: String, judgement: ReportedQuestion.Judgement) throws {
    var book = Sample.book
    book.answers["workers"] = Answer(number: number)
    #expect(try question("workers", in: Report(book, of: Sample.lesson)).judgement == judgement)
  }

  @Test func `without a run there is nothing wrong with an answer`() throws {
    var book = Sample.book
    book.runs = [:]
    let workers = try question("workers", in: Report(book, of: Sample.lesson))
    #expect(workers.judgement == .noRun && workers.verdict?.contains("no run of first-map yet") == true)
    #expect(Report(book, of: Sample.lesson).experiments.allSatisfy { $0.table == nil })
  }

  @Test func `what is missing is what the workbook lists before handing in`() {
    #expect(report.handIn.unanswered.map(\.number) == [3, 5])
    #expect(report.handIn.withoutReason.map(\.id) == ["workers"])
    #expect(report.handIn.unmeasured == ["scale"])
    #expect(report.handIn.changed.map(\.id) == ["kind"])
    #expect(report.handIn.missingFiles == [])
    let inFolder = Report(Sample.book, of: Sample.lesson, files: ["answers.md"])
    #expect(inFolder.handIn.missingFiles == ["job.sh"])
  }

  @Test func `totals count optional questions apart`() {
    let totals = report.totals
    #expect(totals.asked == Progress(answered: 3, all: 5))
    #expect(totals.optional == Progress(answered: 0, all: 1))
    #expect(totals.points.answered == 5 && totals.points.possible == 14 && totals.optionalPoints.possible == 7)
    #expect(totals.verdicts == [.fits: 2, .nothingToCheck: 4])
  }

  @Test func `the last work is the last thing that was recorded`() {
    #expect(report.lastWork == 1_795_000_100)
    #expect(Report(AnswerBook(), of: Sample.lesson).lastWork == nil)
    #expect(report.vanished.map(\.id) == ["gone"])
    #expect(report.experiments.first?.table?.rows.count == 2)
  }
}
