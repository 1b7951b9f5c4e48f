/// Returns the word that was probably meant, or `nil` if none of the words is similar.
func nearest(to word: String, among words: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased().prefix(80))
  let limit = max(1, typed.count / 3)
  let ranked = words.map { ($0, distance(typed, Array($0.lowercased().prefix(80)))) }
  if let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= limit { return best.0 }
  // `lang` for `language`.
  let longer = ranked.filter { $0.0.lowercased().hasPrefix(String(typed)) }
  return typed.count >= 3 && longer.count == 1 ? longer.first?.0 : nil
}

/// Lists words for a sentence: `a`, `b` or `c`. Of a long list only the first twelve.
func oneOf(_ words: [String]) -> String {
  let named = words.prefix(12).map { "`\($0)`" }
  let more = words.count > 12 ? " …" : ""
  guard named.count > 1, let last = named.last, more.isEmpty else { return named.joined(separator: ", ") + more }
  return named.dropLast().joined(separator: ", ") + " or " + last
}

/// Suggests the word that was probably meant, or lists all the words.
func fix(for word: String, among words: [String], noun: String) -> String {
  if let near = nearest(to: word, among: words) { return "Write `\(near)`." }
  return words.isEmpty ? "This lesson has no \(noun)." : "The \(noun) must be \(oneOf(words))."
}

/// Counts the edits (insert, delete, replace, swap neighbours) that turn one word into the other.
private func distance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1] + Array(repeating: 0, count: b.count)
    for j in b.indices {
      row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1) }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
