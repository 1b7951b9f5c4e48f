import Glibc
import PoolFixtureTasks
import WorkerPool

/// What can go wrong with a worker, or with the resources and the consumer of a pool.
enum Fault: String, CaseIterable {
  /// One worker, several, or all of them are killed at a random moment.
  case killOne = "kill-one"
  case killSeveral = "kill-several"
  case killAll = "kill-all"
  /// A worker is stopped by a signal at an item and never continues; items have a time limit.
  case stop
  /// A worker is stopped by a signal at a random moment and never continues; items have no limit.
  case freeze
  /// A worker exits with code 0.
  case exit
  /// A worker sends garbage, half a message, or one that claims to be 4 GB long.
  case garbage
  case half
  case huge
  /// A worker closes its pipe and lives on.
  case mute
  /// A worker dies and leaves a process that holds its pipe open.
  case grandchild
  /// No descriptor is left when a worker has to be replaced.
  case descriptors
  /// No process may be started when a worker has to be replaced.
  case processes
  /// An item wants more memory than its worker may have.
  case memory
  /// The consumer of the results sleeps.
  case sleeper

  /// Prepares the process before the first round.
  func prepare() {
    // The limit on processes doesn't apply to root.
    if self == .processes, getuid() == 0 { setuid(65_534) }
  }

  /// Does one round.
  func strike(_ round: Campaign) async throws -> Campaign.Outcome {
    switch self {
    case .killOne: try await round.kill(1, of: 4)
    case .killSeveral: try await round.kill(2 + round.random(9, below: 2), of: 4)
    case .killAll: try await round.kill(4, of: 4)
    case .stop: try await round.sabotage(6)
    case .freeze: try await round.kill(1, of: 4, by: SIGSTOP)
    case .exit: try await round.end(by: FixtureTasks.leaveIfNegative)
    case .garbage: try await round.sabotage(1)
    case .half: try await round.sabotage(2)
    case .huge: try await round.sabotage(3)
    case .mute: try await round.sabotage(4)
    case .grandchild: try await round.sabotage(5)
    case .descriptors: try await round.exhaust(.init(7))
    case .processes: try await round.exhaust(.init(6))
    case .memory: try await round.end(by: FixtureTasks.hogIfNegative)
    case .sleeper: try await round.sleepOverResults()
    }
  }

  /// True if this is the error that the fault must cause.
  func explains(_ error: PoolError) -> Bool {
    switch (self, error.code) {
    // Two workers were killed while they had the same item.
    case (.killSeveral, .itemFailed), (.killOne, .itemFailed): error.itemFailure?.reason.workerEnd != nil
    // It was stopped before it was ready, and had no item.
    case (.freeze, .workerDidNotStart): true
    case (.descriptors, .system), (.descriptors, .cannotStart): error.systemError == EMFILE
    case (.processes, .cannotStart): error.systemError == EAGAIN
    default: false
    }
  }
}
