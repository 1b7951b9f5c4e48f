internal import CLinux
import Glibc
import Posix

/// Runs workers as threads of this process, with the same pipes and messages as processes.
///
/// A thread that has to be stopped is abandoned: its pipes are closed, its programs end, and it ends after its current item.
final class ThreadLauncher: Launcher {
  private let workplace: ThreadWorkplace
  private let poller: Poller
  private let host = hostName()
  /// The current thread of each worker.
  private var links: [Int: LocalLink] = [:]

  init(_ workplace: ThreadWorkplace, requests: Int32) throws(PoolError) {
    self.workplace = workplace
    do throws(SystemError) {
      poller = try Poller()
      try poller.watch(requests, as: .requests)
    } catch { throw PoolError(error) }
  }

  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker {
    do throws(SystemError) {
      let (input, answers) = (try Descriptor.pipe(), try Descriptor.pipe())
      // Not shared with other workers: one that was abandoned may still write to its own.
      let page = try SharedPage.make(workers: 1).page
      guard let line = page.line(of: 0) else { throw SystemError("mmap", code: ENOMEM) }
      let gauge = SharedLine(line)
      let thread = WorkerThread()
      let life = try ThreadLife(page: page, thread: thread)
      let tasks = workplace.tasks
      try startThread {
        let loop = WorkerLoop(
          registry: tasks, worker: worker, page: page, input: input.reading.number, output: answers.writing.number)
        thread.run(loop.run)
        loop.end()
        input.reading.close()
        answers.writing.close()
        life.end(.exited(code: 0))
      }
      workplace.show(page, for: worker)
      let link = try LocalLink(
        worker: worker, generation: generation, life: life, host: host, input: input.writing,
        answers: answers.reading, output: nil, poller: poller)
      links[worker] = link
      return LaunchedWorker(link: link, gauge: gauge)
    } catch { throw .cannotStart(worker: worker, call: error.call, code: error.code) }
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    poller.wait(milliseconds: milliseconds, links: links, report)
  }
}

/// A worker that is a thread of this process.
private final class ThreadLife: WorkerLife, Sendable {
  let pid = getpid()
  let ended: Descriptor
  let isStopped = false
  private let page: SharedPage
  private let thread: WorkerThread
  private let state = Guarded<WorkerEnd?>(nil)

  init(page: SharedPage, thread: WorkerThread) throws(SystemError) {
    self.page = page
    self.thread = thread
    ended = try .take(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)), from: "eventfd")
  }

  /// It has ended, or counts as ended.
  func end(_ end: WorkerEnd) {
    state.withLock { state in
      guard state == nil else { return }
      state = end
      var one: UInt64 = 1
      _ = write(ended.number, &one, 8)
    }
  }

  /// Any signal that the pool sends is meant to end it.
  func signal(_ number: Int32) {
    page.stopCurrentMap()
    thread.abandon()
    end(.signalled(signal: number))
  }

  func wait() -> WorkerEnd { state.withLock { $0 } ?? .exited(code: 0) }
}

/// Workers that are threads of this process.
final class ThreadWorkplace: Workplace {
  let tasks: TaskRegistry
  private let pages: Guarded<[SharedPage?]>

  init(tasks: TaskRegistry, workers: Int) {
    self.tasks = tasks
    pages = Guarded(Array(repeating: nil, count: workers))
  }

  /// This page shows the worker's progress from now on.
  func show(_ page: SharedPage, for worker: Int) { pages.withLock { $0[worker] = page } }

  func progress(of worker: Int) -> WorkerProgress {
    let page = pages.withLock { $0[worker] }
    var progress =
      page?.progress(of: 0) ?? WorkerProgress(worker: 0, map: 0, item: nil, since: 0, fraction: 0, itemsDone: 0)
    progress.worker = worker
    return progress
  }

  func launcher(_ options: PoolOptions, requests: Int32) throws(PoolError) -> any Launcher {
    try ThreadLauncher(self, requests: requests)
  }
}
