import Dispatch
import Glibc
import Synchronization
public import WorkerPool

/// What an item of the task `flaky` does.
public enum Mood: Int, Sendable, CaseIterable {
  case fine
  /// Its process is killed.
  case crashes
  /// Its program traps.
  case traps
  /// It never ends.
  case hangs
  case throwsError
}

/// Tasks that fail in the ways of real programs, and tasks that look at their process.
extension FixtureTasks {
  /// Does what the mood with this number says; returns the item's index.
  public static let flaky = PoolTask<Int, Int>(name: "flaky") { mood, context in
    switch Mood(rawValue: mood) {
    case .crashes: kill(getpid(), SIGKILL)
    case .traps: fatalError("item \(context.item) traps")
    case .hangs: while true { pause() }
    case .throwsError: throw Mishap(description: "item \(context.item) throws")
    case .fine, nil: break
    }
    return context.item
  }

  /// The value of an environment variable.
  public static let variable = PoolTask<String, String?>(name: "variable") { name, _ in
    getenv(name).map { String(cString: $0) }
  }

  /// The directory that the worker runs in.
  public static let directory = PoolTask<Int, String>(name: "directory") { _, _ in
    guard let path = getcwd(nil, 0) else { throw Mishap(description: "it has none") }
    defer { free(path) }
    return String(cString: path)
  }

  /// Makes a pool in the worker, and returns why it got none.
  public static let poolInside = PoolTask<Int, String>(name: "pool-inside") { _, _ in
    let answer = Answer()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await withWorkerPool(PoolOptions(workers: 1)) { _ in } } catch {
        answer.text.withLock { $0 = "\(error)" }
      }
      done.signal()
    }
    done.wait()
    return answer.text.withLock { $0 }
  }

  private final class Answer: Sendable { let text = Mutex("") }
}
