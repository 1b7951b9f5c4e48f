internal import Canvas

/// The row above the keys: a sentence for the student, or a dim rule.
struct NoticeLine {
  /// The sentence; `nil` for the rule.
  let sentence: String?
  let glyphs: Glyphs

  /// Draws it; a long sentence covers rows of the page.
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
  /// The sentence above the keys: a remark about the last key, otherwise why saving failed, otherwise the first notice.
  var sentence: String? {
    if let remark { return remark }
    if let failure = shownFailure { return "Not saved: \(failure)" }
    if let notice = notices.first { return notice + " (esc)" }
    return session.newerAnswersNotice.map { $0 + " Press u to use it, esc to leave it." }
  }
}
