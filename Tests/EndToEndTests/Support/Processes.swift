import Glibc
import WorkerPool

/// The processes on this machine that run the program under test, found in /proc.
enum Processes {
  struct Entry {
    var pid: pid_t
    var isWorker: Bool
  }

  /// The processes that were started in a folder. A worker has the same folder as its parent.
  static func inFolder(_ folder: String) -> [Entry] {
    names(in: "/proc").compactMap { name in
      guard let pid = pid_t(name), link("/proc/\(name)/cwd")?.hasPrefix(folder) ?? false else { return nil }
      guard link("/proc/\(name)/exe")?.hasSuffix("/poolbook") ?? false else { return nil }
      let words = contents(of: "/proc/\(name)/cmdline").split(separator: "\0")
      return Entry(pid: pid, isWorker: words.count > 1 && words[1] == WorkerCommand.mark)
    }
  }

  /// The processor time that a process has used, in clock ticks.
  static func ticks(_ pid: pid_t) -> Int {
    // The program's name, in brackets, may contain anything; the numbers come after it.
    let fields = contents(of: "/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12 else { return 0 }
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }

  /// The process that started a process; `nil` if it has ended.
  static func parent(of pid: pid_t) -> pid_t? {
    let fields = contents(of: "/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.dropFirst().first.flatMap { pid_t($0) }
  }

  private static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count - 1)
    return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
