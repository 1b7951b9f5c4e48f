/// How many lines a program is sent before their answers are read: one at first, and twice as many each time as long as
/// that takes less than a millisecond. A slow program never has more than one line.
struct CommandPace {
  /// How many lines come next.
  private(set) var lines = 1

  /// Learns how long the last lines took, in nanoseconds.
  mutating func learn(_ nanoseconds: UInt64) {
    if nanoseconds < 1_000_000 {
      lines = min(lines * 2, CommandPace.most)
    } else if nanoseconds > 4_000_000 {
      lines = max(1, lines / 2)
    }
  }

  private static let most = 1_024
}
