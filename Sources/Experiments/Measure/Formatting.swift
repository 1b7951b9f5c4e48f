/// Writes a duration in a suitable unit with three significant digits: `3.23 s`, `8.06 ms`, `412 µs`.
package func formatDuration(_ seconds: Double) -> String {
  guard seconds.isFinite else { return "?" }
  let units: [(size: Double, name: String)] = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
  let size = abs(seconds)
  if size == 0 { return "0 s" }
  let unit = units.first { size >= $0.size * 0.9995 } ?? (1e-9, "ns")
  return "\(formatSignificant(seconds / unit.size)) \(unit.name)"
}

/// Writes a number with three significant digits, and from 100 on as a whole number.
package func formatSignificant(_ value: Double) -> String {
  let size = abs(value)
  let digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  return formatFixed(value, digits: digits)
}

/// Writes a number with 0 to 9 digits after the point.
package func formatFixed(_ value: Double, digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return String(value) }
  let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
  let scaled = (abs(value) * scale).rounded()
  let whole = Int(scaled / scale)
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard digits > 0 else { return sign + String(Int(scaled)) }
  let fraction = String(Int(scaled - Double(whole) * scale))
  return sign + "\(whole)." + String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
}
