internal import Experiments

/// A command of the plain workbook.
enum PlainCommand: Sendable, Equatable {
  case next, back, read
  case sections, list
  case go(String)
  case run(String), check, stop, traceback
  case runs, timeline, knobs, reset
  /// Show the value of a knob.
  case ask(Knob)
  /// Set a knob. The text may be empty, although no knob accepts that.
  case set(Knob, String)
  case answer(String), show, hint, solution
  /// Kill a worker, by its number from 1.
  case kill(Int)
  case line(Int, String), insert(Int, String), delete(Int), edit
  /// Follow the batch job, say its output, or cancel it.
  case job, output, cancel
  /// List what is missing and what to hand in; pack the file to upload; stage the files.
  case handIn, pack, stage
  /// Say who the student is; without words, ask for it.
  case name(String)
  case restore, help, quit
  /// A line that doesn't start with a command.
  case other(String)

  /// Reads a line; an empty line means `next`.
  init(_ line: String) {
    if let knob = Self.knob(line) {
      self = knob
      return
    }
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first else {
      self = .next
      return
    }
    let rest = words.count > 1 ? String(words[1]) : ""
    self = Self.withoutWords(first.lowercased()) ?? Self.withWords(first.lowercased(), rest) ?? .other(line)
  }

  /// Whether a line is nothing but the word of a command, as it is if someone has forgotten that an answer is open.
  static func isLoneCommand(_ line: String) -> Bool {
    line.count > 2 && (withoutWords(line) != nil || ["go", "run", "answer", "name"].contains(line))
  }

  private static func withoutWords(_ word: String) -> PlainCommand? {
    switch word {
    case "next", "n": .next
    case "back", "b", "previous": .back
    case "read", "again": .read
    case "sections", "contents": .sections
    case "list", "ls": .list
    case "check": .check
    case "stop": .stop
    case "traceback": .traceback
    case "runs": .runs
    case "timeline", "t": .timeline
    case "knobs", "k": .knobs
    case "reset": .reset
    case "show": .show
    case "hint": .hint
    case "solution": .solution
    case "edit", "e": .edit
    case "job": .job
    case "output": .output
    case "cancel": .cancel
    case "hand-in", "handin": .handIn
    case "pack": .pack
    case "stage": .stage
    case "restore": .restore
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
    case "name": return .name(rest)
    case "kill": return Int(rest).flatMap { $0 > 0 ? .kill($0) : nil }
    case "line", "insert", "delete":
      let parts = rest.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      let text = parts.count > 1 ? String(parts[1]) : ""
      return word == "line" ? .line(number, text) : word == "insert" ? .insert(number, text) : .delete(number)
    default: return nil
    }
  }

  /// Reads `processes 2` or `processes=2`, with all blanks of the value; `processes` alone asks for the value.
  private static func knob(_ line: String) -> PlainCommand? {
    let line = line.drop { $0 == " " }
    let word = line.prefix { $0 != " " && $0 != "=" }
    guard let knob = Knob.named(word.lowercased()) else { return nil }
    let text = line.dropFirst(word.count + 1)
    if line.dropFirst(word.count).first != "=", text.allSatisfy(\.isWhitespace) { return .ask(knob) }
    return .set(knob, String(text))
  }
}
