import WorkerPool

/// What a task's knobs come to: the items of the map, and how the results are read.
enum RunPlan {
  /// The items of `quarter-circle`: each process's share of the samples, the rest spread over the first, and its seed.
  static func shares(of knobs: Knobs) -> [WirePair<Int, UInt64?>] {
    let count = knobs.processes
    return (0..<count).map { item in
      let samples = knobs.samples / count + (item < knobs.samples % count ? 1 : 0)
      return WirePair(samples, seed(of: item, knobs.seeding))
    }
  }

  /// Nothing where only the worker can know it.
  private static func seed(of item: Int, _ seeding: Seeding) -> UInt64? {
    switch seeding {
    case .processID: nil
    case .same(let root): root
    case .perItem(let root): Seeds.seed(root: root, item: item)
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

  /// The number with the most divisors, the first of several, and the sum, from one count for each number.
  static func divisors(_ counts: [Int], from first: Int) -> TaskResult {
    let most = counts.max() ?? 0
    let number = first + (counts.firstIndex(of: most) ?? 0)
    return .divisors(most: number, count: most, sum: counts.reduce(0, +))
  }

  /// What a program answered to each item, as much of it as a report holds.
  static func command(_ answers: [String]) -> TaskResult {
    var room = mostText
    let kept = answers.prefix(Lanes.mostTaken).prefix { answer in
      room -= answer.utf8.count
      return room >= 0
    }
    return .command(kept.compactMap(JSONValue.init))
  }

  /// Bytes of answers that a report holds.
  private static let mostText = 4 << 20

  /// One entry for each item, up to 10 000, from the pids and numbers of the workers that took them.
  static func processInfo(_ takers: [WirePair<Int32, Int>], items: [Double]) -> TaskResult {
    .processInfo(
      zip(items, takers).prefix(Lanes.mostTaken).map { item, taker in
        TaskResult.ItemResult(item: item, worker: "worker-\(taker.second + 1)", pid: taker.first)
      })
  }
}
