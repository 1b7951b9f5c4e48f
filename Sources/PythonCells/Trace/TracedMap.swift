/// One map of a traced program, or the single calls of a pool.
struct TracedMap: Equatable {
  /// Its pool.
  var pool: PoolKey
  /// `map`, `imap` or `calls`.
  var how: String
  /// The jobs that it is made of: one, or one for each chunk or call.
  var jobs: Jobs
  /// Items in a chunk.
  var chunk: Int
  /// How many items there are, as far as that is known.
  var items: Int
  /// How many chunks there are, if that is all that is known of the length; otherwise `nil`.
  var chunks: Int?
  /// When it began and ended.
  var began: UInt64
  var ended: UInt64?
  /// Whether it gave all results.
  var isWhole = false
  /// What the workers did, in order of each worker.
  var parts: [Part] = []

  /// The jobs of a map.
  enum Jobs: Equatable {
    /// A pool's map is one job with chunks.
    case one(Int)
    /// An executor's map has a job for each chunk.
    case each(Range<Int>)
    /// Single calls are the jobs that no map has: those that have been seen, each with its number.
    case calls([Int: Int])
  }

  /// What a worker did of a chunk.
  struct Part: Equatable {
    var pid: Int32
    /// Items that it finished, including one that failed.
    var items: Range<Int>
    var time: Range<UInt64>
    /// Its items one by one, if they were timed like that.
    var single: [Single]
    /// Items that it began and never finished, and until when it was seen to have them; `nil` for the end of the map.
    var unfinished: (items: Range<Int>, since: UInt64, until: UInt64?)?

    static func == (a: Part, b: Part) -> Bool {
      a.pid == b.pid && a.items == b.items && a.time == b.time && a.single == b.single
        && a.unfinished?.items == b.unfinished?.items
    }
  }

  /// An item.
  struct Single: Equatable {
    var item: Int
    var time: Range<UInt64>
    /// The exception that it raised.
    var failure: String?
  }

  /// Whether a job is one of its own.
  func has(_ job: Int) -> Bool {
    switch jobs {
    case .one(let own): own == job
    case .each(let range): range.contains(job)
    case .calls(let numbers): numbers[job] != nil
    }
  }

  /// The first item of a chunk.
  func base(job: Int, chunk index: Int) -> Int {
    switch jobs {
    case .one: index &* chunk
    case .each(let range): (job - range.lowerBound) &* chunk
    case .calls(let numbers): numbers[job] ?? 0
    }
  }

  /// When the last thing happened in it.
  var lastTime: UInt64 {
    ended ?? parts.map { max($0.time.upperBound, $0.unfinished?.until ?? 0) }.max() ?? began
  }

  /// How long it took, or how long it is known to have gone on.
  var length: UInt64 { lastTime > began ? lastTime - began : 0 }

  /// The largest number of workers that were busy at the same moment.
  var atOnce: Int {
    let changes = parts.flatMap { part in
      let end = part.unfinished.map { $0.until ?? lastTime } ?? part.time.upperBound
      return [(part.time.lowerBound, 1), (max(end, part.time.lowerBound), -1)]
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var (busy, most) = (0, 0)
    for change in changes {
      busy += change.1
      most = max(most, busy)
    }
    return most
  }
}
