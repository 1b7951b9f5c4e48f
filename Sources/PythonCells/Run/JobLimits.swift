import Posix

/// What a batch job may use, for a program that runs in it. SLURM ends it with the job.
package struct JobLimits: Sendable, Equatable {
  /// Bytes of memory; `nil` if the job doesn't say.
  package var memory: Int?

  init() {}

  /// The job that this process is in; `nil` outside of one.
  package static var current: JobLimits? { JobLimits { Environment.value($0) } }

  /// Reads the variables of a job.
  init?(_ variable: (String) -> String?) {
    guard variable("SLURM_JOB_ID") != nil else { return nil }
    func number(_ name: String) -> Int? { variable(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
    let each = number("SLURM_MEM_PER_CPU").flatMap { amount in number("SLURM_CPUS_ON_NODE").map { amount &* $0 } }
    // Megabytes; the program must be ended before the job is.
    memory = (number("SLURM_MEM_PER_NODE") ?? each).flatMap { (1..<1 << 40).contains($0) ? ($0 << 20) / 100 * 95 : nil }
  }
}

extension CellLimits {
  /// The limits of a command, in a job or outside of any. In a job, time, output and files are the job's own.
  package static func ofCommand(time: Double?, memory: Int?, job: JobLimits? = .current) -> CellLimits {
    var limits = CellLimits(time: time ?? (job == nil ? 60 : 1e9), memory: memory, job: job)
    if job != nil { (limits.output, limits.fileSize) = (1 << 50, 1 << 50) }
    return limits
  }
}
