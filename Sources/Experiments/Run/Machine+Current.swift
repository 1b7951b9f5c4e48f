import Glibc
import Posix
import WorkerPool

extension Machine {
  /// The machine this process runs on, and what of it the process may use.
  public static func current() -> Machine {
    Machine(host: hostName(), usableCores: UsableCores.count(), processor: processorName())
  }

  /// The first `model name` of /proc/cpuinfo; other kinds of processors than x86 have none.
  private static func processorName() -> String? {
    guard let file = fopen("/proc/cpuinfo", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
      return String(text[text.index(after: colon)...].filter { $0 != "\n" }.drop { $0 == " " })
    }
    return nil
  }
}
