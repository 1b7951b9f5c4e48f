import Foundation
import Glibc
import PoolFixtureTasks
import Synchronization
import Testing

@testable import WorkerPool

/// What a worker is started with, and that no worker starts a pool.
@Suite struct SettingTests {
  @Test(arguments: ["", "waits", "traps"])
  func `the workers of a program that forgets runIfAsked make no further workers`(manner: String) async throws {
    let (output, processes) = try await forget("", manner: manner)
    #expect((2...3).contains(processes))
    #expect(output.count == 1)
    #expect(
      output[0].contains("did not start: its program made a pool of its own: call WorkerMain.runIfAsked there"),
      "\(output)")
  }

  @Test func `a program whose workers run to its end is reported with what they printed`() async throws {
    let (output, processes) = try await forget("begin", manner: "needs-argument")
    #expect((2...3).contains(processes))
    #expect(output.count == 1 && output[0].contains("does its program call WorkerMain.runIfAsked?"), "\(output)")
    #expect(output[0].hasSuffix("(its last output: usage: Forgetful begin)"), "\(output)")
  }

  /// Runs a program that never calls `runIfAsked`. Returns what it printed, and how many processes of it there were.
  private func forget(_ words: String, manner: String) async throws -> (output: [String], processes: Int) {
    let log = FileManager.default.temporaryDirectory.appending(path: "forgetful-\(UUID().uuidString)").path
    defer { unlink(log) }
    let program = fixture.executable.replacingOccurrences(of: "PoolFixture", with: "Forgetful")
    let output = Mutex<[String]>([])
    let surroundings = "FORGETFUL_LOG='\(log)' FORGETFUL_MANNER=\(manner)"
    try await runShell("\(surroundings) exec timeout 60 '\(program)' \(words) 2>/dev/null") { line in
      output.withLock { $0.append(line) }
    }
    return (output.withLock { $0 }, try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count)
  }

  @Test func `a task can't make a pool in its worker`() async throws {
    let answers = try await withWorkerPool(fixturePool(1)) { try await $0.map(FixtureTasks.poolInside, over: [1, 2]) }
    for answer in answers { #expect(answer.hasPrefix("this process is a worker of another pool and can't have one")) }
  }

  @Test func `workers have the environment of this process and the variables of the options`() async throws {
    let options = fixturePool(1) { $0.environment = ["GREETING": "good day=ü", "HOME": "/nowhere"] }
    let values = try await withWorkerPool(options) { pool in
      try await pool.map(
        FixtureTasks.variable, over: ["GREETING", "HOME", "PATH", "SWIFT_BACKTRACE", "NO_SUCH_VARIABLE"])
    }
    #expect(values == ["good day=ü", "/nowhere", getenv("PATH").map { String(cString: $0) }, "enable=no", nil])
  }

  @Test func `Swift's backtracer can be turned on in workers`() async throws {
    let options = fixturePool(1) { $0.environment = ["SWIFT_BACKTRACE": "enable=tty"] }
    let value = try await withWorkerPool(options) { try await $0.apply(FixtureTasks.variable, to: "SWIFT_BACKTRACE") }
    #expect(value == "enable=tty")
  }

  @Test func `workers start in the directory of the options`() async throws {
    let options = fixturePool(2) { $0.workingDirectory = "/usr" }
    #expect(try await withWorkerPool(options) { try await $0.apply(FixtureTasks.directory, to: 0) } == "/usr")
  }

  @Test func `a program's relative path is meant from here, wherever workers start`() async throws {
    let up = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    let options = fixturePool(1) {
      $0.command = WorkerCommand(executable: up + fixture.executable)
      $0.workingDirectory = "/"
    }
    #expect(try await withWorkerPool(options) { try await $0.apply(FixtureTasks.directory, to: 0) } == "/")
  }

  @Test(arguments: [
    ("", "x", "“” can't be set"), ("A=B", "x", "use a name without “=”"), ("A", "x\0y", "no zero bytes"),
  ])
  func `a variable that can't be in an environment is refused`(name: String, value: String, words: String) async throws
  {
    let error = await #expect(throws: PoolError.self) {
      try await withWorkerPool(fixturePool(1) { $0.environment = [name: value] }) { _ in }
    }
    #expect(error?.code == .badOption && error?.description.contains(words) == true)
  }

  @Test func `the error for a directory that isn't there names it`() async throws {
    let error = await #expect(throws: PoolError.self) {
      try await withWorkerPool(fixturePool(1) { $0.workingDirectory = "/nowhere/at/all" }) { _ in }
    }
    #expect(
      error?.description
        == "workers can't start in /nowhere/at/all (No such file or directory): set workingDirectory to a directory")
  }

  @Test func `the line that says why a program trapped is what is reported`() {
    let lines = "started\nMain/main.swift:7: Fatal error: Index out of range\nmore\n"
    let death = WorkerDeath(
      worker: 0, pid: 5, end: .signalled(signal: SIGTRAP), item: 3, fault: nil, lastWords: lines)
    #expect(death.description.hasSuffix("(its last output: Main/main.swift:7: Fatal error: Index out of range)"))
  }
}
