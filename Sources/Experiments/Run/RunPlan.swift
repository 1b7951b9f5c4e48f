import WorkerPool

/// What a task's knobs come to: the items of the map, and how the results are read.
enum RunPlan {
  /// Seeds are offset by this, because 0 stands for the worker's pid on the wire.
  static func shares(of knobs: Knobs) -> [WirePair<Int, UInt64>] {
    let count = knobs.processes
    return (0..<count).map { item in
      let samples = knobs.samples / count + (item < knobs.samples % count ? 1 : 0)
      return WirePair(samples, seed(of: item, knobs.seeding))
    }
  }

  private static func seed(of item: Int, _ seeding: Seeding) -> UInt64 {
    switch seeding {
    case .processID: 0
    case .same(let root): max(root, 1)
    case .perItem(let root): max(Seeds.seed(root: root, item: item), 1)
    }
  }

  /// The first and last five primes and their count, from one answer for each candidate.
  static func primes(_ answers: [Bool], from first: Int) -> TaskResult {
    var count = 0
    for isPrime in answers where isPrime { count += 1 }
    let firstFive = answers.indices.lazy.filter { answers[$0] }.prefix(5).map { first + $0 }
    let lastFive = answers.indices.reversed().lazy.filter { answers[$0] }.prefix(5).map { first + $0 }
    return .primes(count: count, first: Array(firstFive), last: lastFive.reversed())
  }

  /// One entry for each item, up to 10 000; the worker follows from the pid.
  static func processInfo(_ pids: [Int32], items: [Double], lanes: Lanes) -> TaskResult {
    let names = Dictionary(lanes.lanes.map { ($0.pid, $0.name) }) { first, _ in first }
    let entries = zip(items, pids).prefix(Lanes.mostTaken).map { item, pid in
      TaskResult.ItemResult(item: item, worker: names[pid] ?? "worker", pid: pid)
    }
    return .processInfo(Array(entries))
  }
}
