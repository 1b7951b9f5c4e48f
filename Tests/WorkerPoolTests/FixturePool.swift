import Glibc
import Synchronization
import Testing

@testable import WorkerPool

/// The fixture program, which lies beside the test runner.
var fixture: WorkerCommand {
  var path = [CChar](repeating: 0, count: 4096)
  readlink("/proc/self/exe", &path, 4095)
  let runner = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let folder = runner.split(separator: "/").dropLast().joined(separator: "/")
  return WorkerCommand(executable: "/\(folder)/PoolFixture")
}

/// Starts the fixture with these words, and gives its output line by line to `body`.
func runFixture(_ words: String, _ body: (String) -> Void) throws {
  let pipe = try #require(popen("exec '\(fixture.executable)' \(words) 2>&1", "r"))
  defer { pclose(pipe) }
  var line = [CChar](repeating: 0, count: 4096)
  while fgets(&line, 4096, pipe) != nil {
    body(String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}

/// What the fixture prints when it is started with these words.
func outputOfFixture(_ words: String) throws -> [String] {
  var lines: [String] = []
  try runFixture(words) { lines.append($0) }
  return lines
}

/// Options for a pool of fixture workers.
func fixturePool(_ workers: Int, _ change: (inout PoolOptions) -> Void = { _ in }) -> PoolOptions {
  var options = PoolOptions(workers: workers, command: fixture)
  change(&options)
  return options
}

/// Keeps events for a test to look at.
final class EventKeeper: Sendable {
  private let kept = Mutex<[PoolEvent]>([])

  /// What to give to `withWorkerPool`.
  var sink: @Sendable ([PoolEvent]) -> Void { { events in self.kept.withLock { $0 += events } } }

  /// Everything so far.
  var events: [PoolEvent] { kept.withLock { $0 } }

  /// Everything so far, without times.
  var kinds: [PoolEvent.Kind] { events.map(\.kind) }

  /// The pids of the workers that were started.
  var pids: [Int32] {
    kinds.compactMap { if case .workerStarted(_, let pid, _) = $0 { pid } else { nil } }
  }
}

/// Waits until a condition holds, with a generous bound; false if it never did.
func eventually(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<2_000 {
    if condition() { return true }
    try? await Task.sleep(nanoseconds: 5_000_000)
  }
  return condition()
}

/// True while a process exists and is not a zombie.
func isAlive(_ pid: Int32) -> Bool { kill(pid, 0) == 0 }
