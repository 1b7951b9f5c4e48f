package import Experiments

/// What the workbook needs to know about the machine, the terminal and the folder. It doesn't change later.
package struct Surroundings: Sendable, Equatable {
  /// The machine that runs are made on.
  package var machine: Machine
  /// Why nothing can be saved, as a sentence that says who uses the folder; `nil` if it can.
  package var readOnly: String?
  /// Notices to show at the start, one sentence each.
  package var notices: [String]
  /// The command of the student's own editor; `nil` if none is set.
  package var editorCommand: String?
  /// Whether the terminal can show only ASCII.
  package var ascii: Bool
  /// The folder that everything is saved in, as the student would write it.
  package var folder: String
  /// Seconds east of UTC, for the times of day that are shown.
  package var secondsFromUTC: Int
  /// Whether this machine evidently belongs to a SLURM cluster.
  package var hasSLURM: Bool
  /// Whether the lesson is part of the program; otherwise it comes from a file, which anybody may have written.
  package var isBuiltIn: Bool

  /// Makes surroundings; the defaults are the simplest case.
  package init(
    machine: Machine, readOnly: String? = nil, notices: [String] = [], editorCommand: String? = nil,
    ascii: Bool = false,
    folder: String = "", secondsFromUTC: Int = 0, hasSLURM: Bool = false,
    isBuiltIn: Bool = true
  ) {
    self.machine = machine
    self.readOnly = readOnly
    self.notices = notices
    self.editorCommand = editorCommand
    self.ascii = ascii
    self.folder = folder
    self.secondsFromUTC = secondsFromUTC
    self.hasSLURM = hasSLURM
    self.isBuiltIn = isBuiltIn
  }
}
