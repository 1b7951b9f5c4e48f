import ArgumentParser
import Experiments
import Posix
import Text

/// The log of a run's items, and how a run goes on where another has stopped.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "For the task command: write a line for each item to this file as soon as it has ended.",
      discussion: "Tab-separated, as GNU parallel's --joblog: Seq, Start, Duration, Worker, Exit, Item.",
      valueName: "file"))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "For the task command: do only the items that this log doesn't have, and add them to it.", valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "For the task command: the same, but also do the items that failed there.", valueName: "file"))
  var resumeFailed: String?

  /// The file that gets the lines.
  private var path: String? { resume ?? resumeFailed ?? log }

  /// Throws a usage error if these options don't go together.
  func check(_ knobs: Knobs, for task: ExperimentTask) throws {
    guard path != nil else { return }
    guard task.traits.contains(.runsProgram) else {
      throw ValidationError("\(task.name) has no log: use --log and --resume with the task command.")
    }
    guard resume == nil || resumeFailed == nil else {
      throw ValidationError("Use either --resume or --resume-failed.")
    }
    guard log == nil || log == path else {
      throw ValidationError("A run that is resumed adds its lines to the log it resumes: leave out --log.")
    }
    guard knobs.repeats == 1 else { throw ValidationError("A log is of one run: leave out --repeat.") }
  }

  /// Whether the log that is resumed has every item.
  func leavesNothing(of request: RunRequest) throws -> Bool {
    try missing(ItemLog.shown(request.knobs.items))?.isEmpty ?? false
  }

  /// The items that the log doesn't have; `nil` if none is resumed.
  private func missing(_ all: [String]) throws -> [Int]? {
    guard let path = resume ?? resumeFailed else { return nil }
    do throws(LogError) {
      return try ItemLog.missing(in: path, of: all, failed: resumeFailed != nil)
    } catch {
      throw Refusal(error.description)
    }
  }

  /// Prepares a request, and opens its log; `nil` without a log. A request without items has nothing left to do.
  func open(for request: inout RunRequest) throws -> OpenLog? {
    guard let path else { return nil }
    let all = ItemLog.shown(request.knobs.items)
    let numbers = try missing(all) ?? Array(all.indices)
    if numbers.count < all.count { request.knobs.items = request.knobs.items.only(numbers) }
    request.reportsItems = true
    // An item is logged when its chunk has ended.
    if request.knobs.chunk == .auto { request.knobs.chunk = .items(1) }
    do throws(SystemError) {
      let log = try ItemLog(
        path, items: numbers.map { all[$0] }, numbers: numbers, isNew: resume == nil && resumeFailed == nil)
      return OpenLog(log: log, numbers: numbers, name: visible(path, onOneLine: true))
    } catch {
      throw Refusal(
        "The log can't be written to \(visible(path, onOneLine: true)) (\(error.reason)); name another file.")
    }
  }
}

/// A log that a run writes.
struct OpenLog {
  /// The log.
  let log: ItemLog
  /// The number of each item in the whole list.
  let numbers: [Int]
  /// The file as a sentence shows it.
  let name: String

  /// Gives the items in a report the numbers they have in the whole list.
  func renumber(_ report: inout RunReport) {
    report.failures = report.failures?.map { failed in
      var failed = failed
      failed.item = numbers[failed.item]
      return failed
    }
    report.retried = report.retried?.map { RetriedItem(item: numbers[$0.item], tries: $0.tries) }
  }

  /// The sentence for a log that could not be written; `nil` if it could.
  var refusal: Refusal? {
    log.problem.map { Refusal("The log \(name) is not complete (\($0.reason)); free some space, and run again.") }
  }
}
