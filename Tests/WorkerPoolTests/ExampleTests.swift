import ExampleTasks
import Foundation
import Testing
import WorkerPool

/// A pool whose workers are the program under test. The tests themselves run in another program, which has no tasks.
private func withPool<Value>(
  workers: Int = 2, initialiser: Initialiser? = nil, body: (WorkerPool) async throws -> Value
) async throws -> Value {
  let folder = try #require(Bundle.main.executableURL).deletingLastPathComponent()
  let program = WorkerCommand(executable: folder.appending(path: "Spell").path)
  return try await withWorkerPool(
    PoolOptions(workers: workers, command: program, initialiser: initialiser), body: body)
}

@Suite struct ExampleTests {
  @Test func `areas come in the order of the shapes`() async throws {
    let areas = try await withPool { pool in
      try await pool.map(area, over: [.rectangle(width: 2, height: 3), .circle(radius: 1)])
    }
    #expect(areas == [6, .pi])
  }

  @Test func `a discount lowers what an order costs`() async throws {
    let orders = [Order(prices: [1, 2]), Order(prices: [10], discount: 0.5)]
    let totals = try await withPool { pool in try await pool.map(total, over: orders.map { JSON($0) }) }
    #expect(totals == [3, 5])
  }

  @Test func `each worker knows the words it has loaded`() async throws {
    let list = try writeWords(["bee", "hive"])
    let known = try await withPool(initialiser: Initialiser(loadWords, argument: list)) { pool in
      try await pool.map(isKnown, over: ["hive", "wasp", "bee"], MapOptions(chunk: .items(1)))
    }
    #expect(known == [true, false, true])
  }
}

extension ExampleTests {
  @Test func `a sweep leaves out the speeds that fail`() async throws {
    let options = PoolOptions(workers: 2, command: .inThisProcess(exampleTasks))
    let energies = try await withWorkerPool(options) { pool in try await sweep([1, -1, 2], on: pool) }
    #expect(energies == [1: 0.5, 2: 2])
  }

  @Test func `a list that can't be read ends the pool with the reason`() async throws {
    do {
      _ = try await withPool(initialiser: Initialiser(loadWords, argument: "/nowhere/at/all")) { pool in
        try await pool.ready()
      }
      Issue.record("there is no such list")
    } catch let error as PoolError where error.code == .workerDidNotStart {
      #expect(error.description.contains("its initialiser failed"))
    }
  }

  @Test func `the program with a parser prints the words it doesn't know`() throws {
    let folder = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    let list = try writeWords(["bee", "hive"])
    let pipe = try #require(popen("exec '\(folder.path)/Spell' --list '\(list)' hive wasp bee 2>&1", "r"))
    defer { pclose(pipe) }
    let output = FileHandle(fileDescriptor: fileno(pipe)).readDataToEndOfFile()
    #expect(String(decoding: output, as: UTF8.self) == "wasp\n")
  }

  /// Writes a list of words, and returns its path.
  private func writeWords(_ words: [String]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)").path
    try words.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
