internal import CLinux
import Glibc
import Posix

/// How many cores this process may use, which may be fewer than the machine has.
public struct UsableCores: Sendable, Equatable {
  /// The smallest of the limits, but at least 1.
  public let cores: Int
  /// Every limit that was found.
  public let limits: [Limit]
  /// The cores that the SLURM job around asked for, if they are more than it may use here.
  package let missed: Int?

  /// One thing that limits the cores.
  public struct Limit: Sendable, Equatable {
    /// What sets the limit, as in "the control group".
    public let source: String
    /// The number of cores.
    public let cores: Int
  }

  /// How many cores this process may use.
  public static func count() -> Int { now().cores }

  /// Asks the kernel and the environment.
  public static func now() -> UsableCores {
    UsableCores(
      affinity: Int(cl_affinity_count()), environment: Environment.value, file: contents)
  }

  /// One clause that says which limit decides.
  public var why: String {
    guard let least = limits.first(where: { $0.cores == cores }) else {
      return "1 core: the system doesn't say how many there are"
    }
    return "\(cores) \(cores == 1 ? "core" : "cores"): as many as \(least.source) allows"
  }

  /// One clause about a SLURM job that asked for more than it may use on this node; `nil` if there is none.
  package var shortfall: String? { missed.map { "the job asked for \($0), this node lets you use \(cores)" } }

  /// Decides by the size of the affinity mask, environment variables, and files.
  init(affinity: Int, environment: (String) -> String?, file: (String) -> String?) {
    var found: [Limit] = []
    if affinity > 0 { found.append(Limit(source: "the processor affinity", cores: affinity)) }
    if let quota = ControlGroup.quota(file: file) { found.append(Limit(source: "the control group", cores: quota)) }
    if let slurm = SlurmAllocation.cores(environment) {
      found.append(Limit(source: "the SLURM job", cores: slurm))
    }
    limits = found
    let cores = max(1, found.map(\.cores).min() ?? 1)
    self.cores = cores
    missed = SlurmAllocation.asked(environment).flatMap { $0 > cores ? $0 : nil }
  }

  /// A small file's text.
  private static func contents(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return (try? readAll(from: file, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The processor time that control groups allow.
enum ControlGroup {
  /// The tightest quota in whole cores, rounded up; `nil` if none is set.
  static func quota(file: (String) -> String?) -> Int? {
    guard let membership = file("/proc/self/cgroup") else { return nil }
    var least: Double?
    for line in membership.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",")
      let isUnified = parts[0] == "0" && controllers.isEmpty
      guard isUnified || controllers.contains("cpu") else { continue }
      // Every group above a group limits it, too.
      var path = String(parts[2])
      while true {
        let quota = isUnified ? unified(path, file) : legacy(String(parts[1]), path, file)
        if let quota { least = min(least ?? quota, quota) }
        guard path.count > 1, let slash = path.lastIndex(of: "/") else { break }
        path = slash == path.startIndex ? "/" : String(path[..<slash])
      }
    }
    return least.map { max(1, Int(min($0.rounded(.up), 1e6))) }
  }

  /// Version 2: `cpu.max` holds a quota, or `max`, and a period.
  private static func unified(_ path: String, _ file: (String) -> String?) -> Double? {
    let words = file("/sys/fs/cgroup\(path == "/" ? "" : path)/cpu.max")?.split(whereSeparator: \.isWhitespace)
    guard let words, words.count == 2 else { return nil }
    return ratio(words[0], words[1])
  }

  /// Version 1: a file each; a quota of -1 means no limit.
  private static func legacy(_ controllers: String, _ path: String, _ file: (String) -> String?) -> Double? {
    for folder in [controllers, "cpu"] {
      let base = "/sys/fs/cgroup/\(folder)\(path == "/" ? "" : path)"
      if let quota = file("\(base)/cpu.cfs_quota_us"), let period = file("\(base)/cpu.cfs_period_us") {
        return ratio(
          quota.split(whereSeparator: \.isWhitespace).first, period.split(whereSeparator: \.isWhitespace).first)
      }
    }
    return nil
  }

  private static func ratio(_ quota: Substring?, _ period: Substring?) -> Double? {
    guard let quota = quota.flatMap({ Double($0) }), let period = period.flatMap({ Double($0) }), quota > 0, period > 0
    else { return nil }
    return quota / period
  }
}
