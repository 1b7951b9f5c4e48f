import Experiments

/// What a student can ask for in a session by lines.
enum PlainCommand: Equatable {
  case next, back, read
  case sections, list
  case go(String)
  case run(String), runs, knobs, reset
  case set(Knob, String)
  case answer(String), show, hint, solution
  /// Kill a worker, by its number from 1.
  case kill(Int)
  case line(Int, String), insert(Int, String), delete(Int), edit
  case help, quit
  /// A line that begins with no known word.
  case other(String)

  /// Reads a line; an empty one means to go on.
  init(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first else {
      self = .next
      return
    }
    let rest = words.count > 1 ? String(words[1]) : ""
    self = Self.plainWord(first.lowercased()) ?? Self.withWords(first.lowercased(), rest) ?? .other(line)
  }

  private static func plainWord(_ word: String) -> PlainCommand? {
    switch word {
    case "next", "n": .next
    case "back", "b", "previous": .back
    case "read", "again": .read
    case "sections", "contents": .sections
    case "list", "ls": .list
    case "runs": .runs
    case "knobs", "k": .knobs
    case "reset": .reset
    case "show": .show
    case "hint": .hint
    case "solution": .solution
    case "edit", "e": .edit
    case "help", "h", "?": .help
    case "quit", "q", "exit": .quit
    default: nil
    }
  }

  private static func withWords(_ word: String, _ rest: String) -> PlainCommand? {
    switch word {
    case "go", "g": return .go(rest)
    case "run", "r": return .run(rest)
    case "answer", "a": return .answer(rest)
    case "kill": return Int(rest).flatMap { $0 > 0 ? .kill($0) : nil }
    case "line", "insert", "delete":
      let parts = rest.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      let text = parts.count > 1 ? String(parts[1]) : ""
      return word == "line" ? .line(number, text) : word == "insert" ? .insert(number, text) : .delete(number)
    default: return knob(word, rest)
    }
  }

  /// `processes 2`, and `processes=2` as some would write it.
  private static func knob(_ word: String, _ rest: String) -> PlainCommand? {
    if let knob = Knob.named(word) { return .set(knob, rest) }
    let parts = word.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let knob = Knob.named(String(parts[0])) else { return nil }
    return .set(knob, String(parts[1]) + rest)
  }
}
