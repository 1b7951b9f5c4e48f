import BatchJob
import Glibc
import LessonFormat
import Testing

@testable import AnswerBook

/// The files of a hand-in, and the files that a lesson begins with.
struct HandInFilesTests {
  private func files(_ folder: TemporaryFolder) throws -> [String] {
    try BookFolder.filesToHandIn(in: folder.book, sampleLesson)
  }

  @Test func `the files are listed in their order, and nothing else is`() throws {
    let folder = try TemporaryFolder()
    #expect(try files(folder) == [])
    for name in ["notes.txt", "journal.jsonl", "slurm-12.out", "slurm-7.out", "answers.md", "answers.damaged-1.md"] {
      try folder.write(name, "")
    }
    try folder.write("pool_example.sb", "")
    for name in ["b.jsonl", "a.jsonl", "c.txt"] { try folder.write("runs/\(name)", "") }
    #expect(
      try files(folder) == [
        "answers.md", "pool_example.sb", "slurm-12.out", "slurm-7.out", "journal.jsonl", "runs/a.jsonl",
        "runs/b.jsonl",
      ])
  }

  @Test func `outputs that the batch file has named differently are listed, too`() throws {
    let folder = try TemporaryFolder()
    var job = SubmittedJob(
      job: "batch-run", mark: "m", runner: "builtin", host: "n1", script: "pool_example.sb", folder: folder.book,
      when: 1)
    job.stage = .submitted
    job.status = JobStatus(
      id: "1", name: "a", state: "COMPLETED", reason: "None", exit: "0:0", runner: "builtin", asked: .init(),
      used: .init())
    job.status?.output = "\(folder.book)/logs/1.out"
    job.errorOutput = "\(folder.book)/../secret"
    try folder.write("answers.md", "")
    try folder.write("logs/1.out", "")
    try JobFile.append(job, to: #require(try Directory.open(folder.book)))
    #expect(try files(folder) == ["answers.md", "logs/1.out", "jobs.jsonl"])
    var book = AnswerBook()
    #expect(HandIn(of: book, in: sampleLesson, files: try files(folder)).missingFiles.contains(HandIn.jobOutput))
    book.jobs["batch-run"] = [job]
    #expect(!HandIn(of: book, in: sampleLesson, files: try files(folder)).missingFiles.contains(HandIn.jobOutput))
  }

  @Test(arguments: [
    ("//etc/hostname", []), ("/link/secret", []), ("/../secret", []), ("/journal.jsonl", []), ("/runs/a.jsonl", []),
    ("//logs/./1.out", ["logs/1.out"]),
  ])
  func `a job's output leads nowhere else, and is nothing that is handed in anyway`(
    path: String, names: [String]
  ) throws {
    let folder = try TemporaryFolder()
    for name in ["answers.md", "journal.jsonl", "logs/1.out", "runs/a.jsonl"] { try folder.write(name, "") }
    mkdir("\(folder.path)/out", 0o777)
    symlink("../out", "\(folder.book)/link")
    close(open("\(folder.path)/out/secret", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
    var job = SubmittedJob(
      job: "batch-run", mark: "m", runner: "builtin", host: "n1", script: "pool_example.sb", folder: folder.book,
      when: 1)
    job.stage = .submitted
    job.errorOutput = folder.book + path
    try JobFile.append(job, to: #require(try Directory.open(folder.book)))
    let files = try files(folder)
    #expect(files == ["answers.md"] + names + ["jobs.jsonl", "journal.jsonl", "runs/a.jsonl"])
  }

  @Test func `links and folders aren't handed in`() throws {
    let folder = try TemporaryFolder()
    try folder.write("journal.jsonl", "")
    symlink("/etc/passwd", "\(folder.book)/answers.md")
    mkdir("\(folder.book)/slurm-1.out", 0o777)
    symlink("/etc", "\(folder.book)/runs")
    #expect(try files(folder) == ["journal.jsonl"])
  }

  @Test func `files are written only where there are none`() throws {
    let folder = try TemporaryFolder()
    let names = ["pool_example.sb", "nobody-asks.py"]
    #expect(try BookFolder.writeFiles(names, of: sampleLesson, complete: false, to: folder.book).map(\.isNew) == [true])
    try folder.write("pool_example.sb", "mine\n")
    let again = try BookFolder.writeFiles(names, of: sampleLesson, complete: true, to: folder.book)
    #expect(again.map(\.name) == ["pool_example.sb"] && again.map(\.isNew) == [false])
    #expect(try folder.read("pool_example.sb") == "mine\n")
  }
}
