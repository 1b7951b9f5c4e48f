import Glibc
import PoolFixtureTasks
import WorkerPool

/// What can go wrong with a worker or with what a pool is given.
enum Fault: String, CaseIterable {
  /// One worker, several, or all of them are killed at a random moment.
  case killOne = "kill-one"
  case killSeveral = "kill-several"
  case killAll = "kill-all"
  /// A worker is stopped at an item and never goes on; items have a time limit.
  case stop
  /// A worker is stopped at a random moment and never goes on; items have no limit.
  case freeze
  /// A worker ends by itself, with code 0.
  case exit
  /// A worker sends what is no message, half of one, or one said to be 4 GB long.
  case garbage
  case half
  case huge
  /// A worker closes its pipe and stays.
  case mute
  /// A worker dies and leaves a process that holds its pipe open.
  case grandchild
  /// No descriptor is left when a worker has to be replaced.
  case descriptors
  /// No process may be made when a worker has to be replaced.
  case processes
  /// An item wants more memory than its worker may have.
  case memory
  /// Whoever takes the results sleeps.
  case sleeper

  /// Once before the first round.
  func prepare() {
    // The limit on processes is not for root.
    if self == .processes, getuid() == 0 { setuid(65_534) }
  }

  /// One round.
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

  /// Whether this error is what the fault must come to.
  func explains(_ error: PoolError) -> Bool {
    switch (self, error) {
    // The same item was with two workers that were killed.
    case (.killSeveral, .itemFailed(let failure)), (.killOne, .itemFailed(let failure)):
      if case .killedWorkers = failure.reason { true } else { false }
    // It was stopped before it could say that it was ready, and had no item.
    case (.freeze, .workerDidNotStart): true
    case (.descriptors, .system(_, EMFILE)), (.descriptors, .cannotStart(_, _, EMFILE)): true
    case (.processes, .cannotStart(_, _, EAGAIN)): true
    default: false
    }
  }
}
