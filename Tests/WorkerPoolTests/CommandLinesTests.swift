import Glibc
import PoolFixtureTasks
import Posix
import Testing

@testable import WorkerPool

/// A Python program that runs `body` for each line.
private func python(_ body: String) -> [String] {
  ["python3", "-c", "import os, sys, time\nfor line in sys.stdin:\n  line = line.rstrip('\\n')\n  \(body)"]
}

/// A Python program that reads whatever is there, and answers each line with how many there were.
private let counting = [
  "python3", "-c",
  """
  import os, sys, time
  rest = b''
  while (got := os.read(0, 1 << 16)):
    lines = (rest + got).split(b'\\n')
    rest = lines.pop()
    for line in lines:
      time.sleep(float(sys.argv[1]))
      os.write(1, b'%d\\n' % len(lines))
  """,
]

/// What comes back for these lines, all of them in one chunk of one worker.
private func results(
  of words: [String], to lines: [String], limit: Duration? = nil
) async throws -> [Result<String, ItemFailure>] {
  try await withWorkerPool(fixturePool(1)) { pool in
    let options = MapOptions(chunk: .items(lines.count), itemLimit: limit)
    return try await pool.mapResults(FixtureTasks.command, over: lines.map { WirePair(words, $0) }, options)
  }
}

/// The answers, if no item failed.
private func answers(of words: [String], to lines: [String], limit: Duration? = nil) async throws -> [String] {
  try await results(of: words, to: lines, limit: limit).map { try $0.get() }
}

private let numbers = (0..<300).map(String.init)

/// Several lines are sent to a quick program before their answers are read. Nobody should notice.
@Suite(.serialized) struct CommandLinesTests {
  @Test func `a quick program finds several lines in its input`() async throws {
    let sizes = try await answers(of: counting + ["0"], to: (0..<3000).map(String.init))
    #expect(sizes.count == 3000)
    #expect(sizes.compactMap { Int($0) }.max() ?? 0 > 1)
  }

  @Test func `a slow program finds one line, and so does any program whose items have a time limit`() async throws {
    #expect(Set(try await answers(of: counting + ["0.005"], to: Array(numbers.prefix(60)))) == ["1"])
    #expect(Set(try await answers(of: counting + ["0"], to: numbers, limit: .seconds(60))) == ["1"])
  }

  @Test(arguments: [
    ["cat"], ["sed", "-u", "s/x/x/"], python("print(line, flush=True)"),
    ["sh", "-c", "while read -r x; do printf '%s\\n' \"$x\"; done"],
  ])
  func `each line gets its own answer, however the program reads`(words: [String]) async throws {
    #expect(try await answers(of: words, to: numbers) == numbers)
  }

  @Test func `empty lines and long ones may be among them`() async throws {
    var lines = numbers
    for place in [0, 7, 8, 40, 299] { lines[place] = "" }
    for place in [3, 50, 51, 290] { lines[place] = String(repeating: "x", count: 100_000 * place) }
    for place in 100..<200 { lines[place] = String(repeating: "y", count: place * 30) }
    #expect(try await answers(of: ["cat"], to: lines) == lines)
  }

  @Test(arguments: [2, 37, 298, 299])
  func `the item at which the program ends fails, and every line is read once`(bad: Int) async throws {
    let log = "/tmp/poolbook-lines-\(getpid())"
    defer { unlink(log) }
    let words = python(
      "print(line, file=open('\(log)', 'a')); line == '\(bad)' and sys.exit(3); print(line, flush=True)")
    for (index, result) in try await results(of: words, to: numbers).enumerated() {
      switch result {
      case .success(let answer): #expect(answer == "\(index)" && index != bad)
      case .failure(let failure):
        #expect(failure.item == bad && index == bad)
        #expect(failure.description.contains("exited with code 3"), "\(failure)")
      }
    }
    let read = String(decoding: try readFile(log), as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(read == numbers)
  }

  @Test(arguments: [0, 2, 150, 298, 299])
  func `the item with one line too many fails, and no other`(bad: Int) async throws {
    let words = python("sys.stdout.write(line + ('\\nmore\\n' if line == '\(bad)' else '\\n')); sys.stdout.flush()")
    for (index, result) in try await results(of: words, to: numbers).enumerated() {
      switch result {
      case .success(let answer): #expect(answer == "\(index)")
      case .failure(let failure):
        #expect(index == bad)
        #expect(failure.description.contains("for an item, and the next begins “more”"), "\(failure)")
      }
    }
  }

  @Test func `large answers and failures among quick lines reach their items`() async throws {
    let words = python("n = int(line); print('x' * 30_000 if n % 3 else n if n % 2 else b'', n, flush=True)")
    let results = try await withWorkerPool(fixturePool(1)) { pool in
      try await pool.mapResults(
        FixtureTasks.refusingQuotes, over: numbers.map { WirePair(words, $0) }, MapOptions(chunk: .items(300)))
    }
    for (index, result) in results.enumerated() {
      switch result {
      case .success(let answer):
        #expect(answer == (index % 3 != 0 ? String(repeating: "x", count: 30_000) : "\(index)") + " \(index)")
      case .failure(let failure):
        #expect(index % 6 == 0 && failure.item == index && failure.description.contains("b'' \(index) has a quote"))
      }
    }
  }

  @Test(arguments: [1, 2, 150, 299])
  func `the item whose answer is not text fails, and no other`(bad: Int) async throws {
    let words = python(
      "sys.stdout.buffer.write(line.encode() + (b'\\xff' if line == '\(bad)' else b'') + b'\\n'); sys.stdout.flush()")
    for (index, result) in try await results(of: words, to: numbers).enumerated() {
      switch result {
      case .success(let answer): #expect(answer == "\(index)")
      case .failure(let failure): #expect(index == bad && failure.description.contains("not UTF-8"), "\(failure)")
      }
    }
  }

  @Test(arguments: [
    "os.write(1, b'%d\\n' % int(got.split()[0]))", "got[-1:] == b'\\n' or os._exit(1); os.write(1, got)",
  ])
  func `a program that takes whatever it reads for a line gets one line`(body: String) async throws {
    let words = ["python3", "-c", "import os\nwhile (got := os.read(0, 1 << 16)):\n  \(body)"]
    #expect(try await answers(of: words, to: numbers) == numbers)
  }

  @Test(arguments: [5, 150])
  func `the item that a program forgets is the one that the worker shows`(bad: Int) async throws {
    let words = python("line == '\(bad)' or print(line, flush=True)")
    try await withWorkerPool(fixturePool(1)) { pool in
      let map = Task {
        try await pool.map(
          FixtureTasks.command, over: numbers.map { WirePair(words, $0) }, MapOptions(chunk: .items(300)))
      }
      // It is shown for a moment, too, while the lines after it are being answered.
      #expect(
        await eventually {
          let shown = pool.progress[0]
          return shown.item == bad && SystemClock.monotonic > shown.since + 500_000_000
        })
      map.cancel()
      await #expect(throws: PoolError.self) { try await map.value }
    }
  }

  @Test func `a program that does a few items and ends is started again for the others`() async throws {
    let words = ["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9; do read -r x; echo $x; done"]
    #expect(try await answers(of: words, to: numbers) == numbers)
  }
}

@Suite struct CommandPaceTests {
  @Test func `the number of lines doubles while they are quick, and is halved if they take long`() {
    var pace = CommandPace()
    #expect(pace.lines == 1)
    pace.learn(20_000)
    pace.learn(30_000)
    #expect(pace.lines == 4)
    pace.learn(2_000_000)
    #expect(pace.lines == 4)
    for _ in 0..<3 { pace.learn(5_000_000) }
    #expect(pace.lines == 1)
    for _ in 0..<50 { pace.learn(1) }
    #expect(pace.lines == 1_024)
  }

  @Test func `lines come out of a buffer as they went in, in pieces of any size`() throws {
    let (reading, writing) = try Descriptor.pipe()
    try reading.setNonblocking()
    var buffer = LineBuffer()
    var lines: [String] = []
    for piece in ["a", "b\n", "\ncd\ne", "é", "\n", "rest"] {
      try writeAll(piece, to: writing.number)
      #expect(buffer.fill(from: reading) == piece.utf8.count)
      while let end = buffer.endOfLine { lines.append(buffer.takeLine(upTo: end) ?? "?") }
    }
    #expect(lines == ["ab", "", "cd", "eé"])
    #expect(buffer.beginning == "rest" && buffer.count == 4 && !buffer.hasLine)
    #expect(buffer.fill(from: reading) == nil)
  }
}
