import AnswerBook
import Exports
import Glibc
import LessonFormat
import Lessons
import Posix
import Testing

@testable import HandIns

/// Grades as a file, and what is made of them.
@Suite struct GradingTests {
  private let ann = GradedStudent(Person(id: "s1", name: "Ann"))

  private func change(_ points: Double?, _ comment: String? = nil, question: String = "shares") -> GradeChange {
    GradeChange(ann, question, points: points.map { .given($0) }, comment: comment)
  }

  private func lesson() throws -> Lesson {
    try Lesson.parse(try #require(BuiltInLesson.all["sharing-work"]), file: "sharing-work.md")
  }

  private func collection() throws -> HandIns.Collection {
    let lesson = try lesson()
    var row = CollectedRow(person: Person(id: "s1", name: "Ann"), state: .handedIn)
    row.attempt = CollectedRow.Attempt(
      path: "in/ann", layout: .plain, isLate: false, report: Report(AnswerBook(), of: lesson, files: nil), version: 2)
    return HandIns.Collection(lesson, rows: [row])
  }

  @Test func `a change leaves alone what it doesn't name, so that two people can grade at once`() {
    var grades = Grades()
    for change in [change(1, "Good."), change(2), change(nil, "Better.")] { grades.apply(change) }
    #expect(grades[ann, "shares"] == Grades.Mark(points: 2, comment: "Better."))
    let taken = GradeChange(ann, "shares", points: .taken)
    #expect(String(decoding: taken.line, as: UTF8.self).contains("\"points\":null"))
    #expect(Grades.read(change(1).line + [10] + taken.line).grades[ann, "shares"].points == nil)
  }

  @Test func `points stay with the id that the path says, whatever the name is`() {
    var grades = Grades()
    grades.apply(change(2))
    #expect(grades[GradedStudent(Person(id: "s1", name: "Anna")), "shares"].points == 2)
    #expect(grades[GradedStudent(Person(name: "Ann")), "shares"].points == nil)
  }

  @Test func `no question counts for more than it is worth, and optional ones don't count`() throws {
    var grades = Grades()
    for (question, points) in [("shares", 60.0), ("poison", 5), ("ghost", 5)] {
      grades.apply(change(points, question: question))
    }
    #expect(grades.total(of: ann, in: try lesson()) == 2)
    let absurd = #"{"student":{"id":"s1","name":""},"question":"shares","points":1e30}"#
    #expect(Grades.read(Array(absurd.utf8)).skipped == 1)
  }

  @Test func `the last line about a student and a question counts`() throws {
    let lines: [UInt8] = [change(1), change(2, "Good."), change(0.5, question: "predict")].reduce(into: []) {
      $0 += $1.line + [10]
    }
    let (grades, skipped) = Grades.read(lines + Array("{\"half".utf8))
    #expect(skipped == 1)
    #expect(grades[ann, "shares"] == Grades.Mark(points: 2, comment: "Good."))
    #expect(grades.total(of: ann, in: try lesson()) == 2.5)
    #expect(grades.total(of: GradedStudent(Person(id: "s2", name: "Ann")), in: try lesson()) == nil)
  }

  @Test func `comments are offered by how often they were used`() {
    var grades = Grades()
    for comment in ["Say why.", "Good.", "Say why."] { grades.apply(change(1, comment)) }
    #expect(grades.comments(on: "shares") == ["Say why.", "Good."])
    #expect(grades.comments(on: "predict") == [])
  }

  @Test func `changes are appended, also after a line that was cut off`() throws {
    let folder = try makeTemporaryFolder("grades", in: "/tmp")
    defer { removeFolder(folder) }
    #expect(try GradeFile.read(in: folder) == nil)
    try GradeFile.open(in: folder).file.append(change(1))
    let path = "\(folder)/grades.jsonl"
    let half = Descriptor(open(path, O_WRONLY | O_APPEND | O_CLOEXEC))
    try writeAll("{\"half", to: half.number)
    let (file, grades, skipped) = try GradeFile.open(in: folder)
    #expect(skipped == 1 && grades[ann, "shares"].points == 1)
    try file.append(change(2))
    #expect(try GradeFile.read(in: folder)?.grades[ann, "shares"].points == 2)
    #expect(throws: GradeFileError.self) { try GradeFile.open(in: folder + "/none") }
    unlink(path)
    #expect(symlink("/etc/hostname", path) == 0)
    #expect(throws: GradeFileError.self) { try GradeFile.open(in: folder) }
  }

  @Test func `a student gets points and comments, and none of it becomes markup`() throws {
    var grades = Grades()
    grades.apply(change(1.5, "Say *why* <script>alert(1)</script> \u{1b}[2J"))
    let files = GradeReports.feedback(try collection(), grades)
    #expect(files.map(\.name) == ["feedback.md", "feedback.html"] && Set(files.map(\.folder)) == ["Ann-s1"])
    #expect(files[0].text.contains("## 3 shares\n\n1.5 of 2 points\n"))
    #expect(files[0].text.contains("**1.5 of "))
    #expect(!files[1].text.contains("<script") && files[1].text.contains("&lt;script"))
    #expect(files[1].text.contains("<h1>Sharing Work Between Processors</h1>"))
    #expect(!files.contains { $0.text.contains("\u{1b}") })
    #expect(GradeReports.feedback(try collection(), Grades()).isEmpty)
  }

  @Test func `points go to the student and to partners, and open questions are named`() throws {
    var grades = Grades()
    grades.apply(change(2))
    let lesson = try lesson()
    var row = try collection().rows[0]
    row.partners = [Person(id: "s2", name: "Bob")]
    let collection = HandIns.Collection(lesson, rows: [row])
    #expect(GradeReports.points(collection, grades).map(\.person.id) == ["s1", "s2"])
    grades.apply(GradeChange(GradedStudent(Person(id: "gone")), "shares", points: .given(1)))
    #expect(
      GradeReports.remarks(collection, grades) == [
        "Ann (s1) has points for some of the questions only.",
        "grades.jsonl has grades of 1 student who handed in nothing here.",
      ])
  }

  @Test(arguments: [
    ("grades.csv", "grades.graded.csv"), ("a.b/grades", "a.b/grades.graded"), ("a/x.y.csv", "a/x.y.graded.csv"),
    (".csv", ".csv.graded"),
  ])
  func `the filled file's name has .graded before its ending`(path: String, name: String) {
    #expect(GradeReports.gradedName(of: path) == name)
  }
}
