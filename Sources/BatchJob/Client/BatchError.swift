/// Why something can't be done with batch jobs.
package enum BatchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The stand-in's queue can't be used: its folder, and the system's reason.
  case queue(String, String)
  /// There is no job with this id.
  case noJob(String)
  /// A job of the stand-in couldn't be started: its id, and why.
  case notStarted(Int, String)
  /// A queue has forgotten a job: who has the queue, and the id.
  case forgotten(String, String)
  /// A job never starts as it is: its id, and why.
  case stuck(String, String)
  /// A program of SLURM's failed with this message.
  case slurm(String)
  /// There is no SLURM here.
  case noSLURM(String)
  /// SLURM didn't answer in time.
  case silent(String)

  /// A sentence that says what to do.
  package var description: String {
    switch self {
    case .queue(let path, let reason):
      "The queue of the stand-in in \(path) can't be used (\(reason)); set XDG_STATE_HOME to a folder of yours."
    case .noJob(let id): "There is no job \(id); `poolbook batch status` lists the jobs."
    case .notStarted(let id, let reason): "Job \(id) couldn't be started (\(reason)); submit it again."
    case .forgotten(let runner, let id): "\(runner) has forgotten job \(id), so how it ended isn't known."
    case .stuck(let id, let sentence): "Job \(id) never ends as it is: \(sentence)"
    case .slurm(let message): "SLURM refuses: \(message)"
    case .noSLURM(let reason): "There is no SLURM here (\(reason)); use --runner builtin."
    case .silent(let program): "\(program) doesn't answer; the controller may be away. Try again later."
    }
  }
}
