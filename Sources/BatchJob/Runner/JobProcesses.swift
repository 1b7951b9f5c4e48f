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

  /// The memory that all of them have in use, in bytes.
  static var memory: UInt64 {
    let page = UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    return all().reduce(0) { sum, pid in
      let fields = line(of: "/proc/\(pid)/statm").split(separator: " ")
      return sum + (fields.count > 1 ? UInt64(fields[1]) ?? 0 : 0) * page
    }
  }

  private static func parent(of pid: Int32) -> Int32? {
    let text = line(of: "/proc/\(pid)/stat")
    // The program's name, in brackets, may contain anything; the state and the parent come after it.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? Int32(fields[1]) : nil
  }

  /// The first line of a file; an empty text if there is none.
  private static func line(of path: String) -> String {
    guard let file = fopen(path, "re") else { return "" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, 512, file) != nil else { return "" }
    return String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
