import Posix

/// The last bytes of what a program writes.
struct ByteTail {
  /// How many bytes are kept.
  private static let most = 1 << 16
  /// All bytes that came, also those that aren't kept.
  private(set) var count = 0
  /// Whether everybody who could write has ended.
  private(set) var isOver = false
  private var bytes: [UInt8] = []

  /// What is kept, and how many bytes came before that.
  var text: (String, before: Int) { (String(decoding: bytes, as: UTF8.self), count - bytes.count) }

  /// The most pieces that are read at a time, so that a program that never stops writing can still be ended.
  private static let mostPieces = 64

  /// Reads what is there, but stops soon after the limit.
  mutating func read(from pipe: Descriptor, limit: Int, _ output: (ArraySlice<UInt8>) -> Void) {
    for _ in 0..<Self.mostPieces where !isOver && count <= limit {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let got = piece.withUnsafeMutableBytes { readSome(from: pipe.number, into: $0) }
      if got == 0 { isOver = true }
      guard got > 0 else { return }
      count += got
      output(piece[..<got])
      bytes += piece[..<got]
      if bytes.count > Self.most { bytes.removeFirst(bytes.count - Self.most) }
    }
  }
}
