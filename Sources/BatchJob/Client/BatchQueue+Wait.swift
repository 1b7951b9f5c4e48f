import Posix

extension BatchQueue {
  /// Waits for the end of a job, and returns its exit code; the highest one if it is an array.
  ///
  /// It goes on while the queue doesn't answer: the job may run all the same.
  package func wait(for id: String, firstPause: Double? = nil) throws(BatchError) -> Int32 {
    let isSlurm = runner == "slurm"
    var pause = firstPause ?? (isSlurm ? 2 : 0.05)
    while true {
      if let jobs = try answer(id) {
        if jobs.isEmpty { throw .forgotten(runner, id) }
        if jobs.allSatisfy(\.isOver) { return jobs.map(\.exitCode).max() ?? 0 }
        if let stuck = jobs.first(where: \.isStuck) { throw .stuck(stuck.id, stuck.sentence) }
      }
      sleepFor(seconds: pause)
      pause = min(pause * 1.3, isSlurm ? 30 : 0.5)
    }
  }

  /// What is known of a job; `nil` if the queue doesn't answer.
  private func answer(_ id: String) throws(BatchError) -> [JobStatus]? {
    do throws(BatchError) { return try status(id) } catch {
      if case .silent = error { return nil }
      throw error
    }
  }
}

/// The queue to use if none is named: SLURM's if there is a cluster, else the stand-in's.
package func usualQueue(
  _ find: () throws(BatchError) -> any BatchQueue = { () throws(BatchError) in try SlurmQueue.find() }
) throws(BatchError) -> any BatchQueue {
  do throws(BatchError) { return try find() } catch {
    if case .noSLURM = error { return BuiltinQueue() }
    throw error
  }
}
