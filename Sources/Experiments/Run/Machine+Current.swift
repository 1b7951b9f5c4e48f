import Posix
internal import WorkerPool

extension Machine {
  /// The machine this process runs on, and how much of it the process may use; if the workers run on several machines,
  /// the cores of all of them.
  package static func current(cores: Int? = nil) -> Machine {
    Machine(
      host: hostName(), usableCores: cores ?? UsableCores.count(), processor: processorName(), version: programVersion)
  }

  /// The first `model name` of /proc/cpuinfo, which only x86 processors have.
  private static func processorName() -> String? {
    guard let bytes = try? readFile("/proc/cpuinfo") else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).lazy.map { String(decoding: $0, as: UTF8.self) }
    guard let line = lines.first(where: { $0.hasPrefix("model name") }), let colon = line.firstIndex(of: ":") else {
      return nil
    }
    return String(line[line.index(after: colon)...].drop { $0 == " " })
  }
}
