/// The last lines of what a worker's code wrote.
public struct OutputTail: Sendable, Equatable {
  /// The most lines that are kept.
  public static let most = 20
  /// The longest line that is kept whole.
  private static let longest = 400

  /// The lines, the last one last.
  public private(set) var lines: [String] = []
  /// How many came before them.
  public private(set) var before = 0
  /// True where the last line goes on with what comes next.
  private var isOpen = false

  /// Makes the tail of nothing.
  public init() {}

  /// Adds what was written next, which may end in the middle of a line.
  public mutating func add(_ text: String) {
    // By scalars: a line that ends with a carriage return too has one character for both.
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
