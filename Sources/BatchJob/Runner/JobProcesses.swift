import Glibc
import Posix

/// The processes below this one: everything that a job has started, also what has left its session.
enum JobProcesses {
  /// All of them, each before its children.
  static func all() -> [Int32] {
    var children: [Int32: [Int32]] = [:]
    for name in names(in: "/proc") {
      guard let pid = Int32(name), let parent = parent(of: pid) else { continue }
      children[parent, default: []].append(pid)
    }
    var found: [Int32] = []
    var next = children[getpid()] ?? []
    while !next.isEmpty {
      found += next
      next = next.flatMap { children[$0] ?? [] }
    }
    return found
  }

  /// Sends a signal to all of them.
  static func signal(_ number: Int32) {
    for pid in all() { kill(pid, number) }
  }

  /// Kills all of them, also those that are started meanwhile, and waits for them.
  static func end() {
    for _ in 0..<1000 {
      let left = all()
      if left.isEmpty { return }
      for pid in left { kill(pid, SIGKILL) }
      while waitpid(-1, nil, WNOHANG) > 0 {}
      if !all().isEmpty { sleepFor(seconds: 0.002) }
    }
  }

  private static func parent(of pid: Int32) -> Int32? {
    guard let file = fopen("/proc/\(pid)/stat", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, 512, file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // The program's name, in brackets, may contain anything; the state and the parent come after it.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? Int32(fields[1]) : nil
  }
}
