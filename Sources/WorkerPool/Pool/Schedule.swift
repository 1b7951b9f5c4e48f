/// The rule by which items are dealt to workers.
public enum Schedule: String, Sendable, Equatable, Codable, CaseIterable {
  /// One block of consecutive items for each worker, decided beforehand; in pieces where a chunk size is given.
  case `static`
  /// Chunk j goes to worker j mod n, decided beforehand.
  case cyclic
  /// The next chunk goes to whichever worker is free.
  case dynamic
  /// As `dynamic`, with chunks that shrink as the items run out; a chunk size given is the smallest.
  case guided
  /// As `guided`, with chunks of about two milliseconds of work as it is measured.
  case auto
}

/// How many items travel together.
public enum ChunkSize: Sendable, Equatable {
  /// The rule of Python's `Pool.map`: ceil(items / (4 * workers)).
  case auto
  /// So many items, at least 1.
  case items(Int)

  /// The rule of Python's `Pool.map`, at least 1.
  public static func pythonRule(items: Int, workers: Int) -> Int {
    let (whole, rest) = items.quotientAndRemainder(dividingBy: 4 * max(1, workers))
    return max(1, whole + (rest > 0 ? 1 : 0))
  }
}
