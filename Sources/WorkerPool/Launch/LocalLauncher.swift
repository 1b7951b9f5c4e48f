import Glibc
import Posix

/// Runs workers as processes of this machine, with a pipe for each direction and a shared page.
///
/// It starts them from the pool's thread, because the kernel ends a worker together with the thread that started it.
final class LocalLauncher: Launcher {
  private let setting: WorkerSetting
  /// How many bytes a large message may have.
  private let largestMessage: Int
  private let page: SharedPage
  private let pageFile: Descriptor
  private let poller: Poller
  private let host = hostName()
  /// The current process of each worker.
  private var links: [Int: LocalLink] = [:]

  /// Takes over the file of the shared page; `requests` becomes readable when callers have left requests.
  init(_ options: PoolOptions, page: SharedPage, pageFile: Descriptor, requests: Int32) throws(PoolError) {
    setting = try WorkerSetting(options)
    largestMessage = options.maximumFrameSize + SharedSlots.smallestMessage
    self.page = page
    self.pageFile = pageFile
    do throws(SystemError) {
      poller = try Poller()
      try poller.watch(requests, as: .requests)
    } catch {
      pageFile.close()
      throw PoolError(error)
    }
  }

  deinit { pageFile.close() }

  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker {
    guard let line = page.line(of: worker) else { throw .system(call: "mmap", code: ENOMEM) }
    let gauge = SharedLine(line)
    do throws(SystemError) {
      let input = try Descriptor.pipe()
      let answers = try Descriptor.pipe()
      let output = try Descriptor.pipe()
      let process = try start(worker, input.reading, answers.writing, output.writing)
      let link = try LocalLink(
        worker: worker, generation: generation, life: ProcessLife(process: process), host: host, input: input.writing,
        answers: answers.reading, output: output.reading,
        area: SharedArea(worker: worker, largestMessage: largestMessage, file: pageFile, line: line),
        poller: poller)
      links[worker] = link
      return LaunchedWorker(link: link, gauge: gauge)
    } catch {
      throw .cannotStart(worker: worker, call: error.call, code: error.code)
    }
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    poller.wait(milliseconds: milliseconds, links: links, report)
  }

  /// Starts the process with exactly its own descriptors, and with its own process group, so that ctrl-C reaches the
  /// pool's process alone.
  private func start(
    _ worker: Int, _ input: Descriptor, _ answers: Descriptor, _ output: Descriptor
  ) throws(SystemError) -> ChildProcess {
    var spawn = Spawn([setting.displayName, WorkerCommand.mark, "\(worker + 1)"])
    spawn.program = setting.program
    spawn.environment = setting.environment
    spawn.directory = setting.directory
    spawn.descriptors = WorkerDescriptor.all(
      output: output.number, fromPool: input.number, toPool: answers.number, page: pageFile.number)
    spawn.hasOwnGroup = true
    spawn.endsWithThread = true
    do throws(SystemError) { return try spawn.start() } catch {
      throw SystemError("\(error.call) \(setting.program)", code: error.code)
    }
  }
}

/// A worker that is a process of this machine.
private struct ProcessLife: WorkerLife {
  let process: ChildProcess

  var pid: Int32 { process.pid }
  var ended: Descriptor { process.pidfd }
  func signal(_ number: Int32) { kill(-process.pid, number) }
  func wait() -> WorkerEnd { WorkerEnd(process.wait()) }

  var isStopped: Bool {
    var status = siginfo_t()
    let code = waitid(P_PIDFD, id_t(process.pidfd.number), &status, WSTOPPED | WNOHANG | WNOWAIT)
    return code == 0 && status.si_code == CLD_STOPPED
  }
}

/// What local workers share with the pool.
struct LocalWorkplace: Workplace {
  private let page: SharedPage
  private let file: Descriptor

  /// Makes it for this many workers.
  init(workers: Int) throws(SystemError) { (page, file) = try SharedPage.make(workers: workers) }

  func progress(of worker: Int) -> WorkerProgress { page.progress(of: worker) }

  func launcher(_ options: PoolOptions, requests: Int32) throws(PoolError) -> any Launcher {
    try LocalLauncher(options, page: page, pageFile: file, requests: requests)
  }
}

/// Raises the soft limit of open descriptors if a pool of this size needs more and the hard limit allows it.
func makeRoomForDescriptors(workers: Int) {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return }
  let wanted = rlim_t(workers * 4 + 256)
  guard limit.rlim_cur < wanted, limit.rlim_max > limit.rlim_cur else { return }
  limit.rlim_cur = min(wanted, limit.rlim_max)
  setrlimit(__rlimit_resource_t(7), &limit)
}
