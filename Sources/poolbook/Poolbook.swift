import ArgumentParser
import Experiments
import Glibc
import Posix

/// The command line. Each command is a file in `Commands/`.
struct Poolbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poolbook",
    abstract: "A workbook about sharing work between processors.",
    usage: """
      poolbook [LESSON] [--folder DIR] [--at ID] [--plain]
      poolbook <subcommand>
      """,
    discussion: "Without a subcommand, it opens the workbook with the built-in lesson, or with the lesson you name.",
    version: "poolbook \(programVersion)",
    subcommands: [
      Open.self, Present.self, Run.self, Scale.self, Compare.self, Replay.self, Check.self, Export.self,
      HandInCommand.self, Recover.self, Collect.self, Grade.self,
      LessonCommand.self, Batch.self, Doctor.self,
    ],
    defaultSubcommand: Open.self)

  /// Parses the command line, runs the command and ends the program. Every command ends here, whatever its end is.
  static func begin() -> Never {
    ignoreSignalsOfWriting()
    do {
      // Curses needs more than 64 KiB when it looks for the terminal's description.
      guard raiseStackLimit(to: 8 << 20) >= 128 << 10 else {
        throw Refusal("The limit of the stack is too small; raise it with `ulimit -s 8192`.")
      }
      guard hasRoom(forBytes: 16 << 20) else {
        throw Refusal("The limit of memory is too small; raise it with `ulimit -v 200000`.")
      }
      var command = try parseAsRoot(programArguments())
      try command.run()
      Glibc.exit(0)
    } catch {
      Glibc.exit(code(after: error))
    }
  }

  /// Says why the program ends, and returns its exit code.
  private static func code(after error: any Error) -> Int32 {
    switch error {
    case let refusal as Refusal:
      say(refusal.sentence)
      return refusal.code
    case let end as QuietEnd: return end.code
    default: break
    }
    // The help, or wrong arguments, for which the exit code is 64. ArgumentParser would print the text unchecked.
    let (text, code) = (fullMessage(for: error), exitCode(for: error))
    guard code.isSuccess else {
      complain(text)
      return code.rawValue
    }
    do { try StandardOutput.print([text]) } catch { return Self.code(after: error) }
    return 0
  }
}
