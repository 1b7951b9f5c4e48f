/// How long the two sides wait for each other, in nanoseconds unless it says otherwise.
enum RemoteTimes {
  /// How often each side says that it is there.
  static let beat: UInt64 = 500_000_000
  /// How often the pool looks at all connections.
  static let look: UInt64 = beat / 4
  /// After how many milliseconds the pool counts a machine as lost that doesn't confirm what it was sent.
  static let confirmation: UInt32 = 4_000
  /// After how much silence the pool counts an agent as lost whose machine confirms: it may be very busy.
  static let patienceOfPool: UInt64 = 15_000_000_000
  /// How long the pool waits for another agent when all are lost.
  static let patienceWithNone: UInt64 = 8_000_000_000
  /// After how much silence an agent ends.
  static let patienceOfAgent: UInt64 = 30_000_000_000
  /// How long a stranger may take to say the secret.
  static let patienceWithStrangers: UInt64 = 2_000_000_000
  /// How long the pool waits before it reports a connection that was closed, because a job that is cancelled loses all.
  static let moment: UInt64 = 1_000_000_000
  /// The same for an agent whose worker was killed, in seconds.
  static let momentOfAgent = 0.1
  /// How many milliseconds the program that starts agents has to end by itself, and how many if a machine was lost: then
  /// it would wait for that machine.
  static let patienceAtEnd: (usual: Int32, afterLoss: Int32) = (2_000, 200)
}
