import Glibc
import Posix

extension RemotePlace {
  /// The nodes of the SLURM allocation that this process is in: a batch script's, or that of `salloc`.
  ///
  /// One step starts an agent for each worker. It runs beside other steps (`--overlap`, `--mem=0`), and a worker that ends
  /// doesn't end the others (`--kill-on-bad-exit=0`, `--wait=0`).
  ///
  /// - Parameters:
  ///   - workers: The most workers that are started there at the same time.
  ///   - onStranger: Called with a sentence about each connection that was refused.
  /// - Throws: `SlurmPlaceError` if there is no allocation, if it has too few processors, or if it doesn't say how its nodes reach this machine.
  package static func slurm(
    workers: Int, onStranger: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(SlurmPlaceError) -> RemotePlace {
    guard Environment.value("SLURM_JOB_ID") != nil else { throw .noAllocation }
    // srun says so, too, but only when it is asked: after the smaller pools of a series have run.
    let cores = SlurmAllocation.allCores(Environment.value)
    if let cores, workers > cores { throw .tooManyWorkers(workers, cores: cores) }
    let program = try own()
    var place = RemotePlace(address: try address(), onStranger: onStranger) { workers in
      step(["--ntasks=\(workers)", "--kill-on-bad-exit=0", "--wait=0", program, mark])
    }
    place.cores = cores
    return place
  }

  /// The first words of every step: it waits for no other step, and reads nothing.
  private static func step(_ words: [String]) -> [String] {
    ["srun", "--overlap", "--mem=0", "--input=none"] + words
  }

  /// The address of this machine as the nodes know it. The variable that holds it is set in steps only, so a small step is
  /// asked for it.
  private static func address() throws(SlurmPlaceError) -> String {
    let name = "SLURM_LAUNCH_NODE_IPADDR"
    let limits = CaptureLimits(time: .seconds(30))
    let answer: Captured
    do throws(SystemError) {
      answer = try capture(step(["--nodes=1", "--ntasks=1", "printenv", name]), limits: limits)
    } catch {
      throw .noStep(reason: "srun: \(error.reason)")
    }
    let words = String(decoding: answer.output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    if answer.succeeded, let address = words.first { return String(address) }
    let errors = String(decoding: answer.errors, as: UTF8.self).split(separator: "\n")
    throw .noStep(reason: errors.last.map(String.init) ?? "srun gave no answer within 30 seconds")
  }

  /// The path of this program, which the other nodes must reach by the same path.
  private static func own() throws(SlurmPlaceError) -> String {
    guard let path = realpath("/proc/self/exe", nil) else { throw .noStep(reason: systemMessage(errno)) }
    defer { free(path) }
    return String(cString: path)
  }
}

/// Why no workers can be started in a SLURM allocation.
package enum SlurmPlaceError: Error, Equatable, CustomStringConvertible {
  /// This process isn't in an allocation.
  case noAllocation
  /// The allocation has fewer processors than the pool would have workers.
  case tooManyWorkers(Int, cores: Int)
  /// SLURM starts no step.
  case noStep(reason: String)

  /// What is wrong and how to fix it.
  package var description: String {
    switch self {
    case .noAllocation:
      "--launcher slurm needs a SLURM allocation: use it in a batch script, or in the shell that salloc opens."
    case .tooManyWorkers(let workers, let cores):
      "This allocation has too few processors (\(cores)) for \(workers) workers: "
        + "use fewer processes, or ask SLURM for more with --ntasks."
    case .noStep(let reason):
      "SLURM starts no step in this allocation (\(reason)); try srun hostname to see why."
    }
  }
}
