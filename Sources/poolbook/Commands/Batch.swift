import ArgumentParser
import BatchJob
import Posix
import Text

/// `poolbook batch`: the lesson's batch job, from the script to the output.
struct Batch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check, submit and watch a batch job.",
    discussion: """
      Jobs are submitted to SLURM where there is a cluster. Elsewhere, a stand-in on this machine runs them; it takes the \
      same scripts and says the same sentences, but it is not SLURM.
      """,
    subcommands: [
      BatchScriptCommand.self, BatchSubmit.self, BatchStatus.self, BatchOutput.self, BatchCancel.self, BatchWait.self,
    ])
}

/// Who runs a job.
enum Runner: String, ExpressibleByArgument, CaseIterable {
  case slurm, builtin
}

/// What names a job: its id, or `nil` for the one that was submitted last.
struct JobOptions: ParsableArguments {
  @Argument(help: "The job's id (default: the one you submitted last).")
  var id: String?

  @Option(help: "Who has the job: slurm or builtin (default: who took it).")
  var runner: Runner?

  /// Finds the queue and the id.
  func find() throws(Refusal) -> (queue: any BatchQueue, id: String) {
    if let id, let runner { return (try Queues.queue(runner), id) }
    guard let job = try Queues.submitted(id, runner) else {
      if let id { return (try Queues.queue(runner), id) }
      throw Refusal("You have submitted no job yet; `poolbook batch submit` submits the lesson's.")
    }
    return (try Queues.queue(job.runner), job.id)
  }

  /// What is known of the job; the tasks of an array each on its own.
  func status() throws -> (queue: any BatchQueue, id: String, jobs: [JobStatus]) {
    let (queue, id) = try find()
    let jobs = try Queues.call { () throws(BatchError) in try queue.status(id) }
    if jobs.isEmpty {
      throw Refusal("\(queue.runner) knows no job \(visible(id, onOneLine: true)); it may have ended long ago.")
    }
    return (queue, id, jobs)
  }
}
