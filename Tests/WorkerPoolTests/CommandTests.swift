import Glibc
import PoolFixtureTasks
import Testing

@testable import WorkerPool

/// A Python program that runs `body` for each line; `n` is the number of the line, from 1.
private func python(_ body: String) -> [String] {
  [
    "python3", "-c",
    "import os, sys, time\nfor n, line in enumerate(sys.stdin, 1):\n  line = line.rstrip('\\n')\n  \(body)",
  ]
}

/// A Python program that answers each line with the value of an expression.
private func python(answering expression: String) -> [String] { python("print(\(expression), flush=True)") }

/// What a program answers to these lines.
private func answers(
  of words: [String], to lines: [String], workers: Int = 1, _ keeper: EventKeeper = EventKeeper()
) async throws -> [String] {
  try await withWorkerPool(fixturePool(workers), events: keeper.sink) { pool in
    try await pool.ready()
    let items = lines.map { WirePair(words, $0) }
    return try await pool.map(FixtureTasks.command, over: items, MapOptions(chunk: .items(1)))
  }
}

/// Which of these lines a program did not answer, and why.
private func failure(of words: [String], at lines: [String]) async throws -> ItemFailure {
  do {
    let got = try await answers(of: words, to: lines)
    throw Unexpected(description: "it answered \(got)")
  } catch let error as PoolError where error.code == .itemFailed {
    return try #require(error.itemFailure)
  }
}

private struct Unexpected: Error, CustomStringConvertible { var description: String }

/// True if a process exists and is not a zombie.
private func runs(_ pid: Int32) -> Bool {
  guard let file = fopen("/proc/\(pid)/stat", "re") else { return false }
  defer { fclose(file) }
  var bytes = [CChar](repeating: 0, count: 512)
  guard fgets(&bytes, 512, file) != nil else { return false }
  let text = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return text.split(separator: ")").last?.split(separator: " ").first != "Z"
}

@Suite(.serialized) struct CommandTests {
  @Test func `a program in another language answers each item, in the order of the items`() async throws {
    let lines = (0..<60).map(String.init)
    #expect(
      try await answers(of: python(answering: "int(line) ** 2"), to: lines, workers: 3) == (0..<60).map { "\($0 * $0)" }
    )
  }

  @Test func `a task can be made of a program and its arguments`() async throws {
    let got = try await withWorkerPool(fixturePool(2)) { try await $0.map(FixtureTasks.tr, over: ["cab", "", "é"]) }
    #expect(got == ["zxy", "", "é"])
  }

  @Test func `a program is started once for each worker and finds the worker's name in its environment`() async throws {
    let got = try await answers(
      of: python(answering: "os.environ['POOLBOOK_WORKER'], os.getpid(), os.getcwd()"),
      to: Array(repeating: "", count: 40),
      workers: 3)
    #expect(Set(got).count <= 3)
    #expect(Set(got.map { $0.split(separator: " ")[0] }).count == Set(got).count)
    #expect(got.allSatisfy { $0.hasPrefix("worker-") && $0.hasSuffix(String(cString: getcwd(nil, 0))) })
  }

  @Test func `a program has only its own three descriptors, and no signal is ignored or blocked`() async throws {
    // With the one that Python opens to list them.
    #expect(try await answers(of: python(answering: "*os.listdir('/proc/self/fd')"), to: [""]) == ["0 1 2 3"])
    let got = try await answers(
      of: ["sh", "-c", "read x; echo $(grep -E 'Sig(Blk|Ign)' /proc/self/status)"], to: [""])
    let words = try #require(got.first).split(separator: " ")
    #expect(words.count == 4)
    // The standard signals.
    for word in [words[1], words[3]] { #expect(UInt64(word, radix: 16).map { $0 & 0x7fff_ffff } == 0) }
  }

  @Test func `what a program writes to standard error becomes an event, not an answer`() async throws {
    let keeper = EventKeeper()
    let got = try await answers(
      of: ["sh", "-c", "while read x; do echo \"at $x\" >&2; echo $x; done"], to: ["1", "2"], keeper)
    #expect(got == ["1", "2"])
    var output = ""
    for case .workerOutput(0, let text) in keeper.kinds { output += text }
    #expect(output == "at 1\nat 2\n")
  }

  @Test func `a line of a megabyte can be sent in both directions`() async throws {
    let line = String(repeating: "x", count: 1 << 20)
    #expect(try await answers(of: ["cat"], to: [line, "y", line]) == [line, "y", line])
    // It answers before it has read the whole line.
    #expect(try await answers(of: ["sed", "-u", "s/^x//"], to: [line]) == [String(line.dropFirst())])
  }

  @Test(arguments: [
    ("sys.exit(3) if n == 2 else print(n, flush=True)", "python3 exited with code 3 before it answered"),
    ("os.kill(os.getpid(), 9) if n == 2 else print(n, flush=True)", "python3 was killed by SIGKILL"),
    ("print(n, end='' if n == 2 else '\\n', flush=True); n == 2 and sys.exit(1)", "in the middle of the line “2”"),
    ("os.close(1) if n == 2 else print(n, flush=True); n == 2 and time.sleep(600)", "closed its standard output"),
    ("n == 2 and sys.stdout.write('one\\ntwo\\n') or print(n); sys.stdout.flush()", "the next begins “two”"),
    ("sys.stdout.buffer.write(b'\\xff\\n' if n == 2 else b'1\\n'); sys.stdout.flush()", "which is not UTF-8"),
  ])
  func `if a program doesn't answer an item, the item fails with the reason`(body: String, words: String)
    async throws
  {
    let failure = try await failure(of: python(body), at: ["a", "b", "c"])
    #expect(failure.item == 1)
    #expect(failure.description.contains(words), "\(failure)")
  }

  @Test func `after an item has failed, the program is started again for the next`() async throws {
    let words = python("sys.exit(1) if line == 'bad' else print(os.getpid(), flush=True)")
    let results = try await withWorkerPool(fixturePool(1)) { pool in
      try await pool.mapResults(FixtureTasks.command, over: ["a", "bad", "b", "c"].map { WirePair(words, $0) })
    }
    let pids = results.map { try? $0.get() }
    #expect(pids[1] == nil)
    #expect(pids[0] != nil && pids[2] != nil && pids[0] != pids[2])
    #expect(pids[2] == pids[3])
  }

  @Test func `a program that does one item and exits is started for each item`() async throws {
    #expect(
      try await answers(of: ["sh", "-c", "read x; echo \"<$x>\""], to: ["1", "2", "3"], workers: 2) == [
        "<1>", "<2>", "<3>",
      ])
    let failure = try await failure(of: ["true"], at: ["1"])
    #expect(failure.description.contains("true exited with code 0"), "\(failure)")
  }

  @Test(arguments: [
    (["no-such-program"], "no-such-program could not be started: No such file or directory; install it"),
    (["./no-such-program"], "looked up from the directory"),
    (["/etc/passwd"], "Permission denied; make it executable with chmod +x"), ([], "could not be started"),
  ])
  func `the error for a program that can't be started names it and the fix`(words: [String], sentence: String)
    async throws
  {
    let failure = try await failure(of: words, at: ["1"])
    #expect(failure.description.contains(sentence), "\(failure)")
  }

  @Test func `a program is killed with its worker, even while it is busy`() async throws {
    let keeper = EventKeeper()
    let pid = "/tmp/poolbook-test-pid-\(getpid())"
    defer { unlink(pid) }
    // The first process writes its process id to a file and stays busy; the second one answers.
    let words = python(
      "if not os.path.exists('\(pid)'): f = open('\(pid).new', 'w'); f.write(str(os.getpid())); f.close(); os.rename('\(pid).new', '\(pid)'); time.sleep(600)\n  print(n, flush=True)"
    )
    try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      async let results = pool.map(FixtureTasks.command, over: [WirePair(words, "")])
      #expect(await eventually { access(pid, F_OK) == 0 })
      var text = [CChar](repeating: 0, count: 32)
      if let file = fopen(pid, "re") {
        fgets(&text, 32, file)
        fclose(file)
      }
      let program = atoi(text)
      #expect(program > 0 && runs(program))
      kill(keeper.pids[0], SIGKILL)
      let got = try await results
      #expect(got == ["1"])
      #expect(await eventually { !runs(program) })
    }
  }

  @Test func `a pool that ends leaves no program behind`() async throws {
    let got = try await answers(of: python(answering: "os.getpid()"), to: Array(repeating: "", count: 9), workers: 3)
    for pid in Set(got.compactMap(Int32.init)) { #expect(await eventually { !runs(pid) }) }
  }
}
