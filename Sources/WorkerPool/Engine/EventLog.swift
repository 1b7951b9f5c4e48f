/// Gathers events and passes them on in batches: every two milliseconds at most, or when many have gathered, or when a
/// map ends.
struct EventLog {
  private let sink: (@Sendable ([PoolEvent]) -> Void)?
  private var pending: [PoolEvent] = []
  private var lastFlush: UInt64 = 0

  init(sink: (@Sendable ([PoolEvent]) -> Void)?) { self.sink = sink }

  /// False if nobody asked for events; then none are collected.
  var isOn: Bool { sink != nil }
  /// True while events wait to be passed on.
  var hasPending: Bool { !pending.isEmpty }

  /// Adds an event.
  mutating func add(_ time: UInt64, _ kind: @autoclosure () -> PoolEvent.Kind) {
    guard sink != nil else { return }
    pending.append(PoolEvent(time: time, kind: kind()))
  }

  /// Passes on what has gathered, if it is time to.
  mutating func flushIfDue(_ now: UInt64) {
    if hasPending, pending.count >= 4096 || now &- lastFlush >= 2_000_000 { flush(now) }
  }

  /// Passes on what has gathered.
  mutating func flush(_ now: UInt64) {
    lastFlush = now
    guard let sink, hasPending else { return }
    let batch = pending
    pending = []
    pending.reserveCapacity(min(batch.count, 8192))
    sink(batch)
  }
}
