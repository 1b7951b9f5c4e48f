internal import Canvas
internal import HandIns
internal import Text

extension GradeScreen {
  /// The keys that only move.
  static let moving: [ValueBinding<GradeScreen>] = [
    ValueBinding(
      [.character("j"): 1, .character("k"): -1], also: [.down: 1, .up: -1], "the next, the previous student",
      line: "student", rank: 0
    ) { $0.move(by: $1) },
    ValueBinding(
      [.character("n"): 1, .character("p"): -1], also: [.right: 1, .left: -1, .tab: 1, .backTab: -1],
      "the next, the previous question", line: "question"
    ) { $0.turn(by: $1) },
    ValueBinding(["u"], "the next student without points", line: { _ in "not graded" }) { screen in
      guard let next = screen.nextUngraded(from: screen.student + 1, of: screen.question) else {
        screen.remark = "Everybody has points for this question."
        return
      }
      if next == screen.student { screen.remark = "This is the only student without points for this question." }
      (screen.student, screen.scroll, screen.reused) = (next, 0, nil)
    },
    ValueBinding(
      [.character(" "): 1, .character("b"): -1], also: [.pageDown: 1, .pageUp: -1], "a long answer: on, back", rank: 3
    ) { screen, step in
      screen.scroll = max(0, screen.scroll + step * max(1, screen.bodyHeight - 2))
      return nil
    },
  ]

  /// The other keys, for the help and for the row at the bottom.
  static let acting: [(keys: String, does: String, line: String?)] = [
    ("0…9 .", "points; enter ends a number of several digits", "points"),
    ("x", "take the points back", nil),
    ("c", "write a comment; enter keeps it, ↑ and ↓ take earlier ones", "comment"),
    ("r", "use the most frequent comment on this question, then the next one", "reuse"),
  ]

  /// Acts on a key.
  mutating func press(_ key: Key) -> [Effect] {
    remark = nil
    switch key {
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    if comment != nil { return write(key) }
    if showsHelp {
      showsHelp = false
      return []
    }
    if entry != nil { return type(key) }
    switch key {
    case "q", .control("c"): return [.quit]
    case "?", .function(1): showsHelp = true
    case .character(let digit) where digit.isASCII && (digit.isNumber || digit == "."): return type(key)
    case "x":
      guard mark.points != nil else {
        remark = "There are no points to take back."
        return []
      }
      return give(nil)
    case "c": comment = TextEditor(text: mark.comment, mode: .line, size: commentSize)
    case "r": return reuse()
    case .escape: remark = "q ends grading; everything is kept."
    default:
      guard let binding = Self.moving.first(where: { $0.entry.matches(key) }) else {
        remark = "\(key.name(ascii: glyphs.isASCII)) does nothing here: ? shows every key."
        return []
      }
      if let sentence = binding.act(&self, key) { remark = sentence }
    }
    return []
  }

  /// Types points. A digit that no other can follow ends the number.
  private mutating func type(_ key: Key) -> [Effect] {
    var text = entry ?? ""
    switch key {
    case .escape, .control("c"):
      entry = nil
      return []
    case .backspace: text = String(text.dropLast())
    case .enter: return end(text)
    case .character(let character) where character.isASCII && (character.isNumber || ".,".contains(character)):
      // A point on its own adds a half or so to what is there.
      // Points are at most a million.
      if text.isEmpty, !character.isNumber { text = mark.points.map { "\(Int($0))" } ?? "0" }
      if text.count < 8 { text.append(character == "," ? "." : character) }
    default:
      // Another key ends the number, and then does what it does.
      return end(text) + press(key)
    }
    entry = text.isEmpty ? nil : text
    guard let most, !text.contains("."), let points = Int(text) else { return [] }
    return points * 10 > most || points == 0 ? end(text) : []
  }

  /// Gives the points that were typed.
  mutating func end(_ text: String) -> [Effect] {
    entry = nil
    guard !text.isEmpty else { return [] }
    guard let points = Double(text), points.isFinite else {
      remark = "“\(text)” is no number of points."
      return []
    }
    if let most, points > Double(most) {
      remark = "This question is worth \(counted(most, "point"))."
      return []
    }
    return give(points)
  }

  /// Writes the comment.
  private mutating func write(_ key: Key) -> [Effect] {
    switch key {
    case .enter: return finishComment()
    case .escape, .control("c"):
      comment = nil
      remark = "The comment stays as it was."
    case .up, .down: choose(by: key == .down ? 1 : -1)
    default:
      _ = comment?.handle(key)
    }
    return []
  }

  /// Puts an earlier comment into the field.
  private mutating func choose(by step: Int) {
    let earlier = grades.comments(on: asked.id)
    guard !earlier.isEmpty else {
      remark = "There are no comments on this question yet."
      return
    }
    let next = Self.next(after: reused, in: earlier, by: step)
    reused = next
    comment?.replaceAll(with: next)
  }

  /// The comment after the one that was taken last, or before it.
  private static func next(after last: String?, in comments: [String], by step: Int) -> String {
    guard let index = last.flatMap(comments.firstIndex) else { return comments[step > 0 ? 0 : comments.count - 1] }
    return comments[(index + step + comments.count) % comments.count]
  }

  private mutating func reuse() -> [Effect] {
    let earlier = grades.comments(on: asked.id)
    guard earlier.contains(where: { $0 != mark.comment }) else {
      remark = "There is no other comment on this question yet: c writes one."
      return []
    }
    // A second press goes on from the comment that the first one has left here.
    let next = Self.next(after: mark.comment.isEmpty ? nil : mark.comment, in: earlier, by: 1)
    return comment(next)
  }
}
