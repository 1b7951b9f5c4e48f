import AnswerBook
import Archive
import Experiments
import Foundation
import Glibc
import LessonFormat
import Posix
import Testing

@testable import HandIns

/// Hand-ins with programs: their verdicts come from the runs that were handed in, and nothing is ever run.
struct CellHandInTests {
  private let path: String
  private static let answer = "open('ran', 'w')\nprint(3)\n"

  init() throws { path = try makeTemporaryFolder("poolbook-cells", in: "/tmp") }

  private static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "cells.md") } catch { preconditionFailure("\(error)") }
  }()

  /// Writes the folder of a student whose program passed its check, and is now this text.
  private func student(_ name: String, _ text: String = answer, passed: Bool = true) throws {
    mkdir("\(path)/class", 0o755)
    let opened = try BookFolder.open("\(path)/class/\(name)", lesson: Self.lesson).folder
    try opened.save(AnswerBook(answers: ["three": Answer(text: text), "time": Answer(number: "1 s")]))
    let trouble = Trouble(seen: "It printed 4.", means: "Not three.", fix: "Print 3.")
    let outcome = CheckOutcome(check: "3 is printed", passed: passed, trouble: passed ? nil : trouble)
    var report = RunReport(
      task: .python, processes: 1, schedule: .dynamic, chunk: 1, items: 0, parent: ParentReport(pid: 9), workers: [],
      assignment: nil, runs_s: [1], mean_s: 1, stddev_s: 0, startup_s: 0,
      result: .python(PythonFindings(printed: "3\n", checks: [outcome])))
    report.file = "three.py"
    report.code = [CodeFile(file: "three.py", sha256: sha256(Array(Self.answer.utf8)))]
    try opened.save(
      RecordedRun(
        id: "run-\(name)", experiment: "three", began: 1_795_000_000 + Double(name.count),
        machine: Machine(host: "n1", usableCores: 4), knobs: Knobs(), report: report, events: []))
  }

  private func collect() -> Collection {
    var finder = Finder(Self.lesson, pattern: nil)
    finder.search("\(path)/class")
    finder.noteOthers()
    return Collection(finder, roster: nil)
  }

  private func states(_ name: String, in collection: Collection) -> [CellState] {
    let row = collection.rows.first { $0.attempt?.path.contains(name) ?? false }
    return row?.attempt?.report.questions.map { CellState($0) } ?? []
  }

  @Test func `a program that passed, one that failed and one that changed since are distinguished`() throws {
    defer { removeFolder(path) }
    try student("ann")
    try student("bernd", passed: false)
    try student("cecilia", Self.answer + "# more\n")
    let collection = collect()
    #expect(states("ann", in: collection) == [.fits, .fits])
    #expect(states("bernd", in: collection) == [.differs, .fits])
    #expect(states("cecilia", in: collection) == [.outdated, .outdated])
    let json = String(decoding: try JSONEncoder().encode(CollectionJSON(collection)), as: UTF8.self)
    #expect(json.contains("All") || json.contains("The check passed."))
    #expect(json.contains("It printed 4.") && json.contains("This result is older than three.py; run it again."))
    // As many cells in every row as there are titles.
    let rows = String(decoding: collection.csv, as: UTF8.self).split(separator: "\r\n").map { row in
      // Texts in quotes are every second part; they have no quotes here.
      row.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset.isMultiple(of: 2) }
        .map(\.element).joined()
    }
    #expect(rows.count == 4 && Set(rows.map { $0.count { $0 == "," } }).count == 1, "\(rows)")
    // Nothing has run.
    for folder in ["", "/class", "/class/ann"] { #expect(access("\(path)\(folder)/ran", F_OK) != 0) }
    #expect(access("ran", F_OK) != 0)
  }

  @Test func `a bundle with a module that the program imports is whole`() throws {
    defer { removeFolder(path) }
    try student("ann")
    let folder = "\(path)/class/ann"
    var run = try #require(try BookFolder.read(folder, lesson: Self.lesson)?.book.runs["three"]?.first)
    run.id = "second"
    run.report.code?.append(CodeFile(file: "helpers.py", sha256: sha256(Array("x = 1\n".utf8))))
    try BookFolder.add(run, to: folder)
    try writeFile("x = 1\n", to: "\(folder)/helpers.py")
    let bundle = try BookFolder.bundle(in: folder, Self.lesson)
    mkdir("\(path)/zips", 0o755)
    let file = try Descriptor.take(open("\(path)/zips/\(bundle.name)", O_WRONLY | O_CREAT, 0o644), from: "open")
    try writeAll(bundle.bytes, to: file.number)
    var finder = Finder(Self.lesson, pattern: nil)
    finder.search("\(path)/zips")
    finder.noteOthers()
    let collection = Collection(finder, roster: nil)
    #expect(collection.rows.count == 1)
    #expect(collection.rows.flatMap(\.flags) == [], "\(collection.rows.flatMap(\.flags))")
  }

  private static let text = """
    ---
    format: 1
    id: cells
    version: 1
    title: Cells
    ---

    # Work {#work}

    <!-- question {id: three, kind: code, language: python, file: three.py, points: 3} -->
    Write it.

    ```python
    print(0)
    ```
    <!-- checks -->
    ```yaml
    - printed: 3
    ```
    <!-- end -->

    <!-- question {id: time, kind: number, unit: s, check: three.seconds} -->
    How long did it take?
    <!-- end -->
    """
}
