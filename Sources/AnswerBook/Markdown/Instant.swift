import Glibc
import Posix

/// A moment as the record writes it, always in UTC so that a file looks the same on every machine.
package struct Instant {
  private var parts: tm

  /// Makes a moment from seconds since 1970, UTC.
  package init(_ seconds: Double) {
    let limit = 253_402_300_799.0  // the end of the year 9999
    var whole = time_t(seconds.isFinite ? min(max(seconds, 0), limit) : 0)
    var parts = tm()
    gmtime_r(&whole, &parts)
    self.parts = parts
  }

  /// Reads a moment from the form of `iso8601`; returns `nil` if the text has another form.
  init?(iso8601 text: String) {
    guard text.utf8.count == 20, text.hasSuffix("Z") else { return nil }
    let numbers = text.split { "-T:Z".contains($0) }.map { Int32($0) }
    guard numbers.count == 6, let year = numbers[0], let month = numbers[1], let day = numbers[2],
      let hour = numbers[3], let minute = numbers[4], let second = numbers[5]
    else { return nil }
    parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
  }

  /// The current time.
  package static var now: Instant { Instant(SystemClock.wall) }

  /// Seconds since 1970, UTC.
  var seconds: Double {
    var copy = parts
    return Double(timegm(&copy))
  }

  /// `12:04`.
  package var timeOfDay: String { "\(two(parts.tm_hour)):\(two(parts.tm_min))" }
  /// `2026-11-23`.
  package var day: String { "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))" }
  /// `2026-11-23 12:04 UTC`.
  package var readable: String { "\(day) \(timeOfDay) UTC" }
  /// `2026-11-23T12:04:05Z`.
  package var iso8601: String { "\(day)T\(timeOfDay):\(two(parts.tm_sec))Z" }
  /// `20261123T120405Z`, for file names.
  var compact: String { iso8601.filter { $0 != "-" && $0 != ":" } }

  private func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
