import Glibc

/// Names a run so that names sort by time and two programs in one folder don't use the same: `20260131-120459-123-4107`.
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
