import ArgumentParser
import Glibc

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
    subcommands: [Open.self, Run.self, Scale.self, Replay.self, Export.self, LessonCommand.self, Doctor.self],
    defaultSubcommand: Open.self)

  /// Parses the command line, runs the command and ends the program. Every command ends here, whatever its end is.
  static func begin() -> Never {
    // If the reader of a pipe goes away, writing fails with an error instead of ending the program in the middle.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
      Glibc.exit(0)
    } catch let refusal as Refusal {
      say(refusal.sentence)
      Glibc.exit(refusal.code)
    } catch let end as QuietEnd {
      Glibc.exit(end.code)
    } catch {
      // Wrong arguments: ArgumentParser prints what is right and exits with 64.
      exit(withError: error)
    }
  }
}
