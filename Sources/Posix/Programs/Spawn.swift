internal import CLinux
import Glibc

/// A program to start, and what it is given. It starts with default signals, none of them blocked.
package struct Spawn {
  /// A path, or a name to look for on the `PATH`.
  package var program: String
  /// The program's name as it sees it, and its arguments.
  package var words: [String]
  /// What the program gets as its descriptors 0, 1, 2 and so on; `nil` is `/dev/null`. It gets no others.
  ///
  /// Each either keeps its number or has a number greater than the count of the array, as every `Descriptor` has.
  package var descriptors: [Int32?] = [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
  /// The program's environment; `nil` for that of this process.
  package var environment: CWords?
  /// The directory it starts in; `nil` for that of this process.
  package var directory: Descriptor?
  /// Whether it gets its own process group, which ctrl-C at the terminal doesn't reach.
  package var hasOwnGroup = false
  /// Whether the kernel kills it when the thread that started it ends.
  package var endsWithThread = false

  /// Describes a program that is found by its first word and shares the standard input and output of this process.
  package init(_ words: [String]) {
    program = words.first ?? ""
    self.words = words
  }

  /// Starts the program.
  ///
  /// - Throws: `ENOENT` if there is no such program, `EINVAL` if a word contains a zero byte.
  package func start() throws(SystemError) -> ChildProcess {
    guard !program.isEmpty else { throw SystemError("exec", code: ENOENT) }
    guard !(words + [program]).contains(where: { $0.utf8.contains(0) }) else { throw SystemError("exec", code: EINVAL) }
    let arguments = CWords(words)
    let environment = environment ?? Environment.now()
    let sources = descriptors.map { $0 ?? -1 }
    let flags = (hasOwnGroup ? cl_spawn_own_group : 0) | (endsWithThread ? cl_spawn_end_with_thread : 0)
    let pid = withExtendedLifetime((arguments, environment, directory)) {
      cl_spawn(
        program, arguments.pointers, environment.pointers, sources, Int32(sources.count),
        directory?.number ?? -1, Int32(flags))
    }
    guard pid > 0 else { throw SystemError("exec") }
    do throws(SystemError) {
      return ChildProcess(pid: pid, pidfd: try .take(cl_pidfd_open(pid), from: "pidfd_open"))
    } catch {
      kill(hasOwnGroup ? -pid : pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw error
    }
  }
}
