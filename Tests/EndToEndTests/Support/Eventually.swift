import Glibc
import Testing

/// Waits until a condition is met; fails the test after far longer than it can take.
func eventually(
  _ condition: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: () throws -> Bool
) throws {
  for _ in 0..<6000 {
    if try isMet() { return }
    usleep(10_000)
  }
  Issue.record("never came true that \(condition)", sourceLocation: sourceLocation)
  throw Problem("never came true that \(condition)")
}
