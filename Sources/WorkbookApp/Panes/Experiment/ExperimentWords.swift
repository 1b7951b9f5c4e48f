internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text
internal import WorkerPool

/// An experiment's settings in words: `10 items · 4 processes · chunk auto`.
struct ExperimentWords {
  let spec: ExperimentSpec
  let settings: ExperimentSettings
  let glyphs: Glyphs

  /// The words.
  var description: String {
    let knobs = settings.knobs
    let sizes = settings.sizes
    let processes =
      sizes.count > 1
      ? sizes.map(String.init).joined(separator: ", ") + " processes"
      : counted(sizes[0], "process", plural: "processes")
    var parts: [String]
    switch spec.task {
    case .processInfo, .sleep, .command: parts = [items(knobs), processes, dealing(knobs)]
    case .quarterCircle: parts = ["\(formatCount(knobs.samples)) samples", processes, seeding(knobs.seeding)]
    case .primes, .divisors:
      parts = [
        "\(formatCount(knobs.range.lowerBound)) ..< \(formatCount(knobs.range.upperBound))", processes, dealing(knobs),
      ]
    }
    if let limit = knobs.limit { parts.append("limit \(formatDuration(limit))") }
    if knobs.repeats > 1 { parts.append("\(knobs.repeats) times") }
    // Non-breaking spaces keep each part in one row.
    let whole = parts.filter { !$0.isEmpty }.map { $0.replacing(" ", with: "\u{A0}") }
    return whole.joined(separator: " \(glyphs.separator) ")
  }

  private func items(_ knobs: Knobs) -> String {
    if spec.task == .processInfo, knobs.items.count <= 5 {
      return "[" + knobs.items.map(formatItem).joined(separator: ", ") + "]"
    }
    return counted(knobs.itemCount, "item")
  }

  private func dealing(_ knobs: Knobs) -> String {
    let chunk = if case .items(let count) = knobs.chunk { "chunk \(formatCount(count))" } else { "chunk auto" }
    return knobs.schedule == .dynamic ? chunk : "\(chunk) \(glyphs.separator) \(knobs.schedule.rawValue)"
  }

  private func seeding(_ seeding: Seeding) -> String {
    switch seeding {
    case .processID: ""
    case .same(let seed): "seed \(seed) for all"
    case .perItem(let seed): "seed \(seed) by item"
    }
  }
}
