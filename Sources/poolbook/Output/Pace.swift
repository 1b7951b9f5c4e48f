import Experiments
import Posix
import WorkerPool

/// When each event of a recorded run is played: the start of the pool at real speed, the map as slowly as asked.
struct Pace {
  /// How fast the map is played: 1 is real speed.
  let speed: Double
  private let created: UInt64
  private let mapBegan: UInt64
  private let playedSince: UInt64

  /// Starts to play a run now. Without a speed, its map takes at most ten seconds and is never faster than it was.
  init(_ run: RecordedRun, speed: Double?) {
    var lanes = Lanes()
    lanes.apply(run.events)
    created = run.events.map(\.time).min() ?? 0
    mapBegan = max(created, lanes.began ?? created)
    // A thousandth of real speed is slow enough to see single items of a map that took milliseconds.
    self.speed = speed ?? min(1, max(lanes.elapsed(at: mapBegan) / 10, 0.001))
    playedSince = SystemClock.monotonic
  }

  /// Seconds to an event from the start of the map, or from the start of the pool if the event came before the map.
  func seconds(of event: PoolEvent) -> Double {
    Double(event.time - (event.time >= mapBegan ? mapBegan : created)) / 1e9
  }

  /// Seconds from now until an event is due; negative if it is late.
  func secondsLeft(until event: PoolEvent) -> Double {
    let due =
      event.time >= mapBegan ? Double(mapBegan - created) / 1e9 + seconds(of: event) / speed : seconds(of: event)
    return due - Double(SystemClock.monotonic - playedSince) / 1e9
  }
}
