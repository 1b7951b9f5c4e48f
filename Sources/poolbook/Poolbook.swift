import ArgumentParser
import Glibc

/// The command line: each command is a file in `Commands/`.
struct Poolbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poolbook",
    abstract: "A workbook about sharing work between processors.",
    subcommands: [Open.self, Run.self, Scale.self, Replay.self, Export.self, LessonCommand.self, Doctor.self],
    defaultSubcommand: Open.self)

  /// Parses the command line, runs the command and ends the program: a refusal with its sentence and its code, wrong
  /// words as ArgumentParser does it (64).
  static func begin() -> Never {
    do {
      var command = try parseAsRoot()
      try command.run()
      Glibc.exit(0)
    } catch let refusal as Refusal {
      say(refusal.sentence)
      Glibc.exit(refusal.code)
    } catch {
      exit(withError: error)
    }
  }
}
