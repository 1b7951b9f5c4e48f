import Glibc

/// The processes that a process has started, and those that these have started, as /proc shows them now.
package enum ProcessTree {
  /// Process IDs of everything below a process, without those that have ended.
  package static func below(_ root: Int32) -> [Int32] {
    var children: [Int32: [Int32]] = [:]
    for pid in names(in: "/proc").lazy.compactMap({ Int32($0) }) {
      if let state = state(pid), !state.hasEnded { children[state.parent, default: []].append(pid) }
    }
    var found: [Int32] = []
    var next = [root]
    while let parent = next.popLast() {
      // Each process is found once, even if its parent changes in the meantime.
      let below = children.removeValue(forKey: parent) ?? []
      found += below
      next += below
    }
    return found
  }

  /// Stops everything below a process, so that nothing of it starts another process while it is killed.
  package static func freeze(below root: Int32) {
    var stopped: Set<Int32> = []
    // What a process started just before it was stopped is found by the next look.
    for _ in 0..<200 {
      let found = Set(below(root)).subtracting(stopped)
      if found.isEmpty { return }
      for pid in found { kill(pid, SIGSTOP) }
      stopped.formUnion(found)
    }
  }

  /// The bytes of memory that processes have, each shared page split between those that have it.
  package static func memory(of pids: [Int32]) -> Int {
    pids.reduce(0) { $0 &+ memory(of: $1) }
  }

  /// Whether a process has ended, also if nobody has waited for it.
  package static func hasEnded(_ pid: Int32) -> Bool { state(pid)?.hasEnded ?? true }

  /// How a process ended that nobody has waited for yet: its exit code, or minus its signal; `nil` if that isn't known.
  package static func end(of pid: Int32) -> Int32? {
    guard let fields = fields(pid), fields.first == "Z", let status = fields.dropFirst(49).first.flatMap({ Int32($0) })
    else { return nil }
    // The kernel says 0 also to those who may not know.
    guard status != 0 else { return nil }
    return status & 0x7f == 0 ? status >> 8 : -(status & 0x7f)
  }

  /// The command line of a process, its words separated by zero bytes; empty if there is no such process.
  package static func commandLine(of pid: Int32) -> String {
    (try? readFile("/proc/\(pid)/cmdline")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func state(_ pid: Int32) -> (parent: Int32, hasEnded: Bool)? {
    guard let fields = fields(pid), fields.count > 1, let parent = Int32(fields[1]) else { return nil }
    return (parent, fields[0] == "Z" || fields[0] == "X")
  }

  /// The fields of a process from its state on.
  private static func fields(_ pid: Int32) -> [Substring]? {
    guard let bytes = try? readFile("/proc/\(pid)/stat") else { return nil }
    // The name is in parentheses and may contain some itself: `4711 (a) b) S 4107 …`.
    return String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split { $0 == " " || $0 == "\n" }
  }

  private static func memory(of pid: Int32) -> Int {
    guard let bytes = try? readFile("/proc/\(pid)/smaps_rollup") else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Pss:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 &* 1024 } ?? 0
  }
}
