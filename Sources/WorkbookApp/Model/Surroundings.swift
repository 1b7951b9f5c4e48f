public import Experiments

/// What the workbook has to know of its surroundings when it opens; it doesn't change afterwards.
public struct Surroundings: Sendable, Equatable {
  /// The machine that runs are made on.
  public var machine: Machine
  /// Why nothing can be saved, as a sentence that says who uses the folder; `nil` if it can.
  public var readOnly: String?
  /// Notices to show at the start, one sentence each.
  public var notices: [String]
  /// The command of the student's own editor; `nil` if none is set.
  public var hasEditor: String?
  /// Whether the terminal can show only ASCII.
  public var ascii: Bool
  /// The folder that everything is saved in, as the student would write it.
  public var folder: String
  /// Seconds east of UTC, for the times of day that are shown.
  public var secondsFromUTC: Int

  /// Makes surroundings; the defaults are the simplest case.
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
