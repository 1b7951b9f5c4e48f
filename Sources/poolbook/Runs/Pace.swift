import Experiments
import Glibc
import WorkerPool

/// When the events of a recorded run happen again: the start of the pool as fast as it was, the map as slowly as asked.
struct Pace {
  /// How fast the map is played: 1 is real speed.
  let speed: Double
  private let created: UInt64
  private let mapBegan: UInt64
  private let playedSince: UInt64

  /// Begins to play a run now; without a speed, so that its map lasts ten seconds at most and is never faster than it
  /// was.
  init(_ run: RecordedRun, speed: Double?) {
    var lanes = Lanes()
    lanes.apply(run.events)
    created = run.events.map(\.time).min() ?? 0
    mapBegan = max(created, lanes.began ?? created)
    // A map of milliseconds is what replays are for: a thousandth of real speed shows single items.
    self.speed = speed ?? min(1, max(lanes.elapsed(at: mapBegan) / 10, 0.001))
    playedSince = Clock.nanoseconds
  }

  /// Seconds from the creation of the pool to an event, or from the beginning of the map where that came before.
  func seconds(of event: PoolEvent) -> Double {
    Double(event.time - (event.time >= mapBegan ? mapBegan : created)) / 1e9
  }

  /// Sleeps until the event is due.
  func wait(until event: PoolEvent) {
    let due =
      event.time >= mapBegan ? Double(mapBegan - created) / 1e9 + seconds(of: event) / speed : seconds(of: event)
    let left = due - Double(Clock.nanoseconds - playedSince) / 1e9
    guard left > 0 else { return }
    var pause = timespec(tv_sec: Int(min(left, 1e9)), tv_nsec: Int((left - left.rounded(.down)) * 1e9))
    var rest = timespec()
    while nanosleep(&pause, &rest) != 0, errno == EINTR { pause = rest }
  }
}
