/// What a run of the task `python` needs besides its knobs: which file it runs, and what is checked.
package struct CellWork: Sendable, Equatable {
  /// The file's name in the student's folder, or its path.
  package var file: String
  /// Whether the number of processes is the program's first argument: `sys.argv[1]`.
  package var passesProcesses: Bool
  /// Seconds that one run may take; `nil` for the usual limit.
  package var time: Double?
  /// Bytes of memory that it may use; `nil` for the usual limit.
  package var memory: Int?
  /// What is checked after the first run.
  package var checks: [CellCheck]
  /// What is written to the file first, if there is no such file; `nil` if it has to be there.
  package var given: String?

  /// Seconds that a run may take if the lesson doesn't say.
  package static let usualTime = 60.0

  /// Describes a run.
  package init(
    file: String, passesProcesses: Bool = false, time: Double? = nil, memory: Int? = nil, checks: [CellCheck] = [],
    given: String? = nil
  ) {
    self.file = file
    self.passesProcesses = passesProcesses
    self.time = time
    self.memory = memory
    self.checks = checks
    self.given = given
  }
}
