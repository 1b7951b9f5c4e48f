extension JobStatus {
  /// The state and its reason as a sentence, with what to do about it.
  package var sentence: String {
    switch knownState {
    case .pending, .configuring: return waiting
    case .running: return "The job is running."
    case .completing: return "The job is ending."
    case .suspended: return "The job is paused by the cluster."
    case .completed: return "The job's script has ended with exit code 0."
    case .cancelled: return "The job was cancelled."
    case .timeout: return "The job took longer than its time limit; ask for more time."
    case .outOfMemory: return "The job used more memory than it asked for; ask for more."
    case .deadline: return "The job could no longer end before its deadline, so it didn't start."
    case .nodeFail: return "The node of the job failed; submit it again."
    case .preempted: return "Another job took the place of this one; submit it again."
    case .bootFail: return "The node of the job couldn't be started; submit it again."
    case .failed: return failure
    case nil: return "SLURM says \(state)."
    }
  }

  /// Why there is no output; `nil` if the job has started. A file of the output's name is then an older job's.
  package var missingOutput: String? {
    started == nil ? "Job \(id) has no output\(isOver ? "" : " yet"): \(sentence)" : nil
  }

  /// Whether the job will never start as it is.
  package var isStuck: Bool { knownState == .pending && Self.hopeless[plainReason] != nil }

  /// `squeue` writes spaces where `scontrol` writes underscores.
  private var plainReason: String { reason.replacing(" ", with: "_") }

  private static let hopeless: [String: String] = [
    "PartitionConfig": "it asks for more cores than there are in all. Cancel it, and ask for less.",
    "PartitionNodeLimit": "it asks for more nodes than a job may have. Cancel it, and ask for less.",
    "PartitionTimeLimit": "it asks for more time than a job may have. Cancel it, and ask for less.",
    "DependencyNeverSatisfied": "the job that it waits for has failed. Cancel it, and submit it again.",
    "JobHeldUser": "it is held. Release it with `scontrol release`, or submit it without --hold.",
    "JobHeldAdmin": "an administrator holds it. Ask them why.",
    "launch_failed_requeued_held": "it couldn't be started, and is held now. Cancel it, and submit it again.",
    "BadConstraints": "no node has what it asks for. Cancel it, and ask for something else.",
  ]

  private var waiting: String {
    if let why = Self.hopeless[plainReason] { return "The job never starts as it is: \(why)" }
    switch plainReason {
    case "None", "Resources": return "The job waits its turn: the cores it needs are busy."
    case "Priority": return "The job waits its turn: other jobs come first."
    case "Dependency": return "The job waits for another job to end."
    case "BeginTime": return "The job waits for the time it may start at."
    case "JobArrayTaskLimit": return "The job waits until fewer jobs of its array run."
    case "Licenses": return "The job waits for a licence that others use."
    case "Reservation": return "The job waits for its reservation to begin."
    case _ where plainReason.hasPrefix("Nodes_required_for_job_are_DOWN") || plainReason.hasPrefix("ReqNodeNotAvail"):
      return "The job waits because its nodes are down or reserved. If that lasts, ask your administrator."
    case _ where plainReason.contains("Limit"):
      return "The job waits because you have reached a limit of the cluster (\(reason)); it starts when other jobs end."
    default: return "The job waits; SLURM calls the reason \(reason.replacing("_", with: " "))."
    }
  }

  private var failure: String {
    let parts = exit.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return "The job failed." }
    switch (parts[0], parts[1]) {
    case (0, 53):
      return "The job couldn't start: a folder of its output, input or start isn't there. Make it, and submit again."
    case _ where started == nil: return "The job couldn't be started; submit it again."
    case (127, _): return "The job failed with exit code 127: a command wasn't found. The end of the output says which."
    case (2, _) where started != nil && reason == "NonZeroExitCode":
      return "The job failed with exit code 2. The end of the output usually says why."
    case (0, 9):
      return
        "The job's script was killed, perhaps because it used more memory than it asked for. The output may say why."
    case (0, let signal) where signal > 0: return "The job's script was ended by signal \(signal)."
    case (let code, _): return "The job failed with exit code \(code). The end of the output usually says why."
    }
  }
}
