/// The lessons that are built into the program, as the Markdown they were written in.
package enum BuiltInLesson {
  /// The text of `Lessons/sharing-work.md`, UTF-8.
  package static let sharingWork = String(decoding: PackageResources.sharing_work_md, as: UTF8.self)

  /// The recorded runs that come with `sharing-work`, each as the text of its file, in the order in which they are shown.
  package static let sharingWorkRuns: [String] = [
    PackageResources.first_map_jsonl, PackageResources.second_map_jsonl, PackageResources.chunk_15000_jsonl,
    PackageResources.chunk_100_jsonl, PackageResources.chunk_1_jsonl, PackageResources.primes_1_jsonl,
    PackageResources.primes_2_jsonl, PackageResources.primes_4_jsonl, PackageResources.primes_6_jsonl,
    PackageResources.killed_worker_jsonl,
  ].map { String(decoding: $0, as: UTF8.self) }

  /// The recorded runs of every built-in lesson, by the lesson's id.
  package static let runs: [String: [String]] = ["sharing-work": sharingWorkRuns]

  /// Every built-in lesson's text by its id.
  package static let all: [String: String] = ["sharing-work": sharingWork]
}
