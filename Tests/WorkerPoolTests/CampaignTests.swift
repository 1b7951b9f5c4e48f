import Glibc
import Testing

@testable import WorkerPool

/// Every fault several times, in a process of its own that it may damage.
@Suite(.serialized) struct CampaignTests {
  /// Set POOLBOOK_FAULTS=1000 for more.
  static let rounds = getenv("POOLBOOK_FAULTS").flatMap { Int(String(cString: $0)) } ?? 4

  @Test(arguments: [
    "kill-one", "kill-several", "kill-all", "stop", "freeze", "exit", "garbage", "half", "huge", "mute", "grandchild",
    "descriptors", "processes", "memory", "sleeper",
  ])
  func `every round of a fault ends with correct results or an error that names the item`(fault: String) async throws {
    let lines = try await outputOfFixture("campaign \(fault) \(Self.rounds)")
    let words = (lines.last ?? "").split { " ,".contains($0) }
    #expect(lines.count == 1, "\(fault): \(lines)")
    let counts = words.compactMap { Int($0) }
    #expect(counts.count == 2 && counts.reduce(0, +) == Self.rounds, "\(fault): \(lines)")
  }
}
