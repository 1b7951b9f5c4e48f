import Glibc

/// Why a program that does a worker's items gave no answer to one.
public enum CommandError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It could not be started; the system's error number.
  case notStarted(program: String, code: Int32)
  /// It ended before it had answered; what it had written of an answer.
  case ended(program: String, end: WorkerEnd, partial: String)
  /// It closed its standard output and went on.
  case closedOutput(program: String)
  /// It wrote more than one line for an item; the beginning of what was too much.
  case manyLines(program: String, extra: String)
  /// A line is longer than lines may be.
  case tooLong(program: String, limit: Int)
  /// Its answer is not UTF-8; the beginning of it.
  case notText(program: String, shown: String)
  /// The item itself has more than one line.
  case notOneLine
  /// A pipe or a process of ours failed.
  case system(call: String, code: Int32)

  /// One clause that says what happened, and the mend.
  public var description: String {
    switch self {
    case .notStarted(let program, let code):
      "\(shortened(program)) could not be started: \(errorText(code)); \(CommandError.mend(program, code))"
    case .ended(let program, let end, let partial):
      "\(shortened(program)) \(CommandError.words(end)) before it had answered"
        + (partial.isEmpty ? "" : ", in the middle of the line “\(partial)”") + CommandError.mend(end)
    case .closedOutput(let program):
      "\(shortened(program)) closed its standard output before it had answered: each item's answer is a line written there"
    case .manyLines(let program, let extra):
      "\(shortened(program)) wrote more than one line for an item, and the next begins “\(extra)”: write one line for "
        + "each, and everything else to standard error"
    case .tooLong(let program, let limit):
      "a line to or from \(shortened(program)) is longer than \(limit) bytes: let large data travel in files, and send their names"
    case .notText(let program, let shown):
      "\(shortened(program)) answered “\(shown)”, which is not UTF-8: write text"
    case .notOneLine: "an item of a program has to be one line of text"
    case .system(let call, let code): "\(call) failed, \(errorText(code))\(PoolError.mend(code))"
    }
  }

  private static func words(_ end: WorkerEnd) -> String {
    switch end {
    case .exited(let code): "ended by itself with code \(code)"
    case .signalled(let signal): "was ended by \(signalName(signal))"
    }
  }

  private static func mend(_ end: WorkerEnd) -> String {
    switch end {
    case .exited(0): "; it has to read lines and answer them until its input ends"
    case .exited: "; give it the item's line by hand to see why"
    case .signalled(SIGKILL): "; look at the memory it needs"
    case .signalled: ""
    }
  }

  private static func mend(_ program: String, _ code: Int32) -> String {
    switch code {
    case ENOENT where program.contains("/"):
      "a name with a slash is looked up from the directory that the pool was started in"
    case ENOENT: "install it, or write its name as the shell's PATH finds it"
    case EACCES: "make it executable with chmod +x, or name what runs it, such as python3"
    case ENOEXEC: "put a line such as #!/usr/bin/env python3 at its top, or name what runs it"
    case EAGAIN, ENOMEM: "use fewer workers"
    default: "check the command"
    }
  }
}

/// The beginning of a text that may be long, for a sentence.
func shortened(_ text: some StringProtocol) -> String {
  text.unicodeScalars.count > 80 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) + "…" : String(text)
}
