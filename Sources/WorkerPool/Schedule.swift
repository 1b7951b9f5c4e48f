/// The rule by which items are dealt to workers.
public enum Schedule: String, Sendable, Equatable, Codable, CaseIterable {
  /// One block of consecutive items for each worker, decided beforehand.
  case `static`
  /// Chunk j goes to worker j mod n, decided beforehand.
  case cyclic
  /// The next chunk goes to whichever worker is free.
  case dynamic
  /// As `dynamic`, with chunks that shrink as the items run out.
  case guided
}

/// How many items travel together.
public enum ChunkSize: Sendable, Equatable {
  /// The rule of Python's `Pool.map`: ceil(items / (4 * workers)).
  case auto
  /// So many items, at least 1.
  case items(Int)
}
