package import Experiments
package import Session

/// What the plain workbook says to a line or an event, and what it wants done then.
package struct PlainReply: Sendable, Equatable {
  /// Lines to print.
  package var lines: [String] = []
  /// What to do after they are printed, in this order.
  package var effects: [PlainEffect] = []
}

/// Something the plain workbook wants done outside.
package enum PlainEffect: Sendable, Equatable {
  /// Make this run and report its events and its end.
  case startRun(RunRequest)
  /// Stop the run.
  case stopRun
  /// Kill a worker of the run, counted from 0.
  case killWorker(Int)
  /// Write this to the disk and report the outcome.
  case save(SaveRequest)
  /// Open the student's own editor with this text, and report the text it leaves.
  case openEditor(text: String, fileName: String)
  /// End the program.
  case quit
}

/// The place the plain workbook opens in.
package struct PlainSurroundings: Sendable {
  /// The machine's name.
  package var host: String
  /// Cores this process may use.
  package var usableCores: Int
  /// The folder everything is saved in.
  package var folder: String
  /// Whether someone types at a terminal: then workers can be killed during a run, and an editor can open.
  package var isInteractive: Bool
  /// What the student should know at once, a sentence each.
  package var notices: [String]
  /// Writes a time, in seconds since 1970, on the student's own clock.
  package var localTime: @Sendable (Double) -> String

  /// Makes surroundings.
  package init(
    host: String = "", usableCores: Int, folder: String, isInteractive: Bool = false, notices: [String] = [],
    localTime: @escaping @Sendable (Double) -> String
  ) {
    self.host = host
    self.usableCores = usableCores
    self.folder = folder
    self.isInteractive = isInteractive
    self.notices = notices
    self.localTime = localTime
  }
}
