import Posix

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

  /// Sets the limits; the memory is by default half of what the machine has left, at most 4 GB.
  package init(time: Double = 60, memory: Int? = nil) {
    self.time = time
    self.memory = memory ?? min(4_000_000_000, max(256 << 20, (availableMemory() ?? 8_000_000_000) / 2))
  }
}

/// How many bytes of memory programs can still have without swapping; `nil` if the kernel doesn't say.
private func availableMemory() -> Int? {
  guard let bytes = try? readFile("/proc/meminfo") else { return nil }
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  guard let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }) else { return nil }
  return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 &* 1024 }
}
