internal import Canvas
internal import Experiments

/// A part of a whole in percent: `61 %`; 100 % only if all is done.
func percent(_ part: Double) -> String {
  guard part.isFinite else { return "0 %" }
  let value = Int((min(max(part, 0), 1) * 100).rounded())
  return "\(part < 1 ? min(value, 99) : 100) %"
}

/// A rate of items: `1.9 M/s`.
func rate(_ perSecond: Double) -> String {
  guard perSecond.isFinite, perSecond > 0 else { return "0/s" }
  for (size, name) in [(1e9, " G/s"), (1e6, " M/s"), (1e3, " k/s")] where perSecond >= size {
    return formatSignificant(perSecond / size) + name
  }
  return formatSignificant(perSecond) + "/s"
}

extension Glyphs {
  /// The signs that figures are written with.
  var notation: Notation { Notation(isASCII: isASCII) }
}
