import ArgumentParser

/// `poolbook batch`: the lesson's batch job, from the script to the output.
struct Batch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check, submit and watch a batch job.",
    subcommands: [BatchScriptCommand.self])
}
