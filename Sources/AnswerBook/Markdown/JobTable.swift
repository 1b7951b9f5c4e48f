package import BatchJob
package import LessonFormat

/// How many jobs a table shows at most.
private let shownJobs = 12

extension FigureTable {
  /// A table of the last jobs that were submitted for a job of the lesson.
  package init(_ jobs: [SubmittedJob], of spec: JobSpec) {
    let shown = jobs.suffix(shownJobs)
    id = spec.id
    title = spec.title
    subject = spec.script
    omission = shown.count < jobs.count ? "the last \(shown.count) of \(jobs.count) jobs" : nil
    columns = ["Submitted", "Job", "Runner", "State", "Asked for", "Got", "Waited", "Ran", "Output"].map {
      Column(title: $0, isNumber: false)
    }
    rows = shown.map(cells)
  }
}

private func cells(_ job: SubmittedJob) -> [String] {
  let status = job.status
  let output = status?.output.map { $0.hasPrefix(job.folder + "/") ? String($0.dropFirst(job.folder.count + 1)) : $0 }
  return [
    Instant(job.when).readable, job.id ?? "", job.runner == "builtin" ? "stand-in" : job.runner, job.stateWords,
    status?.askedWords ?? "", status?.usedWords ?? "",
    status?.waited.map(JobStatus.duration) ?? "", status?.ran.map(JobStatus.duration) ?? "", output ?? "",
  ]
}
