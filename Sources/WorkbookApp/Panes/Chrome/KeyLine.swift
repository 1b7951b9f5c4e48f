internal import Canvas

/// A key that can be used now, and what it does.
struct KeyHint: Sendable, Equatable {
  /// The name of the key.
  var key: String
  /// What it does, in a word or two.
  var does: String
  /// Hints of the highest rank are left out first if there isn't room for all.
  var rank: Int

  /// Makes a hint.
  init(_ key: String, _ does: String, rank: Int = 1) {
    self.key = key
    self.does = does
    self.rank = rank
  }
}

/// The last row: the keys that can be used now, as many as fit.
struct KeyLine {
  let hints: [KeyHint]

  /// Draws the row, without so many columns at its end.
  func draw(on canvas: inout Canvas, keeping end: Int = 0) {
    var column = 1
    for hint in fitted(to: canvas.size.width - 2 - end) {
      column = canvas.put(hint.key, x: column, y: canvas.size.height - 1, style: .bold)
      column = canvas.put(" " + hint.does, x: column, y: canvas.size.height - 1) + 3
    }
  }

  /// The hints that fit; those of the highest rank are left out first, the last of them before the others.
  func fitted(to width: Int) -> [KeyHint] {
    var kept = hints
    func needed() -> Int { kept.reduce(-3) { $0 + cellWidth(of: $1.key) + 1 + cellWidth(of: $1.does) + 3 } }
    while needed() > width, let worst = kept.map(\.rank).max(), let last = kept.lastIndex(where: { $0.rank == worst }) {
      kept.remove(at: last)
    }
    return kept
  }
}
