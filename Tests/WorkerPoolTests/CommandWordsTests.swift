import Glibc
import PoolFixtureTasks
import Posix
import Testing

@testable import WorkerPool

/// A script in a folder of its own, removed at the end.
private final class Script {
  let path: String
  private let folder: String

  init(_ text: String) throws {
    folder = try makeTemporaryFolder("poolbook-test", in: "/tmp")
    path = folder + "/program"
    try writeFile(text, to: path)
    chmod(path, 0o755)
  }

  deinit {
    removeFolder(folder)
  }
}

extension EventKeeper {
  /// What the workers wrote.
  fileprivate var output: String {
    kinds.reduce(into: "") { if case .workerOutput(_, let text) = $1 { $0 += text } }
  }
}

private func failure(of words: [String]) async throws -> String {
  let results = try await withWorkerPool(fixturePool(1)) { pool in
    try await pool.mapResults(FixtureTasks.command, over: [WirePair(words, "1")])
  }
  guard case .failure(let failure)? = results.first else { return "it answered" }
  return failure.description
}

/// What is said about programs that don't work, and what they get.
@Suite(.serialized) struct CommandWordsTests {
  @Test(arguments: [
    ("#!/no/such/python\nprint(1)\n", "its first line names /no/such/python, which can't be found; install it"),
    ("#!/usr/bin/env no-such-python\nprint(1)\n", "its first line names no-such-python, which can't be found"),
    ("#!/usr/bin/env -S no-such-python -u\nprint(1)\n", "its first line names no-such-python, which can't be found"),
    ("#!/bin/sh\r\nread x\r\n", "its first line ends with a carriage return, as files from Windows do"),
    ("#!/usr/bin/env python3\r\nprint(1)\r\n", "save it with Unix line ends (sed -i 's/\\r$//' "),
  ])
  func `a script whose first line names no program says so, with the fix`(text: String, words: String) async throws {
    let script = try Script(text)
    let sentence = try await failure(of: [script.path])
    #expect(sentence.contains(words), "\(sentence)")
    #expect(sentence.contains(script.path.suffix(8)))
  }

  @Test func `the first line of a script that works is not blamed for its end`() async throws {
    for text in ["#!/bin/sh\nexit 127\n", "#!/usr/bin/env sh\nexit 127\n"] {
      let script = try Script(text)
      #expect(try await failure(of: [script.path]).contains("exited with code 127 before it answered; run it by hand"))
    }
    #expect(ScriptHeader.problem(of: "cat") == nil)
    #expect(ScriptHeader.problem(of: "no-such-program") == nil)
  }

  @Test func `programs use one thread for mathematics unless the user has said how many`() async throws {
    setenv("MKL_NUM_THREADS", "3", 1)
    defer { unsetenv("MKL_NUM_THREADS") }
    let shown = "OMP_NUM_THREADS OPENBLAS_NUM_THREADS NUMEXPR_NUM_THREADS VECLIB_MAXIMUM_THREADS MKL_NUM_THREADS"
    let words = ["sh", "-c", "read x; echo $(printenv \(shown))"]
    let got = try await withWorkerPool(fixturePool(1)) {
      try await $0.map(FixtureTasks.command, over: [WirePair(words, "")])
    }
    #expect(got == ["1 1 1 1 3"])
  }

  @Test func `a program that doesn't answer is asked about at the time limit`() async throws {
    let keeper = EventKeeper()
    let words = ["sh", "-c", "while read x; do :; done"]
    let results = try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      try await pool.mapResults(
        FixtureTasks.command, over: [WirePair(words, "1")], MapOptions(itemLimit: .seconds(2)))
    }
    #expect(throws: ItemFailure.self) { try results[0].get() }
    #expect(keeper.output.contains("sh: it has read the item and answered nothing: does it flush? (awk: fflush(); "))
  }

  @Test func `a program that doesn't answer is asked about after a while, once`() async throws {
    let keeper = EventKeeper()
    let words = ["sh", "-c", "while read x; do :; done"]
    try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      let map = Task { try await pool.map(FixtureTasks.command, over: [WirePair(words, "1")]) }
      #expect(await eventually { !keeper.output.isEmpty })
      map.cancel()
      await #expect(throws: PoolError.self) { try await map.value }
    }
    #expect(keeper.output == "sh: \(CommandBridge.silence)\n")
  }

  @Test func `a program that has not read its item is not asked`() async throws {
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      try await pool.mapResults(
        FixtureTasks.command, over: [WirePair(["sleep", "1000"], "1")], MapOptions(itemLimit: .milliseconds(300)))
    }
    #expect(throws: ItemFailure.self) { try results[0].get() }
    #expect(keeper.output.isEmpty)
  }
}
