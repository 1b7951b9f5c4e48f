/// Decides when a changed record is written: at the first pause in typing, and at the latest after a second of it.
struct SavePlan: Sendable, Equatable {
  /// A pause in typing, nanoseconds.
  static let pause: UInt64 = 400_000_000
  /// The longest a change waits, nanoseconds.
  static let longest: UInt64 = 900_000_000

  private var handedOver: Int
  private var seen: Int
  private var firstChange: UInt64 = 0
  private var lastChange: UInt64 = 0

  /// Starts with a record that is on disk as it is.
  init(revision: Int) {
    handedOver = revision
    seen = revision
  }

  /// Whether there is something to write.
  var isPending: Bool { seen != handedOver }

  /// Notes the record's revision after a message was handled.
  mutating func notice(revision: Int, now: UInt64) {
    guard revision != seen else { return }
    if !isPending { firstChange = now }
    seen = revision
    lastChange = now
  }

  /// When to write, on the clock of `now`; nothing where nothing changed.
  var due: UInt64? { isPending ? min(lastChange + Self.pause, firstChange + Self.longest) : nil }

  /// Notes that the record was handed to whoever writes it.
  mutating func handOver() { handedOver = seen }
}
