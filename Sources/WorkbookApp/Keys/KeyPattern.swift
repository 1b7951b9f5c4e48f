internal import Canvas

/// What a binding reacts to: one key, or any of a kind.
enum KeyPattern: Sendable, Equatable, ExpressibleByExtendedGraphemeClusterLiteral {
  /// This key and no other.
  case key(Key)
  /// A digit from 1 to 9.
  case digit
  /// A character or pasted text.
  case text

  /// The key that types a character.
  init(extendedGraphemeClusterLiteral character: Character) { self = .key(.character(character)) }

  /// Whether a key press matches.
  func matches(_ key: Key) -> Bool {
    switch (self, key) {
    case (.key(let own), _): own == key
    case (.digit, .character(let character)): ("1"..."9").contains(character)
    case (.text, .character), (.text, .paste): true
    case (.digit, _), (.text, _): false
    }
  }

  /// The name of the key in the key line and the help.
  func name(ascii: Bool) -> String {
    switch self {
    case .key(let key): key.name(ascii: ascii)
    case .digit: "1-9"
    case .text: "type"
    }
  }
}

extension Key {
  /// The name of the key as it is printed on most keyboards; arrows as arrows unless only ASCII can be shown.
  func name(ascii: Bool) -> String {
    func arrow(_ symbol: String, _ word: String) -> String { ascii ? word : symbol }
    return switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(" "): "ctrl-space"
    case .control(let character): "ctrl-\(character)"
    case .alt("\u{7F}"): "alt-backspace"
    case .alt(let character): "alt-\(character)"
    case .paste: "paste"
    case .burst: "text"
    case .enter: "enter"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .escape: "esc"
    case .backspace: "backspace"
    case .delete: "delete"
    case .insert: "insert"
    case .up: arrow("↑", "up")
    case .down: arrow("↓", "down")
    case .left: arrow("←", "left")
    case .right: arrow("→", "right")
    case .wordLeft: "ctrl-" + arrow("←", "left")
    case .wordRight: "ctrl-" + arrow("→", "right")
    case .paragraphUp: "ctrl-" + arrow("↑", "up")
    case .paragraphDown: "ctrl-" + arrow("↓", "down")
    case .home: "home"
    case .end: "end"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
