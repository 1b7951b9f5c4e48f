package import AnswerBook
package import BatchJob
package import Experiments
package import Session

/// The reply of the plain workbook to a line or an event.
package struct PlainReply: Sendable, Equatable {
  /// Lines to print.
  package var lines: [String] = []
  /// What to do after printing them, in this order.
  package var effects: [PlainEffect] = []
}

/// Something that the plain workbook asks the program to do.
package enum PlainEffect: Sendable, Equatable {
  /// Make this run and report its events and its end.
  case startRun(RunRequest)
  /// Stop the run.
  case stopRun
  /// Kill a worker of the run, counted from 0.
  case killWorker(Int)
  /// Submit this batch job, and report what is new.
  case submitJob(JobRequest)
  /// Report what is new about this batch job.
  case followJob(SubmittedJob)
  /// End this batch job, or stop looking for it.
  case cancelJob(SubmittedJob)
  /// Write this to the disk and report the outcome.
  case save(SaveRequest)
  /// Open the student's own editor with this text, and report the edited text.
  case openEditor(text: String, fileName: String)
  /// Pack the file to upload, after everything was saved.
  case packHandIn
  /// Run Git.
  case stage(Staging)
  /// End the program.
  case quit
}

/// What the plain workbook needs to know about the machine, the terminal and the folder.
package struct PlainSurroundings: Sendable {
  /// The machine's name.
  package var host: String
  /// Cores this process may use.
  package var usableCores: Int
  /// The folder that everything is saved in.
  package var folder: String
  /// Whether the input and the output are a terminal. Only then workers can be killed during a run, and an editor can open.
  package var isInteractive: Bool
  /// Notices to show at the start, one sentence each.
  package var notices: [String]
  /// Whether this machine evidently belongs to a SLURM cluster.
  package var hasSLURM: Bool
  /// Looks what is at paths, seen from the student's folder.
  package var lookUp: @Sendable (Set<String>) -> [String: PathFacts]
  /// Lists the files to hand in that are in the student's folder; `nil` if that fails.
  package var filesToHandIn: @Sendable () -> [String]?
  /// What the journal and the digests show about the folder, a sentence each.
  package var evidence: @Sendable () -> [String]
  /// Reads what another program has changed in the file of a question's answer; `nil` if it is as it was.
  package var fileEdit: @Sendable (String) -> OutsideEdit?
  /// Formats a time in seconds since 1970 as the student's local time.
  package var localTime: @Sendable (Double) -> String

  /// Makes surroundings.
  package init(
    host: String = "", usableCores: Int, folder: String, isInteractive: Bool = false, notices: [String] = [],
    hasSLURM: Bool = false, lookUp: @escaping @Sendable (Set<String>) -> [String: PathFacts] = { _ in [:] },
    filesToHandIn: @escaping @Sendable () -> [String]? = { [] },
    evidence: @escaping @Sendable () -> [String] = { [] },
    fileEdit: @escaping @Sendable (String) -> OutsideEdit? = { _ in nil },
    localTime: @escaping @Sendable (Double) -> String
  ) {
    self.host = host
    self.usableCores = usableCores
    self.folder = folder
    self.isInteractive = isInteractive
    self.notices = notices
    self.hasSLURM = hasSLURM
    self.lookUp = lookUp
    self.filesToHandIn = filesToHandIn
    self.evidence = evidence
    self.fileEdit = fileEdit
    self.localTime = localTime
  }
}
