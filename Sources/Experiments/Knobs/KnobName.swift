/// A knob by the word that the command line, lessons and the workbook use for it.
public enum KnobName: String, Sendable, Equatable, Hashable, CaseIterable {
  /// Workers in the pool.
  case processes
  /// Items that travel together.
  case chunk
  /// The rule by which items are dealt.
  case schedule
  /// How often the map is repeated.
  case repeats = "repeat"
  /// The root of the random numbers.
  case seed
  /// How the seed becomes each item's own.
  case seeding
  /// The items of a list.
  case items
  /// Samples in all.
  case samples
  /// Numbers, as a range.
  case range
  /// How long an item may take.
  case limit

  /// What the knob does and what it takes, in one sentence.
  public var explanation: String {
    switch self {
    case .processes: "How many workers the pool has, 1 to 256."
    case .chunk: "How many items travel together: a number, or auto for ceil(items / (4 × workers))."
    case .schedule: "Who gets the next chunk: static, cyclic, dynamic, guided or auto."
    case .repeats: "How often the whole map is run, for a mean and a deviation."
    case .seed: "Where random numbers start: a number that all workers share, or pid for one of each worker's own."
    case .seeding: "How a seed reaches the items: pid, same (all draw the same points) or item (each its own stream)."
    case .items: "The items: 5,5,5,5 or 0..<10."
    case .samples: "How many points are drawn in all, split over the processes: 1e8 or 100 000 000."
    case .range: "The numbers: from the first up to, not including, the last, as 100..<200."
    case .limit: "How many seconds one item may take before it is given up, or none."
    }
  }
}

extension TaskName {
  /// The knobs this task heeds, in the order a student would turn them.
  public var knobs: [KnobName] {
    switch self {
    case .processInfo: [.processes, .items, .chunk, .schedule, .repeats]
    case .sleep, .command: [.processes, .items, .chunk, .schedule, .repeats, .limit]
    case .quarterCircle: [.processes, .samples, .repeats, .seed, .seeding]
    case .primes, .divisors: [.processes, .range, .chunk, .schedule, .repeats]
    }
  }

  /// What the task does, in one sentence.
  public var summary: String {
    switch self {
    case .processInfo: "Says which worker took each item."
    case .quarterCircle: "Estimates pi from random points of a square."
    case .primes: "Finds the primes of a range by trial division."
    case .divisors: "Counts the divisors of each number of a range by trying all: large numbers take longer."
    case .sleep: "Sleeps for as many seconds as each item says."
    case .command: "Has any program do each item: one JSON line in, one out."
    }
  }
}

/// What is wrong with a knob's new value, in one sentence that names the mend.
public struct KnobError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  public var description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}
