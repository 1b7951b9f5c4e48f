import Glibc

/// Seconds since 1970, UTC.
func wallClock() -> Double { seconds(of: CLOCK_REALTIME) }

/// Seconds of a clock that never goes back.
func monotonicClock() -> Double { seconds(of: CLOCK_MONOTONIC) }

private func seconds(of clock: clockid_t) -> Double {
  var now = timespec()
  clock_gettime(clock, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// A name for a run that sorts by time and that two programs in one folder don't share: `20260131-120459-123-4107`.
func runID(began: Double) -> String {
  var whole = time_t(began)
  var utc = tm()
  gmtime_r(&whole, &utc)
  var text = [CChar](repeating: 0, count: 32)
  strftime(&text, text.count, "%Y%m%d-%H%M%S", &utc)
  let day = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let thousandths = String(Int((began - Double(whole)) * 1000) + 1000).dropFirst()
  return "\(day)-\(thousandths)-\(getpid())"
}
