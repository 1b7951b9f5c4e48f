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
      guard let path = job.output else { throw Refusal("The file with the output of job \(job.id) isn't known.") }
      let shown = visible(path, onOneLine: true)
      if path == "/dev/null" { continue }
      let bytes: [UInt8]
      do throws(FileError) { bytes = try readFile(path, limit: 1 << 30) } catch {
        throw Refusal(
          job.started == nil
            ? "Job \(job.id) has no output yet: \(job.sentence)"
            : "The output of job \(job.id) can't be read (\(shown): \(error.reason)). \(job.sentence)")
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
    let code = try Self.wait(for: id, in: queue)
    if code != 0 { throw QuietEnd(code: code) }
  }

  /// Waits, and returns the job's exit code; the first one that isn't 0 if it is an array.
  static func wait(for id: String, in queue: any BatchQueue) throws(Refusal) -> Int32 {
    var pause = queue.runner == "slurm" ? 2.0 : 0.05
    while true {
      let jobs = try Queues.call { () throws(BatchError) in try queue.status(id) }
      if jobs.isEmpty { throw Refusal("\(queue.runner) has forgotten job \(id), so how it ended isn't known.") }
      if jobs.allSatisfy(\.isOver) { return jobs.map(\.exitCode).first { $0 != 0 } ?? 0 }
      if let stuck = jobs.first(where: \.isStuck) {
        throw Refusal("Job \(stuck.id) never ends as it is: \(stuck.sentence)")
      }
      sleepFor(seconds: pause)
      pause = min(pause * 1.3, queue.runner == "slurm" ? 30 : 0.5)
    }
  }
}
