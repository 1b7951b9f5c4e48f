/// Writes a count in groups of three digits: `1 000 000`.
package func formatCount(_ count: Int) -> String {
  var groups: [Substring] = []
  var rest = Substring(String(count.magnitude))
  while rest.count > 3 {
    groups.insert(rest.suffix(3), at: 0)
    rest = rest.dropLast(3)
  }
  groups.insert(rest, at: 0)
  return (count < 0 ? "-" : "") + groups.joined(separator: " ")
}

/// Writes a count with its noun: `1 item`, `10 000 items`, `2 processes`.
///
/// - Parameter plural: The plural, if adding an `s` is not enough.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(formatCount(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// Writes names as a list: `a`, `a and b`, `a, b and c`.
package func listed(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}
