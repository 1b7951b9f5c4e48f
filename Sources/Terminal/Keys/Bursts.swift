internal import Canvas

/// How many characters have to arrive together to be text that nobody typed key by key.
private let burst = 10

/// Joins the keys of one read that belong together: marks join the character before them, and characters and line ends
/// become one key if they are more than anyone types at once.
///
/// A terminal without bracketed paste sends a paste this way, and so does a script. As one key it is one change of an
/// answer, and can't be taken for commands.
func join(_ keys: [Key]) -> [Key] {
  var joined: [Key] = []
  var run: [Key] = []
  func endRun() {
    joined += run.count < burst ? run : [.burst(run.map(\.typedText).joined())]
    run = []
  }
  for key in keys {
    switch (run.last, key) {
    case (.character(let before)?, .character(let mark)) where !mark.isASCII:
      if let whole = whole(before, mark) { run[run.count - 1] = .character(whole) } else { run.append(key) }
    // An enter before it is a key of its own: it may open the answer that the text is for.
    case (_, .character), (_?, .enter): run.append(key)
    default:
      endRun()
      joined.append(key)
    }
  }
  endRun()
  return joined
}

/// Two characters as one, if the second is a mark or a joiner that belongs to the first.
private func whole(_ first: Character, _ second: Character) -> Character? {
  let text = String(first) + String(second)
  return text.count == 1 ? text.first : nil
}

extension Key {
  fileprivate var typedText: String {
    switch self {
    case .character(let character): String(character)
    case .enter: "\n"
    default: ""
    }
  }
}
