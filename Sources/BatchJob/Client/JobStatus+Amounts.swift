import Text

extension JobStatus {
  /// What the job asked for: `4 tasks on 1 node, 4 GB, 1 h`.
  package var askedWords: String {
    var words = [asked.tasks.map { counted($0, "task") } ?? ""]
    if let nodes = asked.nodes { words[0] += "\(words[0].isEmpty ? "" : " on ")\(counted(nodes, "node"))" }
    if let memory = asked.memory_mb, memory > 0 { words.append(Self.size(memory)) }
    if let time = asked.time_s { words.append(Self.duration(time)) }
    return words.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What the job got and used: `4 cores of 1 node, 9 s, at most 60 MB`; empty before it starts.
  package var usedWords: String {
    guard started != nil else { return "" }
    var words = [used.cpus.map { counted($0, "core") } ?? ""]
    if let nodes = used.nodes { words[0] += "\(words[0].isEmpty ? "" : " of ")\(counted(nodes, "node"))" }
    if let time = ran { words.append(Self.duration(time)) }
    if runner == "builtin", let memory = used.memory_mb, memory > 0 { words.append("at most \(Self.size(memory))") }
    return words.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// How long it ran, in seconds; `nil` if it hasn't ended.
  package var ran: Double? {
    guard let started, let ended else { return nil }
    return max(0, ended - started)
  }

  /// How long it waited before it started, in seconds; `nil` if it hasn't started.
  package var waited: Double? {
    guard let submitted, let started else { return nil }
    return max(0, started - submitted)
  }

  /// What to ask for the next time; `nil` if the request fits, or the job hasn't ended.
  package var advice: String? {
    guard isOver else { return nil }
    if let tasks = asked.tasks, tasks > 1, let nodes = used.nodes, nodes > 1 {
      return "The \(tasks) tasks were on \(nodes) nodes, and a pool reaches one of them: next time, ask for --nodes=1."
    }
    guard state == "COMPLETED", let limit = asked.time_s, let ran else { return nil }
    let enough = Self.enough(for: ran)
    guard enough * 4 <= limit else { return nil }
    return "Next time, ask for --time=\(Self.limit(enough)): a shorter job finds a place sooner."
  }

  /// A time limit that is large enough for a job that took so many seconds: at least twice as long, and a round number.
  private static func enough(for seconds: Double) -> Double {
    [300, 600, 900, 1800, 3600, 7200, 4 * 3600, 8 * 3600, 12 * 3600].first { $0 >= seconds * 2 }
      ?? (seconds * 2 / 86_400).rounded(.up) * 86_400
  }

  /// A time limit as a batch file has it: `01:30:00`, `1-00:00:00`.
  static func limit(_ seconds: Double) -> String {
    let whole = wholeSeconds(seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let days = whole >= 86_400 ? "\(whole / 86_400)-" : ""
    return "\(days)\(two(whole / 3600 % 24)):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  /// A duration in at most two units: `9 s`, `2 min 5 s`, `1 h`, `2 d 3 h`.
  package static func duration(_ seconds: Double) -> String {
    let whole = wholeSeconds(seconds)
    let units = [(whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")]
    guard let first = units.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
    return units[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// Seconds as a whole number; a file may have figures that no job can have.
  private static func wholeSeconds(_ seconds: Double) -> Int { Int(min(max(0, seconds), 1e12).rounded()) }

  private static func size(_ megabytes: UInt64) -> String {
    megabytes >= 1024 && megabytes % 1024 == 0
      ? "\(megabytes / 1024) GB" : "\(formatCount(Int(clamping: megabytes))) MB"
  }
}

extension JobStatus {
  /// The one of an array's jobs that says most about all of them: one that isn't over, or else the one with the worst
  /// end. `nil` if there is none.
  package static func summary(of jobs: [JobStatus]) -> JobStatus? {
    jobs.first { !$0.isOver } ?? jobs.max { $0.exitCode < $1.exitCode }
  }
}
