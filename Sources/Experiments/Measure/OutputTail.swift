/// The last lines that a worker's code wrote.
package struct OutputTail: Sendable, Equatable {
  /// The maximum number of lines to keep.
  package static let most = 20
  /// The maximum length of a line; a longer one is cut.
  private static let longest = 400

  /// The lines, the last one last.
  package private(set) var lines: [String] = []
  /// How many came before them.
  package private(set) var before = 0
  /// Whether the next text continues the last line.
  private var isOpen = false

  /// Makes an empty tail.
  package init() {}

  /// Adds the next text, which may end in the middle of a line.
  package mutating func add(_ text: String) {
    // Split by scalars, since `\r\n` is a single character.
    var pieces = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard !text.isEmpty, let last = pieces.popLast() else { return }
    for piece in pieces {
      put(piece)
      isOpen = false
    }
    if !last.isEmpty {
      put(last)
      isOpen = true
    }
  }

  private mutating func put(_ piece: Substring.UnicodeScalarView) {
    var line = isOpen ? lines.popLast() ?? "" : ""
    let room = Self.longest - line.unicodeScalars.count
    line.unicodeScalars.append(contentsOf: piece.prefix(max(0, room)))
    if piece.count > room, !line.hasSuffix("…") { line += "…" }
    if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
    lines.append(line)
    if lines.count > Self.most {
      lines.removeFirst()
      before += 1
    }
  }
}
