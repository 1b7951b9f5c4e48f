import Posix
internal import WorkerPool

/// What a program may use.
package struct CellLimits: Sendable, Equatable {
  /// Seconds that one run of it may take.
  package var time: Double
  /// Bytes of memory, for each process and for all of them together.
  package var memory: Int
  /// Processes at the same moment.
  package var processes = 64
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
  package init(time: Double = 60, memory: Int? = nil) {
    self.time = time
    let left = availableMemory() ?? 8_000_000_000
    if Environment.value("SLURM_JOB_ID") != nil {
      self.memory = memory ?? memoryOfJob() ?? left
      nice = 0
      processes = max(processes, 4 * UsableCores.count())
    } else {
      self.memory = memory ?? min(4_000_000_000, max(256 << 20, left / 2))
    }
  }
}

/// The bytes of memory that this batch job has on each node; `nil` if it doesn't say.
private func memoryOfJob() -> Int? {
  func number(_ name: String) -> Int? { Environment.value(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
  let perCore = number("SLURM_MEM_PER_CPU").map {
    $0.multipliedReportingOverflow(by: number("SLURM_CPUS_ON_NODE") ?? 1)
  }
  let megabytes = number("SLURM_MEM_PER_NODE") ?? perCore.flatMap { $0.overflow ? nil : $0.partialValue }
  return megabytes.flatMap { $0 < 1 << 40 ? $0 << 20 : nil }
}

/// How many bytes of memory programs can still have without swapping; `nil` if the kernel doesn't say.
private func availableMemory() -> Int? {
  guard let bytes = try? readFile("/proc/meminfo") else { return nil }
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  guard let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }) else { return nil }
  return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 &* 1024 }
}
