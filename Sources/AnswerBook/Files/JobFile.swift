internal import BatchJob
import FoundationEssentials
import Text

/// `jobs.jsonl`: one JSON object per line for each state of a batch job. Lines are only ever appended; the last one of a
/// job counts.
enum JobFile {
  /// The file's name.
  static let name = "jobs.jsonl"

  /// Reads all jobs, by the id of the lesson's job, oldest first.
  static func read(_ directory: Directory, notices: inout [String]) -> [String: [SubmittedJob]] {
    let bytes: [UInt8]
    do throws(BookError) { bytes = try directory.read(name)?.bytes ?? [] } catch {
      notices.append(error.description)
      return [:]
    }
    return read(bytes, notices: &notices)
  }

  /// Reads all jobs from the contents of the file.
  static func read(_ bytes: [UInt8], notices: inout [String]) -> [String: [SubmittedJob]] {
    var (jobs, order, skipped): ([String: SubmittedJob], [String], Int) = ([:], [], 0)
    let decoder = JSONDecoder()
    for line in bytes.split(separator: newline) {
      guard let job = try? decoder.decode(SubmittedJob.self, from: Data(line)), job.isSound else {
        skipped += 1
        continue
      }
      if jobs.updateValue(job, forKey: job.mark) == nil { order.append(job.mark) }
    }
    if skipped > 0 {
      notices.append("\(counted(skipped, "damaged line")) of \(name) \(skipped == 1 ? "was" : "were") skipped.")
    }
    return Dictionary(grouping: order.compactMap { jobs[$0] }, by: \.job)
  }

  /// Adds a state of a job.
  static func append(_ job: SubmittedJob, to directory: Directory) throws(BookError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding texts and finite numbers can't fail.
    guard let line = try? encoder.encode(job) else { return }
    try directory.sync(directory.append(name, Array(line) + [newline]))
  }
}
