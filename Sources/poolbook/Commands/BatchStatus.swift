import ArgumentParser
import BatchJob
import Glibc
import Posix
import Text

/// `poolbook batch status`: what has become of a job.
struct BatchStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the state of a job.",
    discussion: "Times in the JSON object are seconds since 1970. An array of jobs is an array of objects.")

  @OptionGroup var options: JobOptions

  @Flag(help: "Print one JSON object and nothing else.")
  var json = false

  func run() throws {
    let (_, _, jobs) = try options.status()
    if json {
      if jobs.count == 1, let job = jobs.first { try StandardOutput.json(job) } else { try StandardOutput.json(jobs) }
    } else {
      try StandardOutput.print(jobs.map { "\($0.id)  \($0.name)  \($0.state)  \($0.sentence)" })
    }
  }
}

/// `poolbook batch output`: what a job has printed.
struct BatchOutput: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "output", abstract: "Print what a job has printed.")

  @OptionGroup var options: JobOptions

  func run() throws {
    let (_, _, jobs) = try options.status()
    for job in jobs {
      if let missing = job.missingOutput { throw Refusal(missing) }
      guard let path = job.output else { throw Refusal("The file with the output of job \(job.id) isn't known.") }
      let shown = visible(path, onOneLine: true)
      if path == "/dev/null" { continue }
      let bytes: [UInt8]
      do throws(FileError) { bytes = try readFile(path, limit: 1 << 30) } catch {
        throw Refusal("The output of job \(job.id) can't be read (\(shown): \(error.reason)). \(job.sentence)")
      }
      try StandardOutput.write(visible(String(decoding: bytes, as: UTF8.self), ascii: StandardOutput.isASCII))
    }
  }
}

/// `poolbook batch cancel`: ends a job.
struct BatchCancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End a job, or take it out of the queue.")

  @OptionGroup var options: JobOptions

  func run() throws {
    let (queue, id) = try options.find()
    try Queues.call { () throws(BatchError) in try queue.cancel(id) }
  }
}

/// `poolbook batch wait`: waits for the end of a job.
struct BatchWait: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait for the end of a job; the exit code is the job's.")

  @OptionGroup var options: JobOptions

  func run() throws {
    let (queue, id, _) = try options.status()
    let code = try Queues.call { () throws(BatchError) in try queue.wait(for: id) }
    if code != 0 { throw QuietEnd(code: code) }
  }
}
