import BatchJob
import Foundation
import Glibc
import Posix
import Testing

/// A folder to submit jobs in, with a queue of the stand-in that nobody else uses. The node is like that of the recorded
/// cluster.
final class StandIn: Sendable {
  let root: String
  /// The folder that jobs are submitted in.
  let folder: String
  private let extra: [String: String]

  init(extra: [String: String] = [:]) throws {
    let temporary = NSTemporaryDirectory()
    root = try makeTemporaryFolder("batch", in: temporary.hasSuffix("/") ? String(temporary.dropLast()) : temporary)
    folder = "\(root)/jobs"
    self.extra = extra
    mkdir(folder, 0o700)
  }

  deinit {
    for job in queue.folder.jobs where !job.state.isOver { try? queue.give(.cancel, to: String(job.id)) }
    for _ in 0..<1000 {
      guard queue.folder.jobs.contains(where: { queue.folder.isAlive($0.id) }) else { break }
      usleep(10_000)
    }
    _ = try? queue.jobs()
    removeFolder(root)
  }

  /// The queue.
  var queue: BuiltinQueue {
    var queue = BuiltinQueue(folder: QueueFolder("\(root)/queue"), node: recordedNode)
    let own = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": NSHomeDirectory(), "USER": NSUserName(), "LANG": "C.UTF-8",
    ]
    queue.variables = own.merging(extra) { $1 }
    queue.program = Self.fixture
    return queue
  }

  /// Submits a job with these words of sbatch.
  func submit(_ words: [String], input: String = "") throws -> SubmissionOutcome {
    var queue = queue
    queue.standardInput = { Array(input.utf8) }
    return try queue.submit(words, in: folder)
  }

  /// Submits a script and returns the job's id.
  func submit(script: String, _ words: [String] = []) throws -> Int {
    try write(Array(script.utf8), to: "job.sb")
    let outcome = try submit(words + ["job.sb"])
    #expect(outcome.errors == "")
    return try #require(outcome.id.flatMap { Int($0) })
  }

  /// Runs a line of the shell in the folder.
  func shell(_ line: String) throws {
    _ = try capture(["/usr/bin/env", "-C", folder, "bash", "-c", line], limits: CaptureLimits(time: .seconds(60)))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// All files in the folder with their bytes, by their paths there.
  var files: [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      if let bytes = try? readFile("\(folder)/\(name)") { files[name] = bytes }
    }
    return files
  }

  func text(_ name: String) -> String { files[name].map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// Waits until a job meets a condition.
  func wait(for id: Int, _ isMet: (JobRecord) -> Bool = { $0.state.isOver }) throws -> JobRecord {
    for _ in 0..<1200 {
      if let job = queue.folder.job(id), isMet(job) { return job }
      usleep(50_000)
    }
    throw Problem("waited in vain for job \(id), which is \(queue.folder.job(id)?.state.rawValue ?? "nowhere")")
  }

  /// Waits until a condition is met.
  func wait(_ isMet: () throws -> Bool) throws {
    for _ in 0..<6000 {
      if try isMet() { return }
      usleep(10_000)
    }
    throw Problem("waited in vain")
  }

  /// The program beside the tests that looks after jobs.
  static let fixture: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/BatchFixture"
  }()
}

/// Why a test can't go on.
struct Problem: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
