import Text
package import WorkerPool

extension ExperimentTask {
  /// Counts random points of the unit square that fall inside the quarter circle.
  package static let quarterCircle = ExperimentTask(
    StandardTask.quarterCircle, summary: "Estimates pi from random points in a square.",
    knobs: [.processes, .samples, .repeats, .seed, .seeding], traits: [.hasDarts],
    items: { knobs in
      // Each process's share of the samples, the rest spread over the first, and its seed.
      let (share, rest) = knobs.samples.quotientAndRemainder(dividingBy: knobs.processes)
      return (0..<knobs.processes).map { item in
        WirePair(share + (item < rest ? 1 : 0), knobs.seeding.seed(of: item))
      }
    },
    seeds: { $0.map(\.second) }
  ) { shares, knobs in
    QuarterCircleFindings(
      samples: knobs.samples, inside: shares.reduce(0) { $0 + $1.first }, insideEach: shares.map(\.first))
  }
}

extension StandardTask {
  /// Takes a number of samples and a seed (`nil` makes one from the worker's pid); returns the points inside and the seed.
  package static let quarterCircle = PoolTask<WirePair<Int, UInt64?>, WirePair<Int, UInt64>>(
    name: "quarter-circle"
  ) { item, context in
    let seed = item.second ?? processSeed(pid: context.pid, item: context.item)
    let inside = sampleQuarterCircle(samples: item.first, seed: seed) { context.report(fraction: $0) }
    return WirePair(inside, seed)
  }
}

/// How many points were drawn and how many were inside, in all and by item.
package struct QuarterCircleFindings: Findings {
  package var samples: Int
  package var inside: Int
  /// How many points of each item were inside; `nil` in older recorded runs, which don't say.
  package var insideEach: [Int]?

  /// The estimate.
  package var pi: Double { samples == 0 ? 0 : 4 * Double(inside) / Double(samples) }

  package var isSound: Bool {
    (0...1 << 53).contains(samples) && (0...samples).contains(inside)
      && (insideEach ?? []).allSatisfy { (0...inside).contains($0) }
  }

  package func figure(of report: RunReport) -> Double { pi }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let rounded = formatFixed(pi, digits: 6)
    let off = formatFixed(abs(pi - Double.pi), digits: 6)
    let fraction = "4 \(notation.times) \(formatCount(inside)) / \(formatCount(samples))"
    let each = counts(notation)
    return ResultWords(
      lines: [.text("pi \(notation.approximately) \(rounded)", ", off by \(off): \(fraction)")]
        + (each.map { [.text("", "points inside, item by item: \($0)")] } ?? []),
      cell: samples == 0 ? "" : "π ≈ \(rounded)",
      sentences: [
        "\(formatCount(inside)) of \(formatCount(samples)) points fell inside: pi is about "
          + "\(formatFixed(pi, digits: 7))."
      ] + (each.map { ["Points inside, item by item: \($0)."] } ?? []),
      clause: "gave \(rounded)")
  }

  /// The count of each item, if there are several; equal ones are what one seed for all gives.
  private func counts(_ notation: Notation) -> String? {
    guard let insideEach, insideEach.count > 1 else { return nil }
    let most = 16
    let list = insideEach.prefix(most).map(formatCount).joined(separator: ", ")
    return insideEach.count > most ? "\(list), \(notation.ellipsis)" : list
  }
}

extension QuarterCircleFindings {
  private enum CodingKeys: String, CodingKey {
    case samples, inside, insideEach = "inside_each", pi
  }

  /// Reads the counts; the estimate follows from them.
  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    samples = try box.decode(Int.self, forKey: .samples)
    inside = try box.decode(Int.self, forKey: .inside)
    insideEach = try box.decodeIfPresent([Int].self, forKey: .insideEach)
  }

  /// Writes the counts and the estimate.
  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: CodingKeys.self)
    try box.encode(samples, forKey: .samples)
    try box.encode(inside, forKey: .inside)
    try box.encodeIfPresent(insideEach, forKey: .insideEach)
    try box.encode(pi, forKey: .pi)
  }
}

extension TaskResult {
  /// The result of `quarter-circle`.
  package static func quarterCircle(samples: Int, inside: Int, insideEach: [Int]? = nil) -> TaskResult {
    TaskResult(QuarterCircleFindings(samples: samples, inside: inside, insideEach: insideEach))
  }
}
