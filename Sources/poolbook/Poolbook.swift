import ArgumentParser

/// The command line: each command is a file in `Commands/`.
struct Poolbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poolbook",
    abstract: "A workbook about sharing work between processors.",
    subcommands: [Open.self],
    defaultSubcommand: Open.self)
}
