import Glibc
import PoolFixtureTasks
import Posix
import Testing

@testable import WorkerPool

/// The command lines of the live processes that have a text in them, as `/proc` shows them.
func commandLines(with mark: String) -> [String] {
  guard let folder = opendir("/proc") else { return [] }
  defer { closedir(folder) }
  var found: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    guard Int32(name) != nil,
      let file = try? Descriptor.take(open("/proc/\(name)/cmdline", O_RDONLY | O_CLOEXEC), from: "open"),
      let bytes = try? readAll(from: file.number)
    else { continue }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.contains(mark) { found.append(line) }
  }
  return found
}

/// How many of the four sleeps of `starter` there are.
private func sleeping(_ mark: String) -> Int { commandLines(with: mark).count { $0.hasPrefix("sleep\0") } }

/// A shell program that starts `sleep` in the background in several ways, with a mark, then runs `rest` for a line.
private func starter(_ mark: String, _ rest: String) -> [String] {
  [
    "sh", "-c",
    """
    read -r x
    trap '' TERM HUP
    sleep 1000.\(mark) &
    setsid sleep 2000.\(mark) &
    (setsid sh -c 'sleep 3000.\(mark) & sleep 4000.\(mark)' &)
    \(rest)
    """,
  ]
}

private func mark(_ line: Int = #line) -> String { "\(getpid())\(line)" }

/// Nothing that a program has started outlives it.
@Suite(.serialized) struct CommandEndTests {
  private func map(_ words: [String], _ pool: WorkerPool) async throws -> [Result<String, ItemFailure>] {
    try await pool.mapResults(FixtureTasks.command, over: ["1"].map { WirePair(words, $0) })
  }

  @Test func `what a program has started ends with the pool`() async throws {
    let mark = mark()
    try await withWorkerPool(fixturePool(1)) { pool in
      let got = try await map(starter(mark, "echo 1; read -r x"), pool)
      #expect(try got[0].get() == "1")
      #expect(await eventually { sleeping(mark) == 4 })
    }
    #expect(await eventually { commandLines(with: mark).isEmpty })
  }

  @Test func `what a program has started ends when the program ends by itself`() async throws {
    let mark = mark()
    try await withWorkerPool(fixturePool(1)) { pool in
      let failure = try await map(starter(mark, "exit 3"), pool)
      #expect(throws: ItemFailure.self) { try failure[0].get() }
      #expect(await eventually { commandLines(with: mark).isEmpty })
    }
  }

  @Test func `what a program has started ends with its worker, even if that is killed`() async throws {
    let mark = mark()
    try await withWorkerPool(fixturePool(1) { $0.onWorkerDeath = .fail }) { pool in
      let results = Task { try await map(starter(mark, "sleep 1000"), pool) }
      #expect(await eventually { sleeping(mark) == 4 })
      pool.kill(worker: 0)
      await #expect(throws: PoolError.self) { try await results.value }
      #expect(await eventually { commandLines(with: mark).isEmpty })
    }
  }

  @Test func `a program that is started under a guardian ends with it, and its end is known`() async throws {
    let mark = mark()
    var spawn = Spawn(starter(mark, "sleep 1000"))
    let (reading, writing) = try Descriptor.pipe()
    spawn.descriptors = [reading.number, STDOUT_FILENO, STDERR_FILENO]
    let process = try GuardedProcess(spawn)
    try writeAll("\n", to: writing.number)
    #expect(await eventually { sleeping(mark) == 4 })
    process.kill()
    #expect(commandLines(with: mark).isEmpty)
    #expect(try GuardedProcess(Spawn(["sh", "-c", "exit 7"])).wait() == .exited(7))
    #expect(try GuardedProcess(Spawn(["sh", "-c", "kill -9 $$"])).wait() == .signalled(SIGKILL))
    #expect(throws: SystemError("exec", code: ENOENT)) { try GuardedProcess(Spawn(["no-such-program"])) }
  }
}
