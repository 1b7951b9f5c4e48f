import Experiments
import Posix
import WorkerPool

/// One figure of a measurement: seconds, unless its name says otherwise.
typealias Figure = (name: String, value: Double)

/// What this program can measure, by the first word of its command line.
enum Measure: String, CaseIterable {
  /// From creating a pool to the results of one item for each worker, with every worker ready: WORKERS.
  case creation
  /// Trivial items one by one, on a pool that is ready: ITEMS WORKERS.
  case single
  /// The same without events: ITEMS WORKERS.
  case silent
  /// Trivial items in chunks by Python's rule: ITEMS WORKERS.
  case chunked
  /// Big items of so many bytes, there and back, on a pool that is ready: BYTES ITEMS WORKERS.
  case big
  /// Lines that `cat` answers, in Python's chunks or chunks of this size, on programs that run: ITEMS WORKERS CHUNK.
  case lines
  /// The lesson's primes, including the start of the pool: FIRST END WORKERS.
  case primes
  /// The lesson's darts, including the start of the pool: SAMPLES WORKERS.
  case circle
  /// Busy items of 1 ms, with and without events, alternately: ITEMS WORKERS.
  case events
  /// Items whose cost grows, with every schedule, and how far apart the workers finished: ITEMS WORKERS.
  case uneven
  /// From a worker's end to its event, and to the replacement being ready: DEATHS.
  case deaths

  /// Measures.
  func take(_ numbers: [Int]) async throws -> [Figure] {
    func number(_ place: Int, _ usual: Int) -> Int { place < numbers.count ? numbers[place] : usual }
    return switch self {
    case .creation: try await timeOfCreation(workers: number(0, 4))
    case .single: try await timeOfTrivial(number(0, 100_000), workers: number(1, 4), chunk: .items(1), listens: true)
    case .silent: try await timeOfTrivial(number(0, 100_000), workers: number(1, 4), chunk: .items(1), listens: false)
    case .chunked: try await timeOfTrivial(number(0, 1_000_000), workers: number(1, 4), chunk: .auto, listens: true)
    case .big: try await timeOfBig(bytes: number(0, 40 << 20), items: number(1, 10), workers: number(2, 2))
    case .lines: try await timeOfLines(number(0, 200_000), workers: number(1, 4), chunk: numbers.dropFirst(2).first)
    case .primes: try await timeOfPrimes(number(0, 100_000_000)..<number(1, 101_000_000), workers: number(2, 2))
    case .circle: try await timeOfCircle(samples: number(0, 100_000_000), workers: number(1, 2))
    case .events: try await costOfEvents(items: number(0, 500), workers: number(1, 2))
    case .uneven: try await unevenItems(number(0, 400), workers: number(1, 2))
    case .deaths: try await timesOfDeaths(number(0, 50))
    }
  }
}

/// Runs `body` and returns the seconds it took.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
  let began = SystemClock.monotonic
  try await body()
  return Double(SystemClock.monotonic - began) / 1e9
}

/// Receives events, like a program that shows them.
let listener: @Sendable ([PoolEvent]) -> Void = { _ in }

private func timeOfCreation(workers: Int) async throws -> [Figure] {
  let began = SystemClock.monotonic
  var results = 0.0
  let end = try await seconds {
    try await withWorkerPool(PoolOptions(workers: workers), events: listener) { pool in
      _ = try await pool.map(BenchmarkTask.parity, over: 0..<workers, MapOptions(chunk: .items(1)))
      try await pool.ready()
      results = Double(SystemClock.monotonic - began) / 1e9
    }
  }
  return [("seconds", results), ("with_end", end)]
}

private func timeOfTrivial(_ items: Int, workers: Int, chunk: ChunkSize, listens: Bool) async throws -> [Figure] {
  // An array, as Python's pools get: every number is sent.
  let inputs = Array(0..<items)
  return try await withWorkerPool(PoolOptions(workers: workers), events: listens ? listener : nil) { pool in
    try await pool.ready()
    var right = 0
    let time = try await seconds {
      right = try await pool.map(BenchmarkTask.parity, over: inputs, MapOptions(chunk: chunk)).count { $0 }
    }
    precondition(right == (items + 1) / 2, "a wrong result")
    return [("seconds", time)]
  }
}

private func timeOfBig(bytes: Int, items: Int, workers: Int) async throws -> [Figure] {
  let inputs = (0..<items).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: bytes) }
  return try await withWorkerPool(PoolOptions(workers: workers), events: listener) { pool in
    try await pool.ready()
    var results: [[UInt8]] = []
    let time = try await seconds {
      results = try await pool.map(BenchmarkTask.echo, over: inputs, MapOptions(chunk: .items(1)))
    }
    precondition(results == inputs, "a wrong result")
    return [("seconds", time)]
  }
}

private func timeOfLines(_ items: Int, workers: Int, chunk: Int?) async throws -> [Figure] {
  let inputs = (0..<items).map { WirePair(["cat"], String($0)) }
  return try await withWorkerPool(PoolOptions(workers: workers), events: listener) { pool in
    // Every worker starts its program.
    _ = try await pool.map(
      StandardTask.command, over: Array(inputs.prefix(64 * workers)), MapOptions(schedule: .static))
    var answers: [String] = []
    let time = try await seconds {
      answers = try await pool.map(
        StandardTask.command, over: inputs, MapOptions(chunk: chunk.map(ChunkSize.items) ?? .auto))
    }
    precondition(answers == inputs.map(\.second), "a wrong result")
    return [("seconds", time), ("lines_per_second", Double(items) / time)]
  }
}

private func timeOfPrimes(_ range: Range<Int>, workers: Int) async throws -> [Figure] {
  var count = 0
  let keeper = EventKeeper()
  let time = try await seconds {
    try await withWorkerPool(PoolOptions(workers: workers), events: keeper.sink) { pool in
      count = try await pool.map(StandardTask.primes, over: range, MapOptions(schedule: .auto)).count { $0 }
    }
  }
  return [("seconds", time), ("count", Double(count)), ("apart_ms", keeper.take().apart(workers))]
}

private func timeOfCircle(samples: Int, workers: Int) async throws -> [Figure] {
  var inside = 0
  let shares = (0..<workers).map { WirePair(samples / workers, UInt64?.some(UInt64($0) + 1)) }
  let time = try await seconds {
    try await withWorkerPool(PoolOptions(workers: workers), events: listener) { pool in
      for result in try await pool.map(StandardTask.quarterCircle, over: shares) { inside += result.first }
    }
  }
  return [("seconds", time), ("pi", 4 * Double(inside) / Double(samples / workers * workers))]
}
