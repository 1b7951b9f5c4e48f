import Glibc
import Posix

/// SLURM's queue, through its own programs.
///
/// Every call has a deadline, because a controller that is away keeps its clients waiting.
package struct SlurmQueue: BatchQueue {
  /// `slurm`.
  package let runner = "slurm"
  /// Where a script comes from that isn't in a file.
  package var standardInput: @Sendable () -> [UInt8] = { (try? readAll(from: STDIN_FILENO, limit: 64 << 20)) ?? [] }
  /// The environment that the programs get, without what an enclosing job has added to it.
  private let variables: [String: String]
  /// The variables of an enclosing job.
  private let removed: [String]

  /// Sets the environment.
  package init(variables: [String: String] = environmentVariables()) {
    removed = variables.keys.filter { $0.hasPrefix("SLURM_") && $0 != "SLURM_CONF" }.sorted()
    self.variables = variables
  }

  /// Finds SLURM on this machine: its programs, and a cluster that they know.
  package static func find() throws(BatchError) -> SlurmQueue {
    guard findProgram("sbatch") != nil else { throw .noSLURM("sbatch isn't installed") }
    if let file = Environment.value("SLURM_CONF") {
      // Its clients would wait a minute for this file.
      guard access(file, R_OK) == 0 else { throw .noSLURM("SLURM_CONF names \(file), which can't be read") }
      return SlurmQueue()
    }
    let queue = SlurmQueue()
    if access("/etc/slurm/slurm.conf", R_OK) == 0 { return queue }
    // Without a file, a cluster may be found through the network; if there is none, every program says so at once.
    let answer = try queue.call(["sbatch", "--version"], seconds: 3)
    guard answer.code == 0 else { throw .noSLURM("sbatch knows no cluster") }
    return queue
  }

  /// Submits a job.
  package func submit(_ words: [String], in folder: String) throws(BatchError) -> SubmissionOutcome {
    let mark = "poolbook-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let (options, rest, waits) = split(words)
    let input = rest.isEmpty && !options.contains { $0.hasPrefix("--wrap") } ? standardInput() : []
    // The mark comes first, so that a comment of the user's wins.
    let answer: Answer
    do throws(BatchError) {
      answer = try call(
        ["sbatch", "--parsable", "--comment=\(mark)"] + options + rest, in: folder, input: input, seconds: 45)
    } catch {
      guard case .silent = error else { throw error }
      return lookUp(mark, SubmissionOutcome(id: nil, errors: "", code: 1))
    }
    let id = answer.output.split(whereSeparator: { $0 == ";" || $0 == "\n" }).first.map(String.init)
    let isAccepted = answer.code == 0 && id != nil
    let outcome = SubmissionOutcome(
      id: isAccepted ? id : nil, errors: answer.errors, code: answer.code, waits: waits && isAccepted)
    return answer.errors.contains("Socket timed out") && id == nil ? lookUp(mark, outcome) : outcome
  }

  /// What comes before the script, the script with its arguments, and whether sbatch was asked to wait.
  private func split(_ words: [String]) -> (options: [String], rest: [String], waits: Bool) {
    var reader = OptionReader(words)
    var waits = false
    var kept = words
    while let found = try? reader.next() {
      // sbatch asks rarely when it waits; this program waits with shorter pauses.
      guard found.option.name == "wait", words[found.word].hasPrefix("--") || words[found.word] == "-W" else {
        continue
      }
      waits = true
      kept[found.word] = ""
    }
    let options = kept.prefix(reader.position).filter { !$0.isEmpty }
    return (Array(options), Array(words.dropFirst(reader.position)), waits)
  }

  /// Looks for a job that sbatch may have submitted although it said that it failed.
  private func lookUp(_ mark: String, _ outcome: SubmissionOutcome) -> SubmissionOutcome {
    // A controller that has been away may take the job later than it answers this.
    for _ in 0..<8 {
      let answer = try? call(["squeue", "-h", "-t", "all", "--me", "-o", "%A|%k"], seconds: 25)
      for line in answer?.output.split(separator: "\n") ?? [] where line.hasSuffix("|\(mark)") {
        return SubmissionOutcome(id: String(line.prefix { $0 != "|" }), errors: outcome.errors)
      }
      sleepFor(seconds: 1)
    }
    var outcome = outcome
    outcome.errors +=
      "poolbook: the job isn't in the queue now, but it may still come. Look with squeue --me before you "
      + "submit it again.\n"
    return outcome
  }

  /// What is known of a job.
  package func status(_ id: String) throws(BatchError) -> [JobStatus] {
    let answer = try call(["scontrol", "-o", "show", "job", id], seconds: 25)
    guard answer.code == 0 else {
      if answer.errors.contains("Invalid job id") { return [] }
      throw problem("scontrol", answer)
    }
    return answer.output.split(separator: "\n").compactMap { JobStatus(fields: slurmFields(String($0))) }
  }

  /// All of the user's jobs that SLURM remembers.
  package func jobs() throws(BatchError) -> [JobStatus] {
    let answer = try call(["squeue", "-h", "-t", "all", "--me", "-o", "%i|%T|%r|%j"], seconds: 25)
    guard answer.code == 0 else { throw problem("squeue", answer) }
    return answer.output.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4 else { return nil }
      return JobStatus(
        id: parts[0], name: parts[3], state: parts[1], reason: parts[2], exit: "0:0", runner: runner, asked: .init(),
        used: .init())
    }.reversed()
  }

  /// Ends a job.
  package func cancel(_ id: String) throws(BatchError) {
    let answer = try call(["scancel", id], seconds: 20)
    guard answer.code == 0 else { throw problem("scancel", answer) }
  }

  private func problem(_ program: String, _ answer: Answer) -> BatchError {
    let silences = ["Socket timed out", "Unable to contact", "Connection refused"]
    if silences.contains(where: answer.errors.contains) { return .silent(program) }
    return .slurm(
      answer.errors.split(separator: "\n").first.map(String.init) ?? "\(program) ended with code \(answer.code).")
  }

  /// What a program of SLURM's said.
  private struct Answer {
    var output: String
    var errors: String
    var code: Int32
  }

  private func call(
    _ words: [String], in folder: String? = nil, input: [UInt8] = [], seconds: Int
  ) throws(BatchError) -> Answer {
    let place = folder.map { ["-C", $0] } ?? []
    let settings = variables["SLURM_CONF"].map { ["SLURM_CONF=\($0)"] } ?? []
    let command = ["env"] + place + removed.flatMap { ["-u", $0] } + settings + words
    let captured: Captured
    do throws(SystemError) {
      captured = try capture(command, input: input, limits: CaptureLimits(time: .seconds(seconds), bytes: 16 << 20))
    } catch {
      throw .noSLURM("\(words[0]) can't be started: \(error.reason)")
    }
    guard case .byItself(let end) = captured.end else { throw .silent(words[0]) }
    let code: Int32
    switch end {
    case .exited(let number): code = number
    case .signalled(let number): code = 128 + number
    }
    return Answer(
      output: String(decoding: captured.output, as: UTF8.self),
      errors: String(decoding: captured.errors, as: UTF8.self),
      code: code)
  }
}
