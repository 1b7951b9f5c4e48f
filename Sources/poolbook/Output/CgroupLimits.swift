import Experiments
import Posix

/// What the control group of this process allows to all of its processes together, such as those of a batch job.
struct CgroupLimits {
  /// Bytes of memory; `nil` if it sets no limit.
  var memory: Int?
  /// Processes and threads; `nil` if it sets no limit.
  var processes: Int?

  /// Reads the limits of version 2, from this group and those above it.
  static func now() -> CgroupLimits {
    let membership = text("/proc/self/cgroup").split(separator: "\n").first { $0.hasPrefix("0::") }
    var names = membership.map { $0.dropFirst(3).split(separator: "/") } ?? []
    var limits = CgroupLimits()
    while true {
      let folder = (["/sys/fs/cgroup"] + names).joined(separator: "/")
      limits.memory = [limits.memory, number("\(folder)/memory.max")].compactMap { $0 }.min()
      limits.processes = [limits.processes, number("\(folder)/pids.max")].compactMap { $0 }.min()
      guard names.popLast() != nil else { return limits }
    }
  }

  /// The limits in words; `nil` if there are none.
  var words: String? {
    let parts = [
      memory.map { "\(formatFixed(Double($0) / 1e9, digits: 1)) GB" }, processes.map { "\($0) processes and threads" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }

  private static func number(_ file: String) -> Int? {
    text(file).split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
  }

  private static func text(_ file: String) -> String {
    (try? readFile(file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
