internal import Canvas

/// The row above the keys: what the student should know, or else a quiet rule.
struct NoticeLine {
  /// What to say; `nil` for the rule alone.
  let sentence: String?
  let glyphs: Glyphs

  /// Draws it; a sentence too long for a row goes up into the page.
  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    let bottom = size.height - 2
    canvas.fill(Rect(x: 0, y: bottom, width: size.width, height: 1), with: glyphs.horizontal, style: .dim)
    guard let text = sentence else { return }
    let lines = wrap(text, width: size.width - 4, style: .bold).prefix(6)
    let top = bottom - lines.count + 1
    canvas.fill(Rect(x: 0, y: top, width: size.width, height: lines.count))
    if lines.count > 1 {
      canvas.fill(Rect(x: 0, y: top - 1, width: size.width, height: 1), with: glyphs.horizontal, style: .dim)
    }
    canvas.put(Array(lines), x: 2, y: top)
  }
}

extension Model {
  /// The sentence above the keys: an answer to the last key, else what failed, else the first notice not yet dismissed.
  var sentence: String? {
    if let remark { return remark }
    if let failure = saving.failure { return "Not saved: \(failure)" }
    return notices.first.map { $0 + " (esc)" }
  }
}
