internal import LessonFormat

/// The commands that do what the keys of the screen do.
enum PlainKeys {
  /// Commands by key, as a lesson writes the key in a code span.
  static let commands = [
    "enter": "answer", "r": "run", "k": "knobs", "t": "timeline", "h": "hint", "s": "solution", "x": "kill 2",
    "n": "next", "p": "back", "o": "sections", "?": "help", "q": "quit", "↑": "back", "↓": "next", "←": "runs",
    "→": "runs", "esc": "Enter",
  ]

  /// Whether a block is a lesson's table of keys: its first column is headed `key`.
  static func isTable(_ block: Block) -> Bool {
    if case .table(_, let header, _) = block, case .text("key")? = header.first?.first { true } else { false }
  }
}
