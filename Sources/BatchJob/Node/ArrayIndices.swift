/// The indices of a job array, such as `0-6:3%2`.
package struct ArrayIndices: Sendable, Equatable, Codable {
  /// The indices in order.
  package var all: [Int]
  /// The step of the first range.
  package var step = 1
  /// How many may run at once; `nil` for no limit.
  package var throttle: Int?

  /// The largest index that SLURM allows, if it isn't configured otherwise.
  static let largest = 1000

  /// Reads the indices.
  package init(_ text: String) throws(SubmissionRefusal) {
    let refused = SubmissionRefusal.failed("Invalid job array specification")
    let halves = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if halves.count == 2 {
      let limit = LeadingNumber(halves[1]).value
      throttle = limit > 0 ? limit : nil
    }
    var list = halves[0]
    if list.hasPrefix("["), list.hasSuffix("]") { list = String(list.dropFirst().dropLast()) }
    var found: Set<Int> = []
    for (index, range) in list.split(separator: ",").enumerated() {
      let pieces = range.split(separator: ":", omittingEmptySubsequences: false)
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
      let stride = pieces.count == 2 ? Int(pieces[1]) ?? 0 : 1
      guard let low = ends.first, let high = ends.last, ends.count <= 2, pieces.count <= 2, low >= 0, high >= low,
        high <= Self.largest, stride > 0, pieces.count == 1 || ends.count == 2
      else { throw refused }
      if index == 0 { step = stride }
      found.formUnion(Swift.stride(from: low, through: high, by: stride))
    }
    if list.isEmpty { found = [0] }
    guard !found.isEmpty else { throw refused }
    all = found.sorted()
  }
}
