public import WorkerPool

/// What a student can turn before a run. Which of them a task heeds: `TaskName.knobs`.
public struct Knobs: Sendable, Equatable {
  /// Workers in the pool, 1 to 256.
  public var processes: Int
  /// Items that travel together.
  public var chunk: ChunkSize
  /// The rule by which items are dealt.
  public var schedule: Schedule
  /// How often the map is repeated for the mean and the standard deviation, at least 1.
  public var repeats: Int
  /// Seconds an item may take before its worker is stopped and the item failed; nothing for no limit.
  public var limit: Double?
  /// Where random numbers start.
  public var seeding: Seeding
  /// The items of `process-info` (whole numbers) and of `sleep` (seconds).
  public var items: [Double]
  /// The items of `command` where not all of them are numbers; nothing: `items` has them.
  public var values: [JSONValue]?
  /// Samples of `quarter-circle` in all, split evenly over the processes.
  public var samples: Int
  /// Numbers of `primes` and `divisors`.
  public var range: Range<Int>
  /// The program of `command` and its arguments. No knob to turn: the lesson or the command line names it.
  public var command: [String]

  /// Makes knobs; what is left out has the value that suits a first look on any machine.
  public init(
    processes: Int = 4, chunk: ChunkSize = .auto, schedule: Schedule = .dynamic, repeats: Int = 1,
    seeding: Seeding = .processID, items: [Double] = (0..<10).map(Double.init), samples: Int = 100_000_000,
    range: Range<Int> = 100_000_000..<101_000_000, limit: Double? = nil, values: [JSONValue]? = nil,
    command: [String] = []
  ) {
    self.processes = processes
    self.chunk = chunk
    self.schedule = schedule
    self.repeats = repeats
    self.seeding = seeding
    self.items = items
    self.samples = samples
    self.range = range
    self.limit = limit
    self.values = values
    self.command = command
  }
}

extension Knobs {
  /// The items that `command` hands out.
  var commandItems: [JSONValue] { values ?? items.map { Int(exactly: $0).map(JSONValue.integer) ?? .double($0) } }
  /// How many items `process-info`, `sleep` and `command` have.
  public var itemCount: Int { values?.count ?? items.count }

  /// The knobs a task has where nobody turned any.
  public static func usual(for task: TaskName) -> Knobs {
    switch task {
    case .processInfo, .quarterCircle, .primes, .command: Knobs()
    case .divisors: Knobs(range: 1..<30_001)
    case .sleep: Knobs(items: [0.5, 0.5, 0.5, 0.5])
    }
  }
}

/// Where a worker's random numbers start.
public enum Seeding: Sendable, Equatable {
  /// From the worker's pid: every worker differs, and every run too.
  case processID
  /// All items from this one seed: n workers draw the same numbers, and are no more accurate than one.
  case same(UInt64)
  /// From this seed and the item's index: the same result whoever takes the item.
  case perItem(UInt64)
}
