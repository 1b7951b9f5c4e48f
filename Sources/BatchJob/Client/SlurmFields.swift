import Glibc
import Posix

/// The fields of a line of `scontrol -o show job`. A value may contain spaces; it ends before the next name.
package func slurmFields(_ line: String) -> [String: String] {
  var fields: [String: String] = [:]
  var name: String?
  var value: [Substring] = []
  func finish() {
    if let name { fields[name] = value.joined(separator: " ") }
  }
  for word in line.split(separator: " ", omittingEmptySubsequences: false) {
    let key = word.prefix { $0.isASCII && ($0.isLetter || "/:_".contains($0)) }
    if key.first?.isUppercase ?? false, word.dropFirst(key.count).first == "=" {
      finish()
      name = String(key)
      value = [word.dropFirst(key.count + 1)]
    } else {
      value.append(word)
    }
  }
  finish()
  return fields.mapValues { $0.trimmed }
}

extension JobStatus {
  /// Reads the fields that `scontrol` shows; `nil` if they aren't those of a job.
  package init?(fields: [String: String]) {
    guard let number = fields["JobId"], let state = fields["JobState"] else { return nil }
    let array = fields["ArrayJobId"].flatMap { id in fields["ArrayTaskId"].map { "\(id)_\($0)" } }
    func count(_ name: String) -> Int? { fields[name].flatMap { Int($0.prefix { $0 != "-" }) } }
    let isOver = JobState(rawValue: state)?.isOver ?? false
    let limit = fields["TimeLimit"].flatMap(seconds)
    let memory =
      fields["MinMemoryNode"].flatMap(megabytes)
      ?? fields["MinMemoryCPU"].flatMap(megabytes).map { $0 * UInt64(count("NumCPUs") ?? 1) }
    let hasStarted =
      fields["StartTime"].flatMap(localTime).map { $0 <= SystemClock.wall } ?? false && state != "PENDING"
    self.init(
      id: array ?? number, name: fields["JobName"] ?? "", state: state, reason: fields["Reason"] ?? "",
      exit: fields["ExitCode"] ?? "0:0", submitted: fields["SubmitTime"].flatMap(localTime),
      started: hasStarted ? fields["StartTime"].flatMap(localTime) : nil,
      ended: isOver ? fields["EndTime"].flatMap(localTime) : nil, output: fields["StdOut"], runner: "slurm",
      // A year is what SLURM may show for a job that didn't ask.
      asked: .init(
        tasks: count("NumTasks"), nodes: count("NumNodes"), cpus: count("NumCPUs"), memory_mb: memory,
        time_s: limit == 31_536_000 ? nil : limit),
      used: hasStarted
        ? .init(nodes: count("NumNodes"), cpus: count("NumCPUs"), time_s: fields["RunTime"].flatMap(seconds)) : .init())
    if fields["StdErr"] != output { errorOutput = fields["StdErr"] }
    if state == "PENDING" { expectedStart = fields["StartTime"].flatMap(localTime) }
  }
}

/// Seconds of a time such as `1-02:30:00`; `nil` for `UNLIMITED` and other words.
private func seconds(_ text: String) -> Double? {
  let halves = text.split(separator: "-")
  let fields = (halves.last ?? "").split(separator: ":").compactMap { Double($0) }
  guard fields.count == 3, halves.count <= 2, let days = halves.count == 2 ? Double(halves[0]) : 0 else { return nil }
  return days * 86_400 + fields[0] * 3600 + fields[1] * 60 + fields[2]
}

/// Seconds since 1970 of a time of the local clock such as `2030-01-31T08:00:00`; `nil` for `Unknown` and other words.
private func localTime(_ text: String) -> Double? {
  let fields = text.split { $0 == "-" || $0 == "T" || $0 == ":" }.compactMap { Int32($0) }
  guard fields.count == 6 else { return nil }
  var time = tm()
  (time.tm_year, time.tm_mon, time.tm_mday) = (fields[0] - 1900, fields[1] - 1, fields[2])
  (time.tm_hour, time.tm_min, time.tm_sec, time.tm_isdst) = (fields[3], fields[4], fields[5], -1)
  let seconds = mktime(&time)
  return seconds < 0 ? nil : Double(seconds)
}
