import Experiments

extension LessonReader {
  private static let example = "command: [python3, square.py]"

  /// The program of a `command` experiment and its arguments; none for other tasks, and where a fault was reported.
  static func command(of task: TaskName, _ fields: inout Fields) -> [String] {
    guard let entry = fields.mapping["command"] else {
      if task == .command { fields.missing("command", example: example) }
      return []
    }
    guard task == .command else {
      fields.report(
        entry.keyPlace, "The task `\(task.rawValue)` runs no program.",
        mend: "Leave `command` out, or write `task: command`.")
      return []
    }
    guard case .list(let words) = entry.value, let first = words.first, !first.allSatisfy(\.isWhitespace) else {
      fields.report(
        entry.place, "`command` wants the program and its arguments as a list of words.",
        mend: "Write `\(example)`; no shell takes a line apart.")
      return []
    }
    // What the page shows is what runs, so it has nothing in it that can't be shown.
    guard words == entry.node.sequence.map({ $0.compactMap { $0.scalar?.string } }) else {
      fields.report(
        entry.place, "A word of `command` has a character that can't be shown.",
        mend: "Leave it out, or let the program make it itself.")
      return []
    }
    return words
  }
}
