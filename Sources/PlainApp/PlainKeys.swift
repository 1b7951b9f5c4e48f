internal import LessonFormat

/// The commands that do the same as the keys of the screen.
enum PlainKeys {
  /// Commands by key, with the key as lessons write it in code spans.
  static let commands = [
    "enter": "answer", "r": "run", "k": "knobs", "t": "timeline", "h": "hint", "H": "hand-in", "g": "stage",
    "s": "solution",
    "x": "kill 2", "w": "check", "m": "read",
    "n": "next", "p": "back", "o": "sections", "?": "help", "q": "quit", "↑": "back", "↓": "next", "←": "runs",
    "→": "runs", "esc": "Enter",
  ]

  /// Whether a block is a lesson's table of keys: its first column is headed `key`.
  static func isTable(_ block: Block) -> Bool {
    if case .table(_, let header, _) = block, case .text("key")? = header.first?.first { true } else { false }
  }

  /// Whether a block explains only the screen: it is a paragraph that begins with these words.
  static func isAboutScreen(_ block: Block) -> Bool {
    if case .paragraph(let inlines) = block, case .text(let text)? = inlines.first {
      text.hasPrefix("On the screen")
    } else {
      false
    }
  }
}
