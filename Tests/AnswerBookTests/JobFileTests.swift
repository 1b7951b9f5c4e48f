import BatchJob
import Experiments
import LessonFormat
import Testing

@testable import AnswerBook

/// Batch jobs in the student's folder.
@Suite struct JobFileTests {
  private static let lesson: Lesson = {
    var lesson = sampleLesson
    lesson.sections[1].parts.append(.job(JobSpec(id: "batch", title: "The job", script: "pool_example.sb")))
    return lesson
  }()

  private func job(_ mark: String, when: Double = 1_795_000_000) -> SubmittedJob {
    var job = SubmittedJob(
      job: "batch", mark: mark, runner: "slurm", host: "n1", script: "pool_example.sb", folder: "/home/me/work",
      when: when)
    job.id = "4711"
    job.stage = .submitted
    job.status = JobStatus(
      id: "4711", name: "a", state: "COMPLETED", reason: "None", exit: "0:0", submitted: when, started: when + 2,
      ended: when + 11, output: "/home/me/work/slurm-4711.out", runner: "slurm",
      asked: .init(tasks: 4, nodes: 1, memory_mb: 4096, time_s: 3600), used: .init(nodes: 1, cpus: 4))
    return job
  }

  @Test func `the last state of each job counts, oldest job first`() throws {
    let folder = try TemporaryFolder()
    var early = job("one")
    do {
      let opened = try BookFolder.open(folder.book, lesson: Self.lesson).folder
      early.stage = .submitting
      try opened.save(early)
      try opened.save(job("two"))
      early.stage = .refused
      early.errors = "sbatch: error: no\n"
      try opened.save(early)
    }
    let (_, book, notices) = try BookFolder.open(folder.book, lesson: Self.lesson)
    #expect(notices == [])
    #expect(book.jobs["batch"] == [early, job("two")])
    #expect(try BookFolder.read(folder.book, lesson: Self.lesson)?.book.jobs["batch"]?.count == 2)
  }

  @Test func `a damaged line is skipped with a notice`() throws {
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: Self.lesson).folder.save(job("one"))
    try folder.write("jobs.jsonl", folder.read("jobs.jsonl") + "{\"job\":\n")
    let (_, book, notices) = try BookFolder.open(folder.book, lesson: Self.lesson)
    #expect(book.jobs["batch"]?.count == 1)
    #expect(notices == ["1 damaged line of jobs.jsonl was skipped."])
  }

  @Test(arguments: ["--user=me", "-u", "", "all"])
  func `an id that no queue gives is damage, since it would become a word of scancel`(id: String) throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: Self.lesson).folder
    var hostile = job("two")
    hostile.id = id
    try opened.save(job("one"))
    try opened.save(hostile)
    let read = try #require(try BookFolder.read(folder.book, lesson: Self.lesson))
    #expect(read.book.jobs["batch"] == [job("one")])
  }

  @Test func `answers md has a table of the jobs`() throws {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.jobs = ["batch": [job("one")]]
    let opened = try BookFolder.open(folder.book, lesson: Self.lesson).folder
    try opened.save(book)
    let row = "| 4711 | slurm | COMPLETED 0:0 | 4 tasks on 1 node, 4 GB, 1 h | 4 cores of 1 node, 9 s | 2 s | 9 s |"
    #expect(try folder.read("answers.md").contains(row))
    #expect(try folder.read("answers.md").contains("slurm-4711.out |"))
    // The table is the program's own, so it changes with the job, and what is written around it stays.
    book.jobs["batch"]?[0].status?.state = "TIMEOUT"
    try opened.save(book)
    #expect(try folder.read("answers.md").contains("TIMEOUT 0:0"))
    #expect(try !folder.read("answers.md").contains("COMPLETED"))
  }

  @Test func `the journal's list has the jobs`() {
    var book = AnswerBook()
    book.jobs = ["batch": [job("one")]]
    #expect(book.journal.map(\.kind) == [.job])
    #expect(book.journal.first?.text == "pool_example.sb, COMPLETED 0:0")
  }

  @Test func `a run that another program adds is found, once, while the workbook has the folder open`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: Self.lesson).folder
    try opened.save(job("one"))
    try BookFolder.add(sampleRun("first-map", id: "from-a-job"), to: folder.book)
    #expect(opened.newRuns(knowing: []).map(\.id) == ["from-a-job"])
    #expect(opened.newRuns(knowing: ["from-a-job"]).isEmpty)
  }
}

/// Pictures of screens in the student's folder.
@Suite struct PictureFileTests {
  @Test func `pictures of the same second have names of their own`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let names = try (0..<3).map { try opened.savePicture([("svg", "<svg/>\($0)"), ("txt", "\($0)\n")]) }
    #expect(Set(names).count == 3)
    for name in names { #expect(name.hasPrefix("pictures/")) }
    #expect(try Directory.open(folder.book + "/pictures")?.names().count == 6)
  }
}
