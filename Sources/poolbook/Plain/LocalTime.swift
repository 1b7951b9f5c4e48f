import Glibc

/// A moment on the student's own clock.
enum LocalTime {
  /// `23 Nov 12:04`, from seconds since 1970.
  static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "?" }
    var whole = time_t(seconds)
    var parts = tm()
    guard localtime_r(&whole, &parts) != nil else { return "?" }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%d %b %H:%M", &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
