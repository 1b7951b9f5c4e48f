package import WorkerPool

/// The values of all knobs. A task uses those in `ExperimentTask.knobs`.
package struct Knobs: Sendable, Equatable {
  /// Workers in the pool, 1 to 256.
  package var processes: Int
  /// Items that travel together.
  package var chunk: ChunkSize
  /// The rule for dealing the items.
  package var schedule: Schedule
  /// How often the map is repeated for the mean and the standard deviation, at least 1.
  package var repeats: Int
  /// How long an item may take before its worker is stopped and the item fails; `nil` for no limit.
  package var limit: Duration?
  /// Where random numbers start.
  package var seeding: Seeding
  /// The items of a task that takes a list.
  package var items: Items
  /// Random points in all, split evenly over the processes.
  package var samples: Int
  /// The items of a task that takes a range of numbers.
  package var range: Range<Int>
  /// Rows of a picture, each an item.
  package var rows = 640
  /// The program that does the items, and its arguments. It isn't a knob: only lessons and the command line set it.
  package var command: [String]

  /// Makes knobs. The defaults suit a first run on any machine.
  package init(
    processes: Int = 4, chunk: ChunkSize = .auto, schedule: Schedule = .dynamic, repeats: Int = 1,
    seeding: Seeding = .processID, items: [Double] = (0..<10).map(Double.init), samples: Int = 100_000_000,
    range: Range<Int> = 100_000_000..<101_000_000, limit: Duration? = nil, values: [JSONValue]? = nil,
    command: [String] = []
  ) {
    self.processes = processes
    self.chunk = chunk
    self.schedule = schedule
    self.repeats = repeats
    self.seeding = seeding
    self.items = values.map(Items.values) ?? .numbers(items)
    self.samples = samples
    self.range = range
    self.limit = limit
    self.command = command
  }
}

extension Knobs {
  /// The largest pool.
  static let mostProcesses = 256
  /// The most pool sizes that an experiment compares.
  package static let mostSizes = 16

  /// Whether a scale can have these pool sizes: they are all different, and not too many.
  package static func allowsScale(at sizes: [Int]) -> Bool {
    sizes.count <= mostSizes && Set(sizes).count == sizes.count
  }
  /// The maximum number of items, so that no line of text can ask for all the memory.
  static let mostItems = 1_000_000
  /// The most samples, so that their sums stay exact.
  static let mostSamples = 1_000_000_000_000
  /// The end of the largest range: squares of its roots still fit 64 bits.
  static let rangeEnd = 1_000_000_000_000
  /// The longest time of one item, seconds.
  static let longestSleep = 3600.0
}
