/// A command as it would be typed into a shell. Words that a shell would split or change are quoted, and control
/// characters are written as escapes, so that the text shows exactly what runs.
package func commandLine(_ words: [String]) -> String { words.map(shellWord).joined(separator: " ") }

private func shellWord(_ word: String) -> String {
  if word.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
    return "$'" + word.unicodeScalars.map(escaped).joined() + "'"
  }
  let isPlain = word.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || "0123456789_-+=.,:/@%".unicodeScalars.contains($0)
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": return "\\n"
  case "\t": return "\\t"
  case "'", "\\": return "\\\(scalar)"
  default:
    guard scalar.properties.generalCategory == .control else { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
