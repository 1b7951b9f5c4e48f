/// The commands that a queue is asked with, so that a student learns them and an administrator can judge them.
package enum QueueCommands {
  /// How a job is submitted.
  package static func submit(_ script: String, mark: String, runner: String) -> String {
    runner == "builtin" ? "poolbook batch submit -- \(script)" : "sbatch --parsable --comment=\(mark) \(script)"
  }

  /// How a job is asked about.
  package static func status(_ id: String, runner: String) -> String {
    runner == "builtin" ? "poolbook batch status \(id)" : "scontrol -o show job \(id)"
  }

  /// How a job is ended.
  package static func cancel(_ id: String, runner: String) -> String {
    runner == "builtin" ? "poolbook batch cancel \(id)" : "scancel \(id)"
  }

  /// How a job is looked for whose id isn't known.
  package static let find = "squeue -h -t all --me -o '%F|%k'"
}
