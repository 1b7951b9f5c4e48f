package import WorkerPool

extension ExperimentTask {
  /// Every task that a pool of this program can do.
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

  /// The task of this name in a recorded run or on the command line, which can also be a program with a pool of its own.
  package static func recorded(_ name: String) -> ExperimentTask? {
    named(name) ?? (name == python.name ? python : nil)
  }
}

/// The tasks as workers know them, for those who map them without an experiment around.
package enum StandardTask {}

/// What a worker of this program can do.
package let standardTasks = TaskRegistry(ExperimentTask.all.compactMap(\.work))
