/// Whether a student's folder may be written to.
public enum Access: Sendable, Equatable {
  /// Everything is kept.
  case writable
  /// Nothing is kept; the sentence says who holds the folder, or why it can't be written to.
  case readOnly(holder: String)
}
