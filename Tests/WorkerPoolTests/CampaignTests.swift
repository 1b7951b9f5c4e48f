import Glibc
import Testing

@testable import WorkerPool

/// Every fault several times over, in a process of its own that each of them may ruin.
@Suite(.serialized) struct CampaignTests {
  /// More of them: POOLBOOK_FAULTS=1000.
  static let rounds = getenv("POOLBOOK_FAULTS").flatMap { Int(String(cString: $0)) } ?? 4

  @Test(arguments: [
    "kill-one", "kill-several", "kill-all", "stop", "freeze", "exit", "garbage", "half", "huge", "mute", "grandchild",
    "descriptors", "processes", "memory", "sleeper",
  ])
  func `every round of a fault ends with right results or an error that names the item`(fault: String) async throws {
    let lines = try await outputOfFixture("campaign \(fault) \(Self.rounds)")
    let words = (lines.last ?? "").split { " ,".contains($0) }
    #expect(lines.count == 1, "\(fault): \(lines)")
    let counts = words.compactMap { Int($0) }
    #expect(counts.count == 2 && counts.reduce(0, +) == Self.rounds, "\(fault): \(lines)")
  }
}
