/// The rule for dealing items to workers.
public enum Schedule: String, Sendable, Equatable, Codable, CaseIterable {
  /// One block of consecutive items for each worker, decided beforehand; in pieces if a chunk size is given.
  case `static`
  /// Chunk j goes to worker j mod n, decided beforehand.
  case cyclic
  /// The next chunk goes to the next worker that is free.
  case dynamic
  /// Like `dynamic`, with chunks that shrink as fewer items are left; a given chunk size is the smallest.
  case guided
  /// Like `guided`, with chunks that take about two milliseconds by measurement.
  case auto
}

/// How many items a chunk has.
public enum ChunkSize: Sendable, Equatable {
  /// The rule of Python's `Pool.map`: ceil(items / (4 * workers)).
  case auto
  /// This many items, at least 1.
  case items(Int)

  /// The rule of Python's `Pool.map`, at least 1.
  public static func pythonRule(items: Int, workers: Int) -> Int {
    let (whole, rest) = items.quotientAndRemainder(dividingBy: 4 * max(1, workers))
    return max(1, whole + (rest > 0 ? 1 : 0))
  }
}
