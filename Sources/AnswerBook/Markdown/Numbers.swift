import Glibc

/// Seconds with three significant digits and the unit that suits them: `3.23 s`, `871 ms`, `12.5 µs`.
func spoken(seconds: Double) -> String {
  let size = abs(seconds)
  return switch size {
  case 0: "0 s"
  // From here 999.5 of the smaller unit would round to a thousand.
  case 0.9995...: significant(seconds) + " s"
  case 0.9995e-3...: significant(seconds * 1e3) + " ms"
  default: significant(seconds * 1e6) + " µs"
  }
}

/// A speedup with two decimals: `3.70`.
func spoken(factor: Double) -> String { decimal(factor, places: 2) }

/// Three significant digits, without an exponent.
private func significant(_ value: Double) -> String {
  guard value != 0, value.isFinite else { return "0" }
  let digits = Int(log10(abs(value)).rounded(.down))
  return decimal(value, places: min(3, max(0, 2 - digits)))
}

/// So many decimals, with a point whatever the locale.
func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  let scale = pow(10, Double(places))
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 1e18 else { return "\(value)" }
  let whole = String(Int(scaled))
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + whole }
  let padded = String(repeating: "0", count: max(0, places + 1 - whole.count)) + whole
  return sign + padded.dropLast(places) + "." + padded.suffix(places)
}
