/// Recorded runs as files, `runs/ID.jsonl`.
enum RunFiles {
  /// The folder they are in.
  static let folder = "runs"
}
