internal import Experiments

/// The map that is shown of a program that is running.
struct LiveMap {
  /// Where it is in the program: a map, or the single calls of a pool.
  enum Source: Hashable {
    case map(Int)
    case calls(PoolKey)
  }

  /// Everything that is known of the program.
  var program: TracedProgram
  /// Which map it is.
  let source: Source
  /// Its number, from 1.
  let number: Int
  /// How many items it was said to have.
  var said = 0

  /// Describes a map; `nil` if it isn't known.
  init?(_ source: Source, number: Int, of program: TracedProgram) {
    self.program = program
    self.source = source
    self.number = number
    guard began != nil else { return nil }
  }

  private var map: TracedMap? {
    if case .map(let index) = source, program.maps.indices.contains(index) { program.maps[index] } else { nil }
  }

  private var calls: TraceEvent? { if case .calls(let pool) = source { program.calls[pool] } else { nil } }

  /// Its pool.
  var pool: PoolKey? { map?.pool ?? calls?.key }
  /// When it began.
  var began: UInt64? { map?.began ?? calls?.t }
  /// When it ended, if it has.
  var ended: UInt64? { map?.ended ?? calls?.end }
  /// Whether it gave all results.
  var isWhole: Bool { map?.isWhole ?? calls?.ok ?? false }
  /// Items in a chunk.
  var chunk: Int { map?.chunk ?? 1 }
  /// How many items it is known to have.
  var items: Int { map?.items ?? min(max(calls?.n ?? 0, 0), 1 << 40) }
  /// Whether it is the single calls of a pool.
  var isCalls: Bool { calls != nil }
  /// Whether items are shown one by one.
  var showsItems: Bool { max(items, said) <= Lanes.mostTaken }

  /// The first item of a job's chunk; `nil` if another map has it.
  func base(job: Int, chunk: Int) -> Int? {
    switch source {
    case .map(let index):
      guard let map, program.place(of: job, in: map.pool) == index else { return nil }
      return map.base(job: job, chunk: chunk)
    case .calls(let pool): return program.rank(ofCall: job, in: pool)
    }
  }

  /// The items of a chunk, as far as one can know before it ends.
  func items(from base: Int) -> Range<Int> {
    let end = base + max(1, chunk)
    // The number of items is known from the start, or when all chunks of an executor's map have been given out.
    let isKnown =
      switch map?.jobs {
      case .one: map?.how == "map"
      case .each(let jobs): jobs.count < 1 << 32
      case .calls, nil: false
      }
    return base..<(isKnown ? max(base + 1, min(end, items)) : end)
  }
}
