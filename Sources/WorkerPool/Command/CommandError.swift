import Glibc
import Posix

/// Why a program that does a worker's items gave no answer to one: a `code` to decide by, and a sentence for people.
public struct CommandError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong, in one of the ways this version knows.
  enum Reason: Equatable {
    /// `script` is what is wrong with the first line of a script.
    case notStarted(program: String, code: Int32, script: String?)
    /// `partial` is the part of an answer that it had written.
    case ended(program: String, end: WorkerEnd, partial: String, script: String?)
    case closedOutput(program: String)
    /// `extra` is the beginning of what it wrote beyond the first line.
    case manyLines(program: String, extra: String)
    case tooLong(program: String, limit: Int)
    /// `shown` is the beginning of the answer.
    case notText(program: String, shown: String)
    case notOneLine
    case system(SystemError)
  }

  let reason: Reason

  init(_ reason: Reason) { self.reason = reason }

  /// How the program ended; `nil` unless the code is `ended`.
  public var end: WorkerEnd? { if case .ended(_, let end, _, _) = reason { end } else { nil } }

  /// One clause that says what happened, and what to do about it.
  public var description: String {
    switch reason {
    case .notStarted(let program, _, let script?): "\(shortened(program)) could not be started: \(script)"
    case .notStarted(let program, let code, nil):
      "\(shortened(program)) could not be started: \(systemMessage(code)); \(CommandError.fix(program, code))"
    case .ended(let program, let end, let partial, let script):
      "\(shortened(program)) \(CommandError.words(end)) before it answered"
        + (partial.isEmpty ? "" : ", in the middle of the line “\(partial)”")
        + (script.map { ": \($0)" } ?? CommandError.fix(end))
    case .closedOutput(let program):
      "\(shortened(program)) closed its standard output before it answered: it must write each item's answer there"
    case .manyLines(let program, let extra):
      "\(shortened(program)) wrote more than one line for an item, and the next begins “\(extra)”: write one line for "
        + "each item, and everything else to standard error"
    case .tooLong(let program, let limit):
      "a line to or from \(shortened(program)) is longer than \(limit) bytes: put large data in files, and send their names"
    case .notText(let program, let shown):
      "\(shortened(program)) answered “\(shown)”, which is not UTF-8: write text"
    case .notOneLine: "an item of a program must be one line of text"
    case .system(let error): "\(error)\(PoolError.fix(error.code))"
    }
  }

  private static func words(_ end: WorkerEnd) -> String {
    switch end {
    case .exited(let code): "exited with code \(code)"
    case .signalled(let signal): "was killed by \(signalName(signal))"
    case .lost: "was lost"
    }
  }

  private static func fix(_ end: WorkerEnd) -> String {
    switch end {
    case .exited(0): "; it must read lines and answer them until its input ends"
    case .exited: "; run it by hand with the item's line as input to see why"
    case .signalled(SIGKILL): "; check the memory it needs"
    case .signalled, .lost: ""
    }
  }

  private static func fix(_ program: String, _ code: Int32) -> String {
    switch code {
    case ENOENT where program.contains("/"):
      "a name with a slash is looked up from the directory in which the pool was started"
    case ENOENT: "install it, or write its name as the shell's PATH finds it"
    case EACCES: "make it executable with chmod +x, or name the program that runs it, such as python3"
    case ENOEXEC: "begin it with a line such as #!/usr/bin/env python3, or name the program that runs it"
    case EAGAIN, ENOMEM: "use fewer workers"
    default: "check the command"
    }
  }
}

extension CommandError {
  /// What kind of error it is. Later versions may have more codes, so always handle those you don't know.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the code.
    public let description: String

    /// The program could not be started.
    public static let notStarted = Code(description: "notStarted")
    /// It ended before it answered.
    public static let ended = Code(description: "ended")
    /// It closed its standard output and continued to run.
    public static let closedOutput = Code(description: "closedOutput")
    /// It wrote more than one line for an item.
    public static let manyLines = Code(description: "manyLines")
    /// A line is longer than lines may be.
    public static let tooLong = Code(description: "tooLong")
    /// Its answer is not UTF-8.
    public static let notText = Code(description: "notText")
    /// The item itself has more than one line.
    public static let notOneLine = Code(description: "notOneLine")
    /// A system call failed.
    public static let system = Code(description: "system")
  }

  /// What kind of error it is.
  public var code: Code {
    switch reason {
    case .notStarted: .notStarted
    case .ended: .ended
    case .closedOutput: .closedOutput
    case .manyLines: .manyLines
    case .tooLong: .tooLong
    case .notText: .notText
    case .notOneLine: .notOneLine
    case .system: .system
    }
  }
}

/// The beginning of a text that may be long, for a sentence.
func shortened(_ text: some StringProtocol) -> String {
  text.unicodeScalars.count > 80 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) + "…" : String(text)
}
