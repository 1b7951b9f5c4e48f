/// The word that this one is a small misspelling of, such as `seconds` for `secnds`; `nil` if there is none.
///
/// One letter may be wrong, missing, doubled or exchanged with the next one, and in words of eight letters two.
func nearestSpelling(of word: String, among words: some Sequence<String>) -> String? {
  let typed = Array(word)
  let most = typed.count >= 8 ? 2 : 1
  return words.map { ($0, editDistance(typed, Array($0), most: most)) }.filter { $0.1 <= most }.min { $0.1 < $1.1 }?.0
}

/// How many letters have to be changed, added, removed or exchanged with the next one; more than `most` if it is too many.
private func editDistance(_ a: [Character], _ b: [Character], most: Int) -> Int {
  guard abs(a.count - b.count) <= most else { return most + 1 }
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
