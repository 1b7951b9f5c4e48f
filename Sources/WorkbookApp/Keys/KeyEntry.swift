internal import Canvas

/// Keys and what they do: a row of the help.
struct KeyEntry: Sendable, Equatable {
  /// The keys that the key line and the README name.
  let keys: [KeyPattern]
  /// Keys that do the same; only the help names them.
  let also: [KeyPattern]
  /// What they do, without a subject: `run the experiment`.
  let does: String

  /// Whether a key press is one of the keys.
  func matches(_ key: Key) -> Bool { keys.contains { $0.matches(key) } || also.contains { $0.matches(key) } }

  /// The keys as the key line shows them: arrows close together.
  func shortName(ascii: Bool) -> String {
    let arrows: [KeyPattern] = [.key(.up), .key(.down), .key(.left), .key(.right)]
    let separator = keys.allSatisfy(arrows.contains) ? (ascii ? "/" : "") : " "
    return keys.map { $0.name(ascii: ascii) }.joined(separator: separator)
  }

  /// All keys as the help shows them.
  func longName(ascii: Bool) -> String {
    [keys, also].filter { !$0.isEmpty }.map { $0.map { $0.name(ascii: ascii) }.joined(separator: " ") }
      .joined(separator: ", ")
  }
}

/// Rows of the help under a title.
struct KeySection: Sendable, Equatable {
  /// When or where the keys can be used.
  let title: String
  /// The rows.
  let entries: [KeyEntry]
}
