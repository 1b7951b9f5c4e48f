import Glibc
import Posix

/// What a program may use.
package struct CellLimits: Sendable, Equatable {
  /// Seconds that one run of it may take.
  package var time: Double
  /// Bytes of memory, for each process and for all of them together.
  package var memory: Int
  /// Processes at the same moment: a pool without a number has as many as the machine has cores.
  package var processes = max(64, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  /// Bytes of output.
  package var output = 1 << 20
  /// Bytes of a file that it writes.
  package var fileSize = 1 << 30
  /// Seconds for all repeats after the third.
  package var budget = 30.0
  /// Seconds that a map may go on after one of its workers is lost.
  package var grace = 3.0
  /// How far it steps back behind other programs of the machine, as for the program nice.
  package var nice = 5

  /// Sets the limits.
  ///
  /// By default, the memory is half of what the machine has left, at most 4 GB. A batch job has what it asked for, which
  /// nobody else uses.
  ///
  /// - Parameter job: The job in which it runs; `nil` outside of one.
  package init(time: Double = 60, memory: Int? = nil, job: JobLimits? = .current) {
    self.time = time
    let left = availableMemory() ?? 8_000_000_000
    self.memory = memory ?? job.map { $0.memory ?? left } ?? min(4_000_000_000, max(256 << 20, left / 2))
    if job != nil { nice = 0 }
  }
}

/// How many bytes of memory programs can still have without swapping; `nil` if the kernel doesn't say.
private func availableMemory() -> Int? {
  guard let bytes = try? readFile("/proc/meminfo") else { return nil }
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  guard let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }) else { return nil }
  return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 &* 1024 }
}
