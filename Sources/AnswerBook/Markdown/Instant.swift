import Glibc

/// A moment as the record writes it: always in UTC, so that a file says the same on every machine.
struct Instant {
  private let parts: tm

  /// Makes a moment from seconds since 1970.
  init(_ seconds: Double) {
    let limit = 253_402_300_799.0  // the end of the year 9999
    var whole = time_t(seconds.isFinite ? min(max(seconds, 0), limit) : 0)
    var parts = tm()
    gmtime_r(&whole, &parts)
    self.parts = parts
  }

  /// The moment it is.
  static var now: Instant { Instant(Double(Glibc.time(nil))) }

  /// `12:04`.
  var timeOfDay: String { "\(two(parts.tm_hour)):\(two(parts.tm_min))" }
  /// `2026-11-23`.
  var day: String { "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))" }
  /// `2026-11-23 12:04 UTC`.
  var readable: String { "\(day) \(timeOfDay) UTC" }
  /// `2026-11-23T12:04:05Z`.
  var iso8601: String { "\(day)T\(timeOfDay):\(two(parts.tm_sec))Z" }
  /// `20261123T120405Z`, fit for a file's name.
  var compact: String { iso8601.filter { $0 != "-" && $0 != ":" } }

  private func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
