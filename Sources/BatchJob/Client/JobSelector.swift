/// Which jobs an id names: `N` is a job or all tasks of an array, and `N_M` the task of an array with the index M.
package struct JobSelector: Sendable, Equatable {
  /// The id of the job, or of the array.
  package var number: Int
  /// The index of the task; `nil` for all of them.
  package var index: Int?

  /// Reads an id; `nil` if the text isn't one.
  package init?(_ text: String) {
    let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy { ("0"..."9").contains($0) } ? Int($0) : nil }
    guard numbers.count == parts.count else { return nil }
    number = numbers[0]
    index = numbers.count > 1 ? numbers[1] : nil
  }

  /// Whether it names this job.
  func selects(_ job: JobRecord) -> Bool {
    guard let index else { return job.id == number || job.array?.id == number }
    return job.array?.id == number && job.array?.index == index
  }
}
