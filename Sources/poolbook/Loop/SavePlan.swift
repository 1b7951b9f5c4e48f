/// Decides when a changed record is saved: at the first pause in typing, and after at most a second of typing.
struct SavePlan: Sendable, Equatable {
  /// A pause in typing, in nanoseconds.
  static let pause: UInt64 = 400_000_000
  /// The longest time a change waits, in nanoseconds.
  static let longest: UInt64 = 900_000_000

  private var handedOver: Int
  private var seen: Int
  private var firstChange: UInt64 = 0
  private var lastChange: UInt64 = 0

  /// Starts with a record that is saved.
  init(revision: Int) {
    handedOver = revision
    seen = revision
  }

  /// Whether there is something to save.
  var isPending: Bool { seen != handedOver }

  /// Notes the record's revision after a message.
  mutating func note(revision: Int, now: UInt64) {
    guard revision != seen else { return }
    if !isPending { firstChange = now }
    seen = revision
    lastChange = now
  }

  /// When to save, on the same clock as `now`; `nil` if nothing has changed.
  var due: UInt64? { isPending ? min(lastChange + Self.pause, firstChange + Self.longest) : nil }

  /// Notes that the record is being saved.
  mutating func handOver() { handedOver = seen }
}
