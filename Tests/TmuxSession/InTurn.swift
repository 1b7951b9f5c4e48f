public import Testing

/// Runs a suite while no other suite runs that blocks threads.
public struct InTurn: SuiteTrait, TestScoping {
  /// Waits for its turn, runs the suite, and passes the turn on even if the suite fails.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Turnstile.shared.enter()
    do {
      try await function()
    } catch {
      await Turnstile.shared.leave()
      throw error
    }
    await Turnstile.shared.leave()
  }
}

extension Trait where Self == InTurn {
  /// Runs the suite while no other suite runs that blocks threads.
  public static var inTurn: InTurn { InTurn() }
}
