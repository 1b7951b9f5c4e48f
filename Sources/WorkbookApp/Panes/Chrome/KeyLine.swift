internal import Canvas

/// A key that works now, and what it does.
struct KeyHint: Sendable, Equatable {
  /// The key as it is written on the keyboard.
  var key: String
  /// What it does, in a word or two.
  var does: String
  /// The higher, the sooner it gives way where there isn't room for all.
  var rank: Int

  /// Makes a hint.
  init(_ key: String, _ does: String, rank: Int = 1) {
    self.key = key
    self.does = does
    self.rank = rank
  }
}

/// The last row: the keys that work now, as many as fit, in their order.
struct KeyLine {
  let hints: [KeyHint]

  /// Draws the row.
  func draw(on canvas: inout Canvas) {
    var column = 1
    for hint in fitted(to: canvas.size.width - 2) {
      column = canvas.put(hint.key, x: column, y: canvas.size.height - 1, style: .bold)
      column = canvas.put(" " + hint.does, x: column, y: canvas.size.height - 1) + 3
    }
  }

  /// The hints that have room; those of the highest rank give way first, the later before the earlier.
  func fitted(to width: Int) -> [KeyHint] {
    var kept = hints
    func needed() -> Int { kept.reduce(-3) { $0 + cellWidth(of: $1.key) + 1 + cellWidth(of: $1.does) + 3 } }
    while needed() > width, let worst = kept.map(\.rank).max(), let last = kept.lastIndex(where: { $0.rank == worst }) {
      kept.remove(at: last)
    }
    return kept
  }
}
