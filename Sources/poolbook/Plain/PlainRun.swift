import CLinux
import Experiments
import Glibc
import Synchronization
import WorkerPool

/// One run of a plain session, made on other threads. Its news can be waited for beside the keyboard.
final class PlainRun: Sendable {
  /// What happens in a run.
  enum News: Sendable {
    case events([PoolEvent])
    case finished(RecordedRun)
    case failed(String)
  }

  /// Readable while there is news.
  let descriptor: Int32
  private let news: Mutex<[News]>
  private let control = RunControl()
  private let work: Mutex<Task<Void, Never>?>

  /// Starts the run; throws if the process has no descriptor left.
  init(_ request: RunRequest) throws(Refusal) {
    news = Mutex([])
    work = Mutex(nil)
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard descriptor >= 0 else {
      throw Refusal("No descriptor is left for a run; close some files or raise `ulimit -n`.")
    }
    let task = Task.detached { [self] in
      do throws(ExperimentError) {
        post(.finished(try await Laboratory().perform(request, control: control) { [self] in post(.events($0)) }))
      } catch {
        post(.failed(error.description))
      }
    }
    work.withLock { $0 = task }
  }

  deinit { close(descriptor) }

  /// Kills a worker, counted from 0; the news tells what follows.
  func kill(worker: Int) { control.kill(worker: worker) }

  /// Asks the run to end; the news tells when it has.
  func stop() { work.withLock { $0 }?.cancel() }

  /// Ends the run and waits until no worker of it is left.
  func end() {
    guard let task = work.withLock({ $0 }) else { return }
    task.cancel()
    try? blocking { await task.value }
  }

  /// What is new, in the order it came.
  func fetch() -> [News] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return news.withLock { news in
      defer { news = [] }
      return news
    }
  }

  private func post(_ piece: News) {
    news.withLock { $0.append(piece) }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }
}
