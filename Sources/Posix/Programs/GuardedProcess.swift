internal import CLinux
import Glibc

/// A program that ends together with everything it has started: when it ends itself, when `kill` is called, and when this
/// process ends, however that happens.
///
/// A process between this one and the program, its guardian, makes sure of that. It also finds processes that have left
/// the program's group or session.
package final class GuardedProcess {
  /// Readable when the program has ended.
  package let ending: Descriptor
  /// The guardian ends the program when this is closed, which any thread may do.
  package let lifeline: Descriptor
  /// The process ID of the guardian, below which is everything that the program has started.
  package let guardian: Int32
  private var hasGuardian = true

  /// Starts a program in this process's group. Its `directory`, `hasOwnGroup` and `endsWithThread` aren't used.
  ///
  /// - Throws: `ENOENT` if there is no such program, `EINVAL` if a word contains a zero byte.
  package convenience init(_ spawn: Spawn) throws(SystemError) {
    try self.init(spawn) { words, environment, sources, watched, report in
      cl_spawn_guarded(spawn.program, words, environment, sources, Int32(sources.count), watched, report)
    }
  }

  /// An array of words as C has it.
  typealias Words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// Starts a program by `start`, which returns the guardian's process ID.
  init(
    _ spawn: Spawn,
    start: (_ words: Words, _ environment: Words?, _ sources: [Int32], _ watched: Int32, _ report: Int32) -> Int32
  ) throws(SystemError) {
    guard !spawn.program.isEmpty else { throw SystemError("exec", code: ENOENT) }
    guard !(spawn.words + [spawn.program]).contains(where: { $0.utf8.contains(0) }) else {
      throw SystemError("exec", code: EINVAL)
    }
    let (watch, report) = (try Descriptor.pipe(), try Descriptor.pipe())
    let arguments = CWords(spawn.words)
    let environment = spawn.environment ?? Environment.now()
    let sources = spawn.descriptors.map { $0 ?? -1 }
    guardian = withExtendedLifetime((arguments, environment)) {
      start(
        arguments.pointers, environment.pointers, sources, watch.reading.number,
        report.writing.number)
    }
    lifeline = watch.writing
    ending = report.reading
    guard guardian > 0 else { throw SystemError("fork") }
    watch.reading.close()
    report.writing.close()
    let failure = GuardedProcess.readNumber(from: ending)
    guard failure == 0 else {
      kill()
      // Without a report, the guardian itself has ended.
      throw SystemError(failure == nil ? "fork" : "exec", code: failure ?? EAGAIN)
    }
  }

  deinit { kill() }

  /// Waits until the program has ended, and says how. Call it once.
  package func wait() -> ProcessEnd {
    let end = GuardedProcess.readNumber(from: ending).map(ProcessEnd.init(waitStatus:))
    kill()
    return end ?? .signalled(SIGKILL)
  }

  /// Kills the program and everything it has started, and waits until they are gone.
  package func kill() {
    // Without a guardian, this would wait for any child of this process.
    guard hasGuardian, guardian > 0 else { return }
    hasGuardian = false
    lifeline.close()
    while waitpid(guardian, nil, 0) < 0, errno == EINTR {}
  }

  private static func readNumber(from descriptor: Descriptor) -> Int32? {
    var number: Int32 = 0
    let count = withUnsafeMutableBytes(of: &number) { readSome(from: descriptor.number, into: $0) }
    return count == MemoryLayout<Int32>.size ? number : nil
  }
}
