import Text

/// A part of a formula: as one line, and as a block of several rows if something in it has rows.
struct FormulaText: Equatable, ExpressibleByStringLiteral {
  /// Texts and blocks from left to right.
  private var pieces: [Piece] = []

  private enum Piece: Equatable {
    case text(String)
    /// Rows, and what they are in one line.
    case block(FormulaBlock, line: String)
  }

  init() {}

  init(_ text: String) { append(text) }

  init(stringLiteral text: String) { append(text) }

  init(block: FormulaBlock, line: String) {
    pieces = [.block(block, line: line)]
  }

  /// The part as one line; spaces are not tidy yet.
  var line: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .block(_, let line): line
      }
    }.joined()
  }

  /// Whether it has more than one row.
  var isTall: Bool {
    pieces.contains { if case .block(let block, _) = $0 { block.rows.count > 1 } else { false } }
  }

  /// Whether there is nothing to see.
  var isBlank: Bool { line.allSatisfy(\.isWhitespace) }

  /// Everything beside one another, each part at the middle of its height.
  var block: FormulaBlock {
    var whole = FormulaBlock(rows: [""])
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .block(let block, _): whole.append(block)
      case .text(let text):
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
        let before = index > 0 && text.first?.isWhitespace == true
        let after = index < pieces.count - 1 && text.last?.isWhitespace == true && !words.isEmpty
        whole.append(FormulaBlock(rows: [(before ? " " : "") + words + (after ? " " : "")]))
      }
    }
    return whole
  }

  mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = pieces.last {
      pieces[pieces.count - 1] = .text(before + text)
    } else {
      pieces.append(.text(text))
    }
  }

  mutating func append(_ other: FormulaText) {
    for piece in other.pieces {
      if case .text(let text) = piece {
        append(text)
      } else {
        pieces.append(piece)
      }
    }
  }
}

/// Rows of text that belong together.
struct FormulaBlock: Equatable {
  /// The rows, at least one.
  var rows: [String]

  /// The width of the widest row, in columns.
  var width: Int { rows.map(columns).max() ?? 0 }

  /// Puts another block to the right, both centred on the same row.
  mutating func append(_ other: FormulaBlock) {
    let height = max(rows.count, other.rows.count)
    pad(to: width)
    grow(to: height)
    var other = other
    other.grow(to: height)
    rows = zip(rows, other.rows).map { $0 + $1 }
  }

  /// Adds blank rows above and below.
  private mutating func grow(to height: Int) {
    let missing = height - rows.count
    guard missing > 0 else { return }
    let blank = String(repeating: " ", count: width)
    rows = Array(repeating: blank, count: missing / 2) + rows + Array(repeating: blank, count: missing - missing / 2)
  }

  /// Adds spaces to every row.
  mutating func pad(to width: Int, atStart: Bool = false) {
    rows = rows.map { row in
      let blanks = String(repeating: " ", count: max(0, width - columns(row)))
      return atStart ? blanks + row : row + blanks
    }
  }
}

extension String {
  /// The text without spaces at its end.
  var withoutSpacesAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

private func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + cellWidth(of: $1) } }
