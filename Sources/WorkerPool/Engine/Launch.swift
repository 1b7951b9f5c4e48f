internal import CLinux
import Glibc

/// Starts worker processes.
struct Launch {
  /// The program, and what it is told.
  let command: WorkerCommand
  /// The shared page's file.
  let page: Descriptor

  /// What a new process is, and the pool's ends of what connects it.
  struct Started {
    var pid: Int32
    var pidfd: Descriptor
    var orders: Descriptor
    var answers: Descriptor
    var output: Descriptor
  }

  /// Starts worker `number` (counted from 0) from the calling thread, whose end the worker does not survive.
  ///
  /// The child gets exactly its own descriptors, no blocked and no ignored signal, and a process group of its own, so
  /// that ctrl-C reaches the pool's process alone.
  func start(worker number: Int) throws(PoolError) -> Started {
    let orders = try Descriptor.pipe()
    let answers = try Descriptor.pipe()
    let output = try Descriptor.pipe()
    let pid = try spawn(number, orders.reading, answers.writing, output.writing)
    let opened = cl_pidfd_open(pid)
    guard opened >= 0 else {
      let code = errno
      kill(-pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw .cannotStart(worker: number, call: "pidfd_open", code: code)
    }
    for end in [orders.writing, answers.reading, output.reading] { _ = cl_set_nonblocking(end.number) }
    return Started(
      pid: pid, pidfd: Descriptor(opened), orders: orders.writing, answers: answers.reading, output: output.reading)
  }

  private func spawn(
    _ number: Int, _ orders: Descriptor, _ answers: Descriptor, _ output: Descriptor
  ) throws(PoolError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.number, STDERR_FILENO)
    posix_spawn_file_actions_adddup2(&actions, orders.number, WorkerDescriptor.orders)
    posix_spawn_file_actions_adddup2(&actions, answers.number, WorkerDescriptor.answers)
    posix_spawn_file_actions_adddup2(&actions, page.number, WorkerDescriptor.page)
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

    let words = CWords([command.displayName, WorkerCommand.mark, "\(number + 1)", "\(getpid())"])
    var pid: pid_t = 0
    let code = withExtendedLifetime(words) {
      posix_spawn(&pid, command.executable, &actions, &attributes, words.pointers, cl_environment())
    }
    guard code == 0 else { throw .cannotStart(worker: number, call: "posix_spawn \(command.executable)", code: code) }
    return pid
  }
}
