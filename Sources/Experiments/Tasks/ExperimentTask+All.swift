package import WorkerPool

extension ExperimentTask {
  /// Every task.
  package static let all: [ExperimentTask] = [
    .processInfo,
    .quarterCircle,
    .primes,
    .divisors,
    .mandelbrot,
    .sleep,
    .command,
  ]

  /// The task of this name.
  package static func named(_ name: String) -> ExperimentTask? { all.first { $0.name == name } }
}

/// The tasks as workers know them, for those who map them without an experiment around.
package enum StandardTask {}

/// What a worker of this program can do.
package let standardTasks = TaskRegistry(ExperimentTask.all.map(\.work))
