/// The names in a list of nodes, each once and in order: `n[1-3,5],login` are five.
func nodeNames(_ list: String) -> [String] {
  var names: [String] = []
  var depth = 0
  let parts = list.split { character in
    if character == "[" { depth += 1 }
    if character == "]" { depth -= 1 }
    return character == "," && depth == 0
  }
  for part in parts {
    for name in expanded(part.trimmingBlanks) where !name.isEmpty && !names.contains(name) { names.append(name) }
  }
  return names
}

/// The names that one part with at most one pair of brackets means; the part itself if it isn't of this form.
private func expanded(_ part: String) -> [String] {
  guard let open = part.firstIndex(of: "["), part.hasSuffix("]") else { return [part] }
  let prefix = part[..<open]
  var names: [String] = []
  for range in part[part.index(after: open)...].dropLast().split(separator: ",") {
    let ends = range.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = ends.first, let last = ends.last, ends.count <= 2, let low = Int(first), let high = Int(last),
      low <= high, high - low < 65_536
    else { return [part] }
    // Leading zeros are part of a name.
    names += (low...high).map { number in
      let digits = String(number)
      return prefix + String(repeating: "0", count: max(0, first.count - digits.count)) + digits
    }
  }
  return names
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
