import Testing
import TmuxSession

/// Runs a suite while no other suite runs that blocks threads.
struct InTurn: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Turnstile.shared.enter()
    let outcome = await Result(catching: function)
    await Turnstile.shared.leave()
    try outcome.get()
  }
}

extension Result where Failure == any Error {
  fileprivate init(catching body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

extension Trait where Self == InTurn {
  /// Runs the suite while no other suite runs that blocks threads.
  static var inTurn: InTurn { InTurn() }
}
