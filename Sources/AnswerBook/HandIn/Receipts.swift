import FoundationEssentials

/// `hand-ins.jsonl`: one JSON object per line for each bundle that was made. It isn't handed in, so that it doesn't change
/// the next bundle.
enum Receipts {
  /// The file's name.
  static let name = "hand-ins.jsonl"

  /// One line.
  private struct Entry: Encodable {
    var when: String
    var file: String
    var receipt: String
    var sha256: String
  }

  /// Adds a bundle that was written into a folder.
  static func add(_ bundle: HandInBundle, to directory: Directory) throws(BookError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let entry = Entry(
      when: Instant.now.iso8601, file: bundle.name, receipt: bundle.receipt, sha256: bundle.digest)
    // Encoding texts can't fail.
    guard let line = try? encoder.encode(entry) else { return }
    try directory.sync(directory.append(name, Array(line) + [newline]))
  }
}
