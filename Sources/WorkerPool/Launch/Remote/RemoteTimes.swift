/// How long the two sides wait for each other, in nanoseconds unless it says otherwise.
enum RemoteTimes {
  /// How often each side says that it is there.
  static let beat: UInt64 = 500_000_000
  /// After how much silence the pool counts an agent as lost.
  static let patienceOfPool: UInt64 = 4_000_000_000
  /// After how much silence an agent ends.
  static let patienceOfAgent: UInt64 = 30_000_000_000
  /// How long a stranger may take to say the secret.
  static let patienceWithStrangers: UInt64 = 2_000_000_000
  /// How long the pool waits before it reports a lost connection, because a job that is cancelled loses them all.
  static let moment: UInt64 = 1_000_000_000
  /// The same for an agent whose worker was killed, in microseconds.
  static let momentOfAgent: UInt32 = 100_000
}
