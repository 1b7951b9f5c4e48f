public import Experiments

/// Something the workbook wants done by whoever runs it.
public enum Effect: Sendable, Equatable {
  /// Make these runs one after another and tell of them under this token.
  case startRun(token: Int, [RunRequest])
  /// End the run of this token, workers and all.
  case stopRun(token: Int)
  /// Kill this worker, counted from 0, of the run of this token, and leave the run itself alone.
  case killWorker(token: Int, worker: Int)
  /// Write the record now rather than at the next pause.
  case saveNow
  /// Keep this run beside the answers.
  case saveRun(RecordedRun)
  /// Open the student's own editor with this text and tell what it was left with.
  case openEditor(question: String, text: String, fileName: String)
  /// Read the events of this recorded run.
  case loadEvents(run: String)
  /// Give the terminal to the shell until the student comes back.
  case suspend
  /// Draw everything afresh: something else wrote to the terminal.
  case redraw
  /// End the program.
  case quit
}
