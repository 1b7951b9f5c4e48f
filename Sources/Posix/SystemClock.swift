import Glibc

/// The machine's clocks.
package enum SystemClock {
  /// Nanoseconds of the monotonic clock, which never goes back and which all processes of a machine share.
  @inlinable
  package static var monotonic: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000 &+ UInt64(bitPattern: Int64(time.tv_nsec))
  }

  /// Seconds since 1970, UTC.
  package static var wall: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds that the local time zone is east of UTC, now.
  package static var secondsFromUTC: Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local.tm_gmtoff
  }
}

/// A duration as whole nanoseconds, at least 0 and at most a century, so that adding it to a time can't overflow.
package func nanoseconds(_ duration: Duration) -> UInt64 {
  let (seconds, attoseconds) = duration.components
  guard duration > .zero else { return 0 }
  guard seconds < 3_000_000_000 else { return 3_000_000_000_000_000_000 }
  return UInt64(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
}

extension Duration {
  /// The duration as a number of seconds.
  package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Sleeps for a number of seconds; a signal doesn't shorten it.
package func sleepFor(seconds: Double) {
  guard seconds > 0 else { return }
  let whole = min(seconds, 1e9).rounded(.down)
  var left = timespec(tv_sec: Int(whole), tv_nsec: Int((min(seconds, 1e9) - whole) * 1e9))
  var rest = timespec()
  while nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
}
