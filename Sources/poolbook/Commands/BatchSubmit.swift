import ArgumentParser
import BatchJob
import Glibc
import Posix
import Text

/// `poolbook batch submit`: gives a job to SLURM or to the stand-in.
struct BatchSubmit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Submit a batch job and print its id.",
    usage: "poolbook batch submit [--folder DIR] [--runner slurm|builtin] [-- WORDS]",
    discussion: """
      Without words, it submits pool_example.sb from your folder. Words after -- are sbatch's own: options, a file and its \
      arguments, read from the current directory. Standard error and the exit code are those of sbatch.
      """)

  @Option(help: "The folder with pool_example.sb (default: ./sharing-work).")
  var folder: String?

  @Option(help: "Who runs the job: slurm or builtin (default: slurm where there is a cluster).")
  var runner: Runner?

  @Argument(parsing: .postTerminator, help: "Words for sbatch.")
  var words: [String] = []

  func run() throws {
    let queue = try Queues.queue(runner)
    if runner == nil, queue.runner == "builtin" {
      say("there is no SLURM here, so the stand-in on this machine runs the job; it is not SLURM.")
    }
    let outcome = try submit(to: queue)
    if !outcome.errors.isEmpty {
      try? writeAll(visible(outcome.errors, ascii: StandardOutput.isASCII), to: STDERR_FILENO)
    }
    if !outcome.output.isEmpty {
      try StandardOutput.write(visible(outcome.output, ascii: StandardOutput.isASCII))
    }
    if let id = outcome.id {
      Queues.remember(queue.runner, id)
      if !outcome.isQuiet { try StandardOutput.print([id]) }
      if outcome.waits {
        throw QuietEnd(code: try Queues.call { () throws(BatchError) in try queue.wait(for: id) })
      }
    }
    if outcome.code != 0 { throw QuietEnd(code: outcome.code) }
  }

  private func submit(to queue: any BatchQueue) throws -> SubmissionOutcome {
    let here = try absolutePath("")
    if !words.isEmpty || CommandLineWords.endWithTerminator {
      return try Queues.call { () throws(BatchError) in try queue.submit(words, in: here) }
    }
    let name = folder ?? "sharing-work"
    let place = try absolutePath(name)
    guard access("\(place)/pool_example.sb", R_OK) == 0 else {
      throw Refusal(
        "There is no pool_example.sb in \(visible(name, onOneLine: true)); write it in the workbook, or name a folder with "
          + "--folder.")
    }
    return try Queues.call { () throws(BatchError) in try queue.submit(["pool_example.sb"], in: place) }
  }
}

/// The words of the command line, where the parser doesn't tell them apart.
private enum CommandLineWords {
  /// Whether `--` is the last word: then sbatch gets no word at all, and reads its script from standard input.
  static var endWithTerminator: Bool { programArguments().last == "--" }
}
