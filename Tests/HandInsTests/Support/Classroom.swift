import AnswerBook
import Archive
import Experiments
import Glibc
import LessonFormat
import Lessons
import Posix

@testable import HandIns

/// A folder with what students hand in, all of it written by the program's own writer. It goes away with its test.
final class Classroom {
  let path: String

  init() throws { path = try makeTemporaryFolder("poolbook-class", in: "/tmp") }

  deinit { removeFolder(path) }

  static let lesson: Lesson = {
    do { return try Lesson.parse(BuiltInLesson.all["sharing-work"] ?? "", file: "sharing-work.md") } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The files of a hand-in, by their paths in the student's folder.
  typealias Files = [(path: String, bytes: [UInt8])]

  /// What a student hands in who has answered `distinct` with this number and `container` with this reason.
  ///
  /// - Parameter first: A run that was recorded before the answers.
  func files(
    workers: Int = 4, reason: String = "", answer: String? = nil, run id: String? = "r1", began: Double = 1_795_000_000,
    first: RecordedRun? = nil, student change: (inout AnswerBook) -> Void = { _ in }
  ) throws -> Files {
    let folder = "\(path)/.student"
    removeFolder(folder)
    var book = AnswerBook(answers: ["distinct": Answer(number: answer ?? "\(workers)")])
    if !reason.isEmpty { book.answers["container"] = Answer(text: reason, choice: 1) }
    change(&book)
    let opened = try BookFolder.open(folder, lesson: Self.lesson).folder
    if let first { try opened.save(first) }
    try opened.save(book)
    if let id { try opened.save(run(id: id, began: began, workers: workers)) }
    return try read(folder)
  }

  /// The file to hand in that the program makes of the files that `files` has made last.
  func bundle() throws -> Files {
    let bundle = try BookFolder.bundle(in: "\(path)/.student", Self.lesson)
    return [(bundle.name, bundle.bytes)]
  }

  /// Adds a file to the folder of which `bundle` makes the file to hand in.
  func addToStudent(_ name: String, _ text: String) throws {
    let file = try Descriptor.take(open("\(path)/.student/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644), from: "open")
    try writeAll(Array(text.utf8), to: file.number)
  }

  /// A run of `first-map` in which this many workers took items.
  func run(id: String, began: Double, workers: Int) -> RecordedRun {
    let reports = (0..<max(workers, 1)).map {
      WorkerReport(
        name: "worker-\($0 + 1)", pid: Int32(100 + $0), host: "n1", items: 3, chunks: 3, busy_s: 0.1, idle_s: 0)
    }
    let report = RunReport(
      task: .processInfo, processes: reports.count, schedule: .dynamic, chunk: 1, items: 3 * reports.count,
      parent: ParentReport(pid: 99), workers: reports, assignment: nil, runs_s: [0.0031], mean_s: 0.0031, stddev_s: 0,
      startup_s: 0.008, result: .processInfo([]))
    return RecordedRun(
      id: id, experiment: "first-map", began: began, machine: Machine(host: "n1", usableCores: 4), knobs: Knobs(),
      report: report, events: [])
  }

  private func read(_ folder: String, _ inner: String = "") throws -> Files {
    try names(in: folder + "/" + inner).filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> Files in
      let path = inner.isEmpty ? name : "\(inner)/\(name)"
      if name == "runs" { return try read(folder, path) }
      return [(path, try readFile("\(folder)/\(path)"))]
    }
  }

  /// Writes files below a folder of the class, making the folders that they need.
  func add(_ files: Files, to folder: String = "") throws {
    for file in files {
      let names = "\(folder)/\(file.path)".split(separator: "/")
      mkdir("\(path)/all", 0o755)
      for count in 1..<max(names.count, 1) { mkdir("\(path)/all/" + names.prefix(count).joined(separator: "/"), 0o755) }
      let out = try Descriptor.take(
        open("\(path)/all/" + names.joined(separator: "/"), O_WRONLY | O_CREAT | O_TRUNC, 0o644), from: "open")
      try writeAll(file.bytes, to: out.number)
    }
  }

  /// Collects what is in the class.
  func collect(_ names: String..., roster: String? = nil, pattern: NamePattern? = nil) throws -> Collection {
    var finder = Finder(Self.lesson, pattern: pattern)
    for name in names.isEmpty ? ["all"] : names { finder.search("\(path)/\(name)") }
    finder.noteOthers()
    return Collection(finder, roster: try roster.map { try Roster(Array($0.utf8)) })
  }
}

/// Puts files below a folder.
func below(_ folder: String, _ files: Classroom.Files) -> Classroom.Files {
  files.map { ("\(folder)/\($0.path)", $0.bytes) }
}

/// Gives files a prefix, as flat downloads do; the number grows with each file. What is in folders loses them.
func flat(_ prefix: String, _ files: Classroom.Files, numbers: Int? = nil) -> Classroom.Files {
  files.enumerated().map { index, file in
    let name = file.path.split(separator: "/").last.map(String.init) ?? ""
    return (prefix + (numbers.map { "\($0 + index)_" } ?? "") + name, file.bytes)
  }
}

extension Classroom {
  /// One file with a zip in it.
  func zipped(_ name: String, _ files: Files) throws -> Files { [(name, try zip(files))] }
}
