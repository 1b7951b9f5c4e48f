/// One thing that a job waits for.
package struct Dependency: Sendable, Equatable, Codable {
  /// `after`, `afterok`, `singleton` and so on.
  package var kind: String
  /// The jobs' ids.
  package var jobs: [Int]

  private static let kinds: Set<String> = [
    "after", "afterany", "afterok", "afternotok", "aftercorr", "afterburstbuffer",
  ]

  /// Reads a list such as `afterok:12:13,afterany:14`.
  package static func all(_ text: String) throws(SubmissionRefusal) -> [Dependency] {
    let refused = SubmissionRefusal.failed("Job dependency problem")
    var dependencies: [Dependency] = []
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "?" }) {
      if part.lowercased() == "singleton" {
        dependencies.append(Dependency(kind: "singleton", jobs: []))
        continue
      }
      var words = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      if words.count == 1, Int(words[0]) != nil { words.insert("afterany", at: 0) }
      let kind = words.removeFirst().lowercased()
      if kind == "expand" { throw .failed("Requested operation not supported on this system") }
      let jobs = words.map { LeadingNumber($0) }
      guard kinds.contains(kind), !jobs.isEmpty,
        jobs.allSatisfy({ $0.isThere && $0.value != 0 && ["", "_", "+"].contains($0.rest.prefix(1)) })
      else { throw refused }
      let isDelayed = jobs.contains { $0.rest.hasPrefix("+") }
      dependencies.append(Dependency(kind: isDelayed ? "\(kind) with a delay" : kind, jobs: jobs.map(\.value)))
    }
    return dependencies
  }

  /// Whether the stand-in can wait for this.
  package var isInStandIn: Bool { ["after", "afterok", "afterany", "afternotok", "singleton"].contains(kind) }
}
