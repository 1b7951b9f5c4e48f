import BatchJob
import Foundation
import Glibc
import Posix

/// A recorded case on the stand-in: what is different from what SLURM did.
struct CaseRun {
  let recorded: RecordedCase
  private let standIn: StandIn
  private var job = ""
  private var dependency = ""

  /// Differences in what the submission says, and in what becomes of the job.
  struct Differences: Sendable {
    var submission: [String] = []
    var job: [String] = []
  }

  init(_ recorded: RecordedCase) throws {
    self.recorded = recorded
    standIn = try StandIn(extra: recorded.setenv ?? [:])
  }

  mutating func run() throws -> Differences {
    var differences = Differences()
    if let kind = recorded.dep { dependency = try submitDependency(kind) }
    if let bytes = recorded.bytes(dependency: dependency) { try standIn.write(bytes, to: recorded.file) }
    if let line = recorded.pre { try standIn.shell(line) }
    let before = standIn.files
    let words = recorded.argv.map { $0.replacing("@DEP@", with: dependency) }
    let answer = try standIn.submit(words, input: recorded.stdin ?? "")
    job = answer.id ?? ""
    let waits = recorded.argv.contains("--wait")
    compare("code", answer.code, waits ? 0 : recorded.rc, &differences.submission)
    compare("errors", normal(answer.errors), recorded.stderr, &differences.submission)
    guard let expected = recorded.final?.all, let id = Int(job) else { return differences }
    // Here is a single node, so a job that wants more waits forever.
    if recorded.nodes > 1 {
      differences.job = ["the job needs \(recorded.nodes) nodes"]
      return differences
    }
    let ends = try watch(id, expected)
    compare("end", ends.map(\.end), expected, &differences.job)
    var files = standIn.files.filter { before[$0.key] != $0.value }
    let variables = files.removeValue(forKey: "env.txt")
    let texts = files.map { (normal($0.key), normal(String(decoding: $0.value.prefix(4000), as: UTF8.self))) }
    compare("files", Dictionary(texts) { $1 }, recorded.readableFiles, &differences.job)
    if let variables { compare(variables, &differences.job) }
    if case .one(let fields) = recorded.job, let first = ends.first { compare(first.fields, fields, &differences.job) }
    return differences
  }

  private func submitDependency(_ kind: String) throws -> String {
    let isHeld = kind == "held" || kind == "cancelled"
    let command = kind == "failed" ? "exit 1" : "exit 0"
    let words = ["-o", "/dev/null"] + (isHeld ? ["--hold"] : []) + ["--wrap", command]
    let id = try standIn.submit(words).id ?? ""
    if kind == "cancelled" { try standIn.queue.give(.cancel, to: id) }
    if kind != "held", let number = Int(id) { _ = try standIn.wait(for: number) }
    return id
  }

  private typealias End = (end: RecordedCase.End, fields: [String: String])

  /// Waits for the end of a job, or for the state that it stays in.
  private func watch(_ first: Int, _ expected: [RecordedCase.End]) throws -> [End] {
    if let action = recorded.during {
      let state: JobState = recorded.during_pending ?? false ? .pending : .running
      _ = try standIn.wait(for: first) { job in
        job.state.isOver || (job.state == state && (state == .running || job.reason != "None"))
      }
      if state == .running { waitForOutput() }
      act(action)
    }
    return try expected.indices.map { index in
      let wanted = expected[index]
      let job = try standIn.wait(for: first + index) { job in
        job.state.isOver || (wanted.state == job.state.rawValue && wanted.reason == job.reason)
      }
      return (
        .init(state: job.state.rawValue, reason: job.reason, exit: job.exit), job.fields(host: hostName())
      )
    }
  }

  /// Waits until the script says that it has begun.
  private func waitForOutput() {
    guard recorded.script?.contains("echo started") ?? false else { return }
    for _ in 0..<1000 {
      if standIn.text("slurm-\(job).out").contains("started") { return }
      usleep(10_000)
    }
  }

  /// What the case does with its job, in the stand-in's words.
  private func act(_ action: String) {
    switch action {
    case _ where action.hasPrefix("scancel -b -s USR1"): try? standIn.queue.give(.signal(SIGUSR1), to: job)
    case _ where action.hasPrefix("scancel -s"): break  // It reaches steps only, and here there are none.
    case _ where action.hasPrefix("scancel"): try? standIn.queue.give(.cancel, to: job)
    case _ where action.contains("release"): try? standIn.queue.give(.release, to: job)
    case _ where action.contains("EndTime"): try? standIn.queue.give(.end(0), to: job)
    default: break
    }
  }

  private func compare<Value: Equatable>(_ what: String, _ found: Value, _ expected: Value, _ list: inout [String]) {
    if found != expected { list.append("\(what): \(found), expected \(expected)") }
  }

  private func compare(_ bytes: [UInt8], _ list: inout [String]) {
    // The number of a process, the cluster's own name and address, and who submits.
    let others: Set<String> = [
      "SLURM_WORKING_CLUSTER", "SLURM_CLUSTER_NAME", "SLURM_TASK_PID", "SLURM_PRIO_PROCESS", "SLURM_JOB_GID",
      "SLURM_JOB_UID",
    ]
    var found: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 { found[parts[0]] = parts[1] }
    }
    for name in Set(found.keys).union((recorded.env ?? [:]).keys).subtracting(others).sorted() {
      // Most values are equal as they are.
      if found[name] == recorded.env?[name] { continue }
      compare(name, found[name].map(normal), recorded.env?[name], &list)
    }
  }

  private func compare(_ found: [String: String], _ expected: [String: String], _ list: inout [String]) {
    for (name, value) in found.sorted(by: { $0.key < $1.key }) where expected[name] != nil || name.hasPrefix("Min") {
      if value == expected[name] { continue }
      // Without a limit, SLURM shows one of two texts by chance.
      if name == "TimeLimit", ["UNLIMITED", "365-00:00:00"].contains(expected[name]) {
        compare(name, value, "UNLIMITED", &list)
      } else {
        compare(name, normal(value), expected[name] ?? "", &list)
      }
    }
  }

  private func normal(_ text: String) -> String {
    var text = text.replacing(standIn.folder, with: "{DIR}")
    // Regular expressions take long in a debug build, and most texts have nothing that they replace.
    if text.contains("/spool/job") { text = text.replacing(#/[^ \n]*\/spool\/job\d+/#, with: "{SPOOL}") }
    if !job.isEmpty { text = text.replacing(job, with: "{JOB}") }
    if !dependency.isEmpty { text = text.replacing(dependency, with: "{DEP}") }
    if recorded.argv.contains("--test-only") { text = text.replacing("100001", with: "{JOB}") }
    if text.contains(" AT ") || text.contains("start at") {
      text = text.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/#, with: "{TIME}")
    }
    for (value, mark) in [(NSHomeDirectory(), "{HOME}"), (NSUserName(), "{USER}"), (hostName(), "{HOST}")] {
      text = replacingWords(value, with: mark, in: text)
    }
    return text
  }

  /// Replaces a value where it is a word of its own.
  private func replacingWords(_ value: String, with mark: String, in text: String) -> String {
    var (result, rest) = ("", text[...])
    while let range = rest.firstRange(of: value) {
      let before = range.lowerBound == rest.startIndex ? result.last : rest[rest.index(before: range.lowerBound)]
      let after = rest[range.upperBound...].first
      let isWord =
        !(before.map { $0.isLetter || $0.isNumber || "_/{".contains($0) } ?? false)
        && !(after.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false)
      result += rest[..<range.lowerBound] + (isWord ? mark : value)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

extension RecordedCase {
  /// The files that the job left; those with bytes that aren't UTF-8 as this test reads them.
  var readableFiles: [String: String] { (files ?? [:]).mapValues { $0.replacing("\\xfc", with: "\u{FFFD}") } }
}
