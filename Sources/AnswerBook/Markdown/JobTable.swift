internal import BatchJob
internal import LessonFormat
import Text

/// How many jobs a table shows at most.
private let shownJobs = 12

/// Writes a table of the last jobs that were submitted for a job of the lesson; one string per line.
func jobTable(_ jobs: [SubmittedJob], of spec: JobSpec) -> [String] {
  let shown = jobs.suffix(shownJobs)
  var heading = "**\(escaped(spec.title ?? spec.id))**"
  if spec.title != nil { heading += " (\(escaped(spec.id)))" }
  heading += " · \(escaped(spec.script))"
  if shown.count < jobs.count { heading += " · the last \(shown.count) of \(jobs.count) jobs" }
  let columns = ["Submitted", "Job", "Runner", "State", "Asked for", "Got", "Waited", "Ran", "Output"]
  return [heading, "", row(columns), row(columns.map { _ in "---" })] + shown.map { row(cells($0)) }
}

private func row(_ cells: [String]) -> String { "|" + cells.map { " \($0) |" }.joined() }

private func cells(_ job: SubmittedJob) -> [String] {
  let status = job.status
  let output = status?.output.map { $0.hasPrefix(job.folder + "/") ? String($0.dropFirst(job.folder.count + 1)) : $0 }
  return [
    Instant(job.when).readable, job.id ?? "", job.runner == "builtin" ? "stand-in" : job.runner, job.stateWords,
    status?.askedWords ?? "", status?.usedWords ?? "",
    status?.waited.map(JobStatus.duration) ?? "", status?.ran.map(JobStatus.duration) ?? "", output ?? "",
  ].map { oneLine(escaped($0, afterNewline: false)) }
}
