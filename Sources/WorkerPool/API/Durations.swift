/// A duration as whole nanoseconds, at least 0 and at most a century, so that adding it to a time can't overflow.
func nanoseconds(_ duration: Duration) -> UInt64 {
  let (seconds, attoseconds) = duration.components
  guard seconds < 3_000_000_000 else { return 3_000_000_000_000_000_000 }
  return UInt64(max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
}

extension Duration {
  /// The duration in seconds as a sentence shows it: `5 s`, `0.15 s`.
  var inSeconds: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return "\(seconds)".hasSuffix(".0") ? "\(components.seconds) s" : "\(seconds) s"
  }
}
