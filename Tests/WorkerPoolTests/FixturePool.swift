import Foundation
import Glibc
import Synchronization
import Testing

@testable import WorkerPool

/// The fixture program, which is in the folder of the test runner.
var fixture: WorkerCommand {
  var path = [CChar](repeating: 0, count: 4096)
  readlink("/proc/self/exe", &path, 4095)
  let runner = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let folder = runner.split(separator: "/").dropLast().joined(separator: "/")
  return WorkerCommand(executable: "/\(folder)/PoolFixture")
}

/// Starts the fixture with these arguments, and passes its output line by line to `body`.
func runFixture(_ words: String, _ body: @escaping @Sendable (String) -> Void) async throws {
  try await runShell("exec '\(fixture.executable)' \(words) 2>&1", body)
}

/// Starts a command of the shell, and passes its output line by line to `body`.
///
/// It waits on a thread of its own, because there are few threads for tests, and all other tests would wait, too.
func runShell(_ command: String, _ body: @escaping @Sendable (String) -> Void) async throws {
  let started = await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      guard let pipe = popen(command, "r") else { return continuation.resume(returning: false) }
      var line = [CChar](repeating: 0, count: 4096)
      while fgets(&line, 4096, pipe) != nil {
        body(String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
      }
      pclose(pipe)
      continuation.resume(returning: true)
    }
  }
  try #require(started)
}

/// What the fixture prints when it is started with these arguments.
func outputOfFixture(_ words: String) async throws -> [String] {
  let lines = Mutex<[String]>([])
  try await runFixture(words) { line in lines.withLock { $0.append(line) } }
  return lines.withLock { $0 }
}

/// True if a sanitizer is linked in, which makes every process start slowly and need more memory.
let isSanitized = dlsym(nil, "__tsan_init") != nil || dlsym(nil, "__asan_init") != nil

/// Options for a pool of fixture workers.
func fixturePool(_ workers: Int, _ change: (inout PoolOptions) -> Void = { _ in }) -> PoolOptions {
  var options = PoolOptions(workers: workers, command: fixture)
  if isSanitized {
    options.startLimit = .seconds(120)
    options.grace = .seconds(10)
  }
  change(&options)
  return options
}

/// Keeps events for a test to look at.
final class EventKeeper: Sendable {
  private let stored = Mutex<[PoolEvent]>([])

  /// The `events` parameter of `withWorkerPool`.
  var sink: @Sendable ([PoolEvent]) -> Void { { events in self.stored.withLock { $0 += events } } }

  /// Everything so far.
  var events: [PoolEvent] { stored.withLock { $0 } }

  /// Everything so far, without times.
  var kinds: [PoolEvent.Kind] { events.map(\.kind) }

  /// The pids of the workers that were started.
  var pids: [Int32] {
    kinds.compactMap { if case .workerStarted(_, let pid, _) = $0 { pid } else { nil } }
  }
}

/// Waits for a condition to become true, and then acts at once; false if it doesn't become true within five minutes.
///
/// It waits on a thread of its own: while the few threads for tests are busy, what it waits for could pass unseen. The
/// tests' own tasks share those threads with more than a thousand tests, so that one may begin only minutes later.
func eventually(
  _ condition: @escaping @Sendable () -> Bool, then act: @escaping @Sendable () -> Void = {}
) async -> Bool {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      var isMet = condition()
      for _ in 0..<300_000 where !isMet {
        usleep(1_000)
        isMet = condition()
      }
      if isMet { act() }
      continuation.resume(returning: isMet)
    }
  }
}

/// True while a process exists and is not a zombie.
func isAlive(_ pid: Int32) -> Bool { kill(pid, 0) == 0 }
