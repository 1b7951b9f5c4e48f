internal import Experiments

extension LessonReader {
  private static let example = "command: [python3, square.py]"

  /// The program of a `command` experiment and its arguments; empty for other tasks, and if a fault was reported.
  static func command(of task: ExperimentTask, _ fields: inout Fields) -> [String] {
    guard let entry = fields.mapping["command"] else {
      if task.traits.contains(.runsProgram) { fields.missing("command", example: example) }
      return []
    }
    guard task.traits.contains(.runsProgram) else {
      fields.report(
        entry.keyPlace, "The task `\(task.name)` runs no program.",
        fix: "Remove `command`, or write `task: command`.")
      return []
    }
    guard case .list(let words) = entry.value, let first = words.first, !first.allSatisfy(\.isWhitespace) else {
      fields.report(
        entry.place, "`command` needs the program and its arguments as a list of words.",
        fix: "Write `\(example)`; no shell splits a line into words.")
      return []
    }
    // The page must show exactly what would run.
    guard words == entry.node.items.map({ $0.compactMap(\.text) }) else {
      fields.report(
        entry.place, "A word of `command` contains a character that can't be shown.",
        fix: "Remove it, or let the program generate it.")
      return []
    }
    return words
  }
}
