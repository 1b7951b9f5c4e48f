package import BatchJob
package import Canvas
package import Experiments
package import Session

/// Something that the workbook asks the program to do.
package enum Effect: Sendable, Equatable {
  /// Make this run and report it under this token.
  case startRun(token: Int, RunRequest)
  /// Read what other programs have changed in the files of these questions, and report it under this token.
  case readFiles(token: Int, [String])
  /// Watch the file of this question, or stop watching it.
  case watch(question: String, Bool)
  /// Stop the run of this token and its workers.
  case stopRun(token: Int)
  /// Kill this worker, counted from 0, of the run of this token; the run continues.
  case killWorker(token: Int, worker: Int)
  /// Submit this batch job once everything is saved, follow it, and report what is new.
  case submitJob(JobRequest)
  /// End this batch job, or stop looking for it.
  case cancelJob(SubmittedJob)
  /// Write this to the disk and report the outcome.
  case save(SaveRequest)
  /// Open the student's own editor with this text and report the edited text.
  case openEditor(question: String, text: String, fileName: String)
  /// Read the events of this recorded run.
  case loadEvents(run: String)
  /// Look what is at these paths, seen from the student's folder.
  case lookUp(paths: [String])
  /// List the files to hand in, after everything that is to be saved.
  case listFiles
  /// Pack the file to upload, after everything that is to be saved.
  case packHandIn
  /// Run Git.
  case stage(Staging)
  /// Write the screen to the student's folder, as an SVG picture with this title and as text, with a recording of the replay
  /// that it shows, and report where it is.
  case keepPicture(Canvas, title: String, replay: ReplayScreen?)
  /// Give the terminal to the shell until the student comes back.
  case suspend
  /// Draw the whole screen again: something else wrote to the terminal.
  case redraw
  /// End the program.
  case quit
}

extension Effect {
  /// Whether another program gets the keys: the student's editor, or the shell.
  var leavesScreen: Bool {
    switch self {
    case .openEditor, .suspend, .quit: true
    case .startRun, .readFiles, .watch, .stopRun, .killWorker, .submitJob, .cancelJob, .save, .loadEvents, .lookUp,
      .listFiles,
      .packHandIn, .stage, .keepPicture, .redraw:
      false
    }
  }
}
