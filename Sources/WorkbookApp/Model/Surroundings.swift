public import Experiments

/// What the workbook is told of the place it opens in, and never changes by itself.
public struct Surroundings: Sendable, Equatable {
  /// The machine that runs are made on.
  public var machine: Machine
  /// Why nothing can be recorded, as a sentence that says who has the folder; nothing where it can.
  public var readOnly: String?
  /// What the student should know at once: one sentence each.
  public var notices: [String]
  /// The student's own editor by name; nothing where none is set.
  public var hasEditor: String?
  /// Whether the terminal can show only ASCII.
  public var ascii: Bool
  /// The folder everything is kept in, as the student would write it.
  public var folder: String
  /// Seconds east of UTC, for the times of day that are shown.
  public var secondsFromUTC: Int

  /// Makes surroundings; what is left out is the plainest case.
  public init(
    machine: Machine, readOnly: String? = nil, notices: [String] = [], hasEditor: String? = nil, ascii: Bool = false,
    folder: String = "", secondsFromUTC: Int = 0
  ) {
    self.machine = machine
    self.readOnly = readOnly
    self.notices = notices
    self.hasEditor = hasEditor
    self.ascii = ascii
    self.folder = folder
    self.secondsFromUTC = secondsFromUTC
  }
}
