internal import BatchJob
internal import Canvas
internal import Session
internal import Text

/// The figures of a batch job in a few rows: when it was submitted, how long it waited and ran, what it asked for and got.
struct JobFigures {
  let sight: JobSight
  /// The time, in seconds since 1970.
  let now: Double
  let context: PaneContext

  private var glyphs: Glyphs { context.glyphs }

  /// The rows; none before the queue has answered.
  var lines: Lines {
    guard let status = sight.job.status else { return [] }
    var lines: Lines = [
      .spread(parts(times(status)), [StyledRun(age, .dim)], width: context.width, ellipsis: glyphs.ellipsis)
    ]
    let used = status.usedWords
    let amounts = ["asked for \(status.askedWords)"] + (used.isEmpty ? [] : ["got \(used)"])
    lines += wrap(amounts.joined(separator: " \(glyphs.separator) "), width: context.width, hanging: 2)
    if let advice = status.advice { lines += wrap(advice, width: context.width, hanging: 2) }
    return lines
  }

  private func parts(_ words: [String]) -> [StyledRun] { [StyledRun(words.joined(separator: " \(glyphs.separator) "))] }

  private func times(_ status: JobStatus) -> [String] {
    let submitted = status.submitted ?? sight.job.when
    var words = ["submitted \(context.time(submitted))"]
    if let waited = status.waited {
      words.append("waited \(JobStatus.duration(waited))")
      words.append(
        status.ran.map { "ran \(JobStatus.duration($0))" }
          ?? "runs for \(JobStatus.duration(now - (status.started ?? now)))")
    } else if !status.isOver {
      words.append("waits for \(JobStatus.duration(now - submitted))")
      if let start = status.expectedStart, start > now { words.append("starts about \(context.time(start))") }
    }
    if let ended = status.ended { words.append("ended \(context.time(ended))") }
    return words
  }

  /// How old the state is, as long as it can change.
  private var age: String {
    guard sight.job.isOpen, let seen = sight.job.seen else { return "" }
    return "asked \(JobStatus.duration(max(0, now - seen))) ago"
  }
}
