import Posix

extension Duration {
  /// The duration in seconds as a sentence shows it: `5 s`, `0.15 s`.
  var inWords: String {
    let seconds = "\(inSeconds)"
    return seconds.hasSuffix(".0") ? "\(components.seconds) s" : "\(seconds) s"
  }
}
