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
    memory = (number("SLURM_MEM_PER_NODE") ?? each).map { $0 &* (1 << 20) / 100 &* 95 }
  }
}

extension CellLimits {
  /// The limits of a run in a job, or of one outside of any. In a job, time, output and files are the job's own.
  package init(time: Double?, memory: Int?, job: JobLimits?) {
    self.init(time: time ?? (job == nil ? 60 : 1e9), memory: memory ?? job?.memory)
    guard job != nil else { return }
    (output, fileSize) = (1 << 50, 1 << 50)
  }
}
