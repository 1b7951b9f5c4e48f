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
  /// How many seconds a job is looked for that sbatch may have submitted without saying so.
  package var searchLimit = 30.0
  /// The environment that the programs get, without what an enclosing job has added to it.
  private let variables: [String: String]
  /// The variables of an enclosing job.
  private let removed: [String]

  /// Sets the environment.
  package init(variables: [String: String] = submissionVariables()) {
    removed = variables.keys.filter { $0.hasPrefix("SLURM_") && $0 != "SLURM_CONF" }.sorted()
    self.variables = variables
  }

  /// Whether a cluster can be seen at once, by its programs and its configuration. `find` also finds others.
  package static var isEvident: Bool {
    findProgram("sbatch") != nil && access(Environment.value("SLURM_CONF") ?? "/etc/slurm/slurm.conf", R_OK) == 0
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
  package func submit(
    _ words: [String], in folder: String, mark: String
  ) throws(BatchError) -> SubmissionOutcome {
    let words = SlurmWords(words)
    let input = words.readsStandardInput ? standardInput() : []
    let answer: Answer
    do throws(BatchError) {
      answer = try call(["sbatch", "--parsable"] + words.marked(mark), in: folder, input: input, seconds: 45)
    } catch {
      guard case .silent = error else { throw error }
      return lookUp(mark, words, SubmissionOutcome(id: nil, errors: "", code: 1))
    }
    let id = answer.code == 0 ? submittedID(answer.output) : nil
    var outcome = SubmissionOutcome(
      id: id, errors: answer.errors, code: answer.code, waits: words.waits && id != nil, isQuiet: words.isQuiet)
    if id == nil { outcome.output = answer.output }
    return answer.code != 0 && answer.isSilence && !answer.isUnsent ? lookUp(mark, words, outcome) : outcome
  }

  /// Looks for a job that sbatch may have submitted although it said that it failed.
  private func lookUp(_ mark: String, _ words: SlurmWords, _ outcome: SubmissionOutcome) -> SubmissionOutcome {
    // A controller that has been away may take the job later than it answers this.
    let end = SystemClock.wall + searchLimit
    repeat {
      if let id = (try? find(mark: mark)) ?? nil {
        return SubmissionOutcome(id: id, errors: outcome.errors, waits: words.waits, isQuiet: words.isQuiet)
      }
      sleepFor(seconds: 1)
    } while SystemClock.wall < end
    var outcome = outcome
    outcome.mayComeLater = true
    outcome.errors +=
      "poolbook: the job isn't in the queue now, but it may still come. Look with squeue --me before you "
      + "submit it again.\n"
    return outcome
  }

  /// The id of the job that was submitted with this mark.
  package func find(mark: String) throws(BatchError) -> String? {
    let answer = try call(["squeue", "-h", "-t", "all", "--me", "-o", "%F|%k"], seconds: 25)
    guard answer.code == 0 else { throw problem("squeue", answer) }
    for line in answer.output.split(separator: "\n") {
      let parts = line.split(separator: "|", maxSplits: 1)
      if parts.count == 2, parts[1].split(separator: " ").first == Substring(mark) { return String(parts[0]) }
    }
    return nil
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
    if answer.isSilence { return .silent(program) }
    return .slurm(
      answer.errors.split(separator: "\n").first.map(String.init) ?? "\(program) ended with code \(answer.code).")
  }

  /// What a program of SLURM's said.
  private struct Answer {
    var output: String
    var errors: String
    var code: Int32

    /// Whether there was no connection to the controller, so that it can't have taken the job.
    var isUnsent: Bool { errors.contains("Unable to contact slurm controller (connect failure)") }

    /// Whether it couldn't reach the controller, or got no whole answer.
    var isSilence: Bool {
      [
        "Socket timed out", "Unable to contact", "Connection refused", "Connection reset", "Connection timed out",
        "communication connection failure", "communication shutdown failure", "message send failure",
        "message receive failure", "Unexpected message received", "Zero Bytes were transmitted", "Broken pipe",
      ].contains { errors.lowercased().contains($0.lowercased()) }
    }
  }

  private func call(
    _ words: [String], in folder: String? = nil, input: [UInt8] = [], seconds: Int
  ) throws(BatchError) -> Answer {
    let place = folder.map { ["-C", $0] } ?? []
    let settings = ["PATH", "SLURM_CONF"].compactMap { name in variables[name].map { "\(name)=\($0)" } }
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
