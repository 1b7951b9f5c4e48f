import AnswerBook
import Archive
import Glibc
import Posix
import Testing

@testable import HandIns

struct FindingTests {
  private let classroom: Classroom

  init() throws { classroom = try Classroom() }

  /// The state of the answer to `distinct` of each student.
  private func states(_ collection: Collection) -> [String] {
    collection.rows.map { row in
      let question = row.attempt?.report.questions.first { $0.id == "distinct" }
      return "\(row.shown): \(question.map { CellState($0).rawValue } ?? row.state.rawValue)"
    }
  }

  @Test func `hand-ins are found in folders, zips, zips in zips and as lone records`() throws {
    try classroom.add(classroom.files(), to: "ann/sharing-work")
    try classroom.add(classroom.zipped("ben.zip", below("x/sharing-work", classroom.files(workers: 3))))
    let bundle = try classroom.zipped("sharing-work.poolbook.zip", classroom.files(workers: 2, answer: "9"))
    try classroom.add(classroom.zipped("cem.zip", bundle))
    let lone = try classroom.files(run: nil).filter { $0.path == "answers.md" }
    try classroom.add([("dan.md", lone[0].bytes)])
    // The ends of lines and the mark of an editor of Windows change nothing.
    let text = String(decoding: lone[0].bytes, as: UTF8.self).replacing("\n", with: "\r\n")
    try classroom.add([("eve.txt", [0xEF, 0xBB, 0xBF] + Array(text.utf8))])
    let collection = try classroom.collect()
    #expect(states(collection) == ["ann: fits", "ben: fits", "cem: differs", "dan: no run", "eve: no run"])
    #expect(collection.setAside == [])
    #expect(collection.rows[1].attempt?.path == "all/ben.zip/x/sharing-work/answers.md")
  }

  @Test func `files of a flat download find their record`() throws {
    try classroom.add(
      classroom.zipped(
        "hw_submissions.zip",
        flat("doejane_LATE_12_", classroom.files(), numbers: 900)
          + flat("ruizjose_13_", classroom.files(workers: 2, run: "r2", began: 2), numbers: 950)))
    let collection = try classroom.collect()
    #expect(states(collection) == ["doejane (12): fits", "ruizjose (13): fits"])
    #expect(collection.rows[0].attempt?.isLate == true && collection.rows[1].attempt?.isLate == false)
    #expect(collection.rows[0].attempt?.layout == .canvas && collection.rows[0].flags == [])
  }

  @Test func `the newest attempt counts, and the others are listed`() throws {
    for (time, answer) in [("Sep 24, 2024 926 PM", "1"), ("Oct 1, 2024 1200 AM", "4"), ("Sep 30, 2024 1159 PM", "2")] {
      try classroom.add(classroom.files(answer: answer), to: "7-9 - Jane Doe - \(time)")
    }
    let collection = try classroom.collect()
    #expect(states(collection) == ["Jane Doe: fits"])
    #expect(
      collection.rows[0].earlier == [
        "all/7-9 - Jane Doe - Sep 30, 2024 1159 PM/answers.md", "all/7-9 - Jane Doe - Sep 24, 2024 926 PM/answers.md",
      ])
  }

  @Test func `what can't be read is set aside with a reason, and the batch goes on`() throws {
    try classroom.add(classroom.files(), to: "ann")
    let record = try classroom.files(run: nil)[0].bytes
    let text = String(decoding: record, as: UTF8.self)
    try classroom.add([
      (
        "Ben_1_assignsubmission_file_/answers.md",
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      ),
      ("Cem_2_assignsubmission_file_/essay.pdf", Array("%PDF".utf8)),
      ("Dan_3_assignsubmission_file_/work.rar", Array("Rar!".utf8)),
      (
        "Eve_4_assignsubmission_file_/answers.md",
        Array(text.replacing("poolbook: sharing-work", with: "poolbook: other").utf8)
      ),
      ("Fay_5_assignsubmission_file_/work.zip", Array("PK\u{3}\u{4}nothing".utf8)),
      ("Gus_6_assignsubmission_file_/work.zip", try zip([("notes.txt", [65])])),
    ])
    var deep = try zip(classroom.files())
    for _ in 0..<3 { deep = try zip([("work.zip", deep)]) }
    try classroom.add([("Hal_7_assignsubmission_file_/deep.zip", deep)])
    symlink("/etc/passwd", "\(classroom.path)/all/ann/link.md")
    mkfifo("\(classroom.path)/all/ann/pipe", 0o644)
    let collection = try classroom.collect()
    #expect(collection.handedIn.map(\.shown) == ["ann"])
    #expect(
      collection.rows.filter { $0.state == .unreadable }.map(\.person.name) == [
        "Ben", "Cem", "Dan", "Eve", "Fay", "Gus", "Hal",
      ])
    let reasons = collection.setAside.map { "\($0.path.split(separator: "/").last ?? ""): \($0.reason)" }
    #expect(
      Set(reasons) == [
        "answers.md: It is in UTF-16: save it in UTF-8, or ask for the file as Poolbook wrote it.",
        "essay.pdf: This is the only file, and it is no record of this lesson.",
        "work.rar: It is a RAR archive, which is not read: unpack it, or ask for a zip.",
        "answers.md: It is a record of another lesson, other.",
        "work.zip: It is not a zip file, or it is damaged: download it again.",
        "work.zip: There is no record of this lesson in it.",
        "work.zip: It is in more than 2 other archives, so it was not read.",
        "link.md: It is a symbolic link, which is not followed.", "pipe: It is a device, a socket or a named pipe.",
      ])
    #expect(throws: Never.self) { try classroom.collect("nowhere") }
    #expect(try classroom.collect("nowhere").setAside[0].reason.hasPrefix("It can't be opened (No such file"))
  }

  @Test func `a record that is cut or missing comes back from the journal, with a flag`() throws {
    let files = try classroom.files()
    let cut = files.map { file in (file.path, file.path == "answers.md" ? Array(file.bytes.prefix(900)) : file.bytes) }
    try classroom.add(cut, to: "ann")
    try classroom.add(files.filter { $0.path != "answers.md" }, to: "ben")
    // Its first line is gone, and its name and its marks show what it is.
    try classroom.add([("answers.md", Array(files[0].bytes.drop { $0 != 10 }))], to: "cem")
    let collection = try classroom.collect()
    #expect(states(collection) == ["ann: fits", "ben: fits", "cem: no run"])
    let damaged = collection.rows.map { $0.flags.first { $0.kind == .damaged }?.sentence ?? "" }
    #expect(damaged[0].hasSuffix("damaged; 1 answer came from the journal or what is left."))
    #expect(damaged[1].hasSuffix("damaged; 1 answer came from the journal or what is left."))
    #expect(damaged[2] == "answers.md is missing, cut off or damaged.")
  }

  @Test func `what belongs to no hand-in is ignored`() throws {
    let files = try classroom.files()
    try classroom.add(files, to: "ann")
    try classroom.add(
      [("index.html", [60]), (".DS_Store", [0]), (".poolbook.lock", []), ("__MACOSX/ann/answers.md", files[0].bytes)]
        + below(".git", files), to: "")
    let collection = try classroom.collect()
    #expect(collection.handedIn.count == 1 && collection.setAside == [])
    #expect(collection.handedIn[0].attempt?.report.handIn.files.contains("journal.jsonl") == true)
  }

  @Test func `a roster adds those who handed in nothing, and full names`() throws {
    try classroom.add(flat("doejane_12_", classroom.files(), numbers: 900), to: "hw")
    let collection = try classroom.collect(
      roster: "Student,ID,SIS Login ID,Section\n    Points Possible,,,\n\"Doe, Jane\",12,jane,A\n\"Wu, Li\",13,li,A\n")
    #expect(states(collection) == ["Jane Doe (12): fits", "Li Wu (13): nothing"])
  }

  @Test func `the user's own pattern comes first`() throws {
    try classroom.add(classroom.files(), to: "17--Ann")
    let collection = try classroom.collect(pattern: try NamePattern(#"(?<id>\d+)--(?<name>\w+)"#))
    #expect(states(collection) == ["Ann (17): fits"])
  }

  @Test func `a folder with the file to hand in beside the record is one student's`() throws {
    for (name, id) in [("ann", "r1"), ("ben", "r2")] {
      let files = try classroom.files(run: id, began: id == "r1" ? 1 : 2) { $0.student = Student(name: "\(name) Doe") }
      try classroom.add(files + classroom.bundle() + [("hand-ins.jsonl", [123, 125, 10])], to: name)
    }
    let collection = try classroom.collect()
    #expect(states(collection) == ["ann Doe (ann): fits", "ben Doe (ben): fits"])
    #expect(collection.rows.allSatisfy { $0.earlier.isEmpty && $0.flags.isEmpty })
  }

  @Test func `what was edited after it was packed counts, and is flagged`() throws {
    let files = try classroom.files()
    let edited = files.map { file in
      let text = String(decoding: file.bytes, as: UTF8.self)
      let isJournal = file.path == "journal.jsonl"
      return (
        path: file.path,
        bytes: isJournal ? Array(text.replacing("\"number\":\"4\"", with: "\"number\":\"3\"").utf8) : file.bytes
      )
    }
    try classroom.add(edited + classroom.bundle(), to: "ann")
    let row = try #require(try classroom.collect().rows.first)
    #expect(row.attempt?.path.hasSuffix("ann/answers.md") == true)
    #expect(row.flags.contains { $0.kind == .brokenChain })
  }

  @Test func `many zips beside a record are many students'`() throws {
    try classroom.add(classroom.files(run: nil))
    for name in ["ann", "ben"] {
      try classroom.add(classroom.zipped("sharing-work-\(name).poolbook.zip", classroom.files(run: nil)))
    }
    #expect(try classroom.collect().rows.map(\.shown) == ["all", "ann", "ben"])
  }

  @Test func `a name can't break out of its line`() throws {
    try classroom.add(classroom.files(), to: "a\nb\u{1b}[2J")
    let lines = try classroom.collect().lines
    #expect(lines.contains { $0.hasPrefix("a␊b␛[2J") } && !lines.joined().contains("\u{1b}"))
  }

  @Test func `an edited journal, a changed run and a changed file of a bundle are flagged`() throws {
    let files = try classroom.files()
    func edited(_ name: String, _ old: String, _ new: String) -> Classroom.Files {
      files.map { file in
        let text = String(decoding: file.bytes, as: UTF8.self)
        return (file.path, file.path.hasSuffix(name) ? Array(text.replacing(old, with: new).utf8) : file.bytes)
      }
    }
    try classroom.add(edited("journal.jsonl", #""number":"4""#, #""number":"3""#), to: "ann")
    try classroom.add(edited("r1.jsonl", #""mean_s":0.0031"#, #""mean_s":0.0030"#), to: "ben")
    try classroom.add(files.map { ($0.path, $0.path == "answers.md" ? $0.bytes : withReturns($0.bytes)) }, to: "cem")
    let chains = try classroom.collect().rows.map { $0.flags.filter { $0.kind == .brokenChain }.map(\.sentence) }
    #expect(chains[0].first?.contains("Line 1 of journal.jsonl doesn't match") == true)
    #expect(chains[1] == ["Run r1 was changed after it was recorded."])
    // Only the ends of the lines are others.
    #expect(chains[2] == [])
  }

  private func withReturns(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
}
