import Glibc
import Testing

/// Waits until a condition is met. Fails the test after a minute, far more than any condition needs.
func eventually(
  _ condition: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: () throws -> Bool
) throws {
  for _ in 0..<6000 {
    if try isMet() { return }
    usleep(10_000)
  }
  Issue.record("waited in vain until \(condition)", sourceLocation: sourceLocation)
  throw Problem("waited in vain until \(condition)")
}
