import Glibc
import Testing

@testable import WorkerPool

/// What can only be seen from outside: the process that owns the pool is one of the fixture's own.
@Suite struct ProcessTests {
  /// Starts the fixture with a word, and gives its output line by line to `body`.
  private func fixture(_ word: String, _ body: (String) -> Void) throws {
    let pipe = try #require(popen("exec '\(WorkerPoolTests.fixture.executable)' \(word) 2>&1", "r"))
    defer { pclose(pipe) }
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, 4096, pipe) != nil {
      body(String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }

  private func output(_ word: String) throws -> [String] {
    var lines: [String] = []
    try fixture(word) { lines.append($0) }
    return lines
  }

  @Test func `workers of a process that is killed end with it`() async throws {
    var workers: [Int32] = []
    var busy = 0
    try fixture("orphans") { line in
      if let pid = line.split(separator: " ").last.flatMap({ Int32($0) }) { workers.append(pid) }
      if line == "busy" { busy += 1 }
      guard busy == 3, workers.count == 4, line == "busy" else { return }
      kill(parent(of: workers[0]), SIGKILL)
    }
    #expect(workers.count == 4)
    #expect(await eventually { !workers.contains(where: isAlive) })
  }

  @Test func `a pool without enough descriptors says so and leaks none`() throws {
    #expect(try output("few-descriptors") == ["refused true"])
  }

  @Test func `many pools leave no descriptor and no zombie`() throws {
    #expect(try output("cycles") == ["results 300000", "descriptors 0", "zombies 0"])
  }

  @Test func `a stream over a huge range needs no memory for it`() throws {
    let words = try #require(try output("billion").first).split(separator: " ")
    #expect(words.first == "grown")
    #expect((words.last.flatMap { Int($0) } ?? .max) < 4_096)
  }

  /// The fourth field of `/proc/PID/stat`; a program's name here has no blank.
  private func parent(of pid: Int32) -> Int32 {
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 1024)
    guard fgets(&text, 1024, file) != nil else { return 0 }
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return words.count > 3 ? Int32(words[3]) ?? 0 : 0
  }
}
