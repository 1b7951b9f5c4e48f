import BatchJob
import Glibc
import SlurmCluster

extension SlurmCluster {
  /// The cluster's queue, as somebody sees it whose shell has these variables.
  func queue(_ extra: [String: String] = [:]) -> SlurmQueue {
    SlurmQueue(variables: ["SLURM_CONF": configuration].merging(extra) { $1 })
  }

  /// Waits until a job meets a condition.
  func wait(for id: String, _ isMet: (JobStatus) -> Bool = \.isOver) throws -> JobStatus {
    for _ in 0..<600 {
      if let job = try queue().status(id).first, isMet(job) { return job }
      usleep(100_000)
    }
    throw Problem("waited in vain for job \(id)")
  }
}
