internal import CLinux
import Glibc
import Posix

/// Runs workers as processes of this machine: `posix_spawn`, a pipe for each direction, and a shared page.
///
/// It starts them from the pool's thread, because the kernel ends a worker together with the thread that started it.
final class LocalLauncher: Launcher {
  private let command: WorkerCommand
  private let page: SharedPage
  private let pageFile: Descriptor
  private let poller: Poller
  private let host = hostName()
  /// The current process of each worker.
  private var links: [Int: LocalLink] = [:]

  /// Takes over the file of the shared page; `requests` becomes readable when callers have left requests.
  init(command: WorkerCommand, page: SharedPage, pageFile: Descriptor, requests: Int32) throws(PoolError) {
    self.command = command
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
      let pid = try spawn(worker, input.reading, answers.writing, output.writing)
      let link = try LocalLink(
        worker: worker, generation: generation, pid: pid, host: host, input: input.writing, answers: answers.reading,
        output: output.reading, poller: poller)
      links[worker] = link
      return LaunchedWorker(link: link, gauge: gauge)
    } catch {
      throw .cannotStart(worker: worker, call: error.call, code: error.code)
    }
  }

  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void) {
    poller.wait(milliseconds: milliseconds) { token in
      guard let worker = token.worker else { return report(.requests) }
      // The process may have been replaced since this happened to it.
      guard let link = links[worker], link.isCurrent(token) else { return }
      if token.change == .room { link.stopWaitingForRoom() }
      report(.worker(worker, generation: link.generation, token.change))
    }
  }

  /// Starts the process. It gets exactly its own descriptors, no blocked or ignored signal, and a process group of its
  /// own, so that ctrl-C reaches the pool's process alone.
  private func spawn(
    _ worker: Int, _ input: Descriptor, _ answers: Descriptor, _ output: Descriptor
  ) throws(SystemError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.number, STDERR_FILENO)
    posix_spawn_file_actions_adddup2(&actions, input.number, WorkerDescriptor.fromPool)
    posix_spawn_file_actions_adddup2(&actions, answers.number, WorkerDescriptor.toPool)
    posix_spawn_file_actions_adddup2(&actions, pageFile.number, WorkerDescriptor.page)
    _ = cl_spawn_close_from(&actions, WorkerDescriptor.end)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    let words = CWords([command.displayName, WorkerCommand.mark, "\(worker + 1)", "\(getpid())"])
    var pid: pid_t = 0
    let code = withExtendedLifetime(words) {
      posix_spawn(&pid, command.executable, &actions, &attributes, words.pointers, cl_environment())
    }
    guard code == 0 else { throw SystemError("posix_spawn \(command.executable)", code: code) }
    return pid
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
