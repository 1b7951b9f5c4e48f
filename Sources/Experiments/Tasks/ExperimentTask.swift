internal import WorkerPool

/// A task that experiments can run.
///
/// Only the list `ExperimentTask.all` knows all tasks. To add one, write a file next to this one that makes the value,
/// and add it to the list.
package struct ExperimentTask: Sendable {
  /// Its name on the command line, in lessons and in recorded runs.
  package let name: String
  /// What it does, in one sentence.
  package let summary: String
  /// Its special properties.
  package let traits: Traits
  /// The task as workers know it; `nil` for a program that has a pool of its own.
  let work: (any RegistrableTask)?
  private let ownKnobs: @Sendable () -> [Knob]
  private let ownUsual: @Sendable () -> Knobs
  private let refusal: @Sendable (Knobs) -> String?
  private let map: @Sendable (ItemMap, Knobs) async throws -> MapResult
  /// Whether a run can do without the items that fail.
  package let canKeepGoing: Bool
  private let read: @Sendable (any Decoder) throws -> TaskResult

  /// The special properties that a task can have.
  package struct Traits: OptionSet, Sendable {
    package let rawValue: Int
    /// It runs a program that the lesson or the command line names.
    package static let runsProgram = Traits(rawValue: 1)
    /// Its samples can be shown as darts on a board.
    package static let hasDarts = Traits(rawValue: 2)
    /// Its items take almost no time, so their times say nothing about how they were shared.
    package static let isInstant = Traits(rawValue: 4)
    /// Its items are how long each of them takes, so that their numbers tell them apart and their values don't.
    package static let itemsAreTimes = Traits(rawValue: 8)
    /// Its pool isn't this program's, and the time of a run includes the pool's start.
    package static let hasOwnPool = Traits(rawValue: 16)

    /// Makes a set from its bits.
    package init(rawValue: Int) { self.rawValue = rawValue }
  }

  /// What one map gave: the result, the seed of each item if random numbers were drawn, and what became of items that
  /// failed.
  typealias MapResult = (result: TaskResult, seeds: [UInt64]?, failures: [FailedItem], retried: [RetriedItem])

  /// The knobs it has, in the order in which a student would turn them.
  package var knobs: [Knob] { ownKnobs() }

  /// The default values of its knobs.
  package var usualKnobs: Knobs { ownUsual() }

  /// Its knob of this name; `nil` if it has none.
  package func knob(named name: String) -> Knob? { knobs.first { $0.name == name } }

  /// Says why the task can't run with these knobs; `nil` if it can.
  package func objection(to knobs: Knobs) -> KnobError? { refusal(knobs).map(KnobError.init) }

  /// Maps the items once.
  func run(
    _ knobs: Knobs, on pool: WorkerPool, _ policy: FailurePolicy, reportsItems: Bool, _ retries: RetryEvents
  ) async throws -> MapResult {
    let options = MapOptions(
      chunk: knobs.chunk, schedule: knobs.schedule, detail: reportsItems ? .items : nil, itemLimit: knobs.limit)
    return try await map(ItemMap(pool: pool, options: options, policy: policy, retries: retries), knobs)
  }

  /// Reads a result of this task back.
  func result(from decoder: any Decoder) throws -> TaskResult { try read(decoder) }

  /// Makes a task whose items are a list.
  ///
  /// - Parameters:
  ///   - knobs: Its knobs; they and `usual` are made only where they are used, which is not in workers.
  ///   - objection: Why it can't run with some knobs, in a sentence.
  ///   - items: The items, from the knobs.
  ///   - seeds: The seed that each item was done with, if random numbers are drawn.
  ///   - missing: What takes the place of the result of an item that failed; `nil` if there is no result without it.
  ///   - found: What the run found, from the results in the order of the items.
  init<Input, Output, Found: Findings>(
    _ work: PoolTask<Input, Output>, summary: String, knobs: @autoclosure @escaping @Sendable () -> [Knob],
    usual: @autoclosure @escaping @Sendable () -> Knobs = Knobs(), traits: Traits = [],
    objection: @escaping @Sendable (Knobs) -> String? = { _ in nil }, items: @escaping @Sendable (Knobs) -> [Input],
    seeds: (@Sendable ([Output]) -> [UInt64])? = nil, missing: Output? = nil,
    found: @escaping @Sendable ([Output], Knobs) -> Found
  ) {
    self.init(work, Found.self, summary, knobs, usual, traits, objection, missing != nil) { map, knobs in
      let done = try await map.map(work, over: items(knobs), missing: missing)
      return (TaskResult(found(done.outputs, knobs)), seeds?(done.outputs), done.failures, done.retried)
    }
  }

  /// Makes a task whose items are the numbers of a range, which travels as a range, whatever its length.
  init<Output, Found: Findings>(
    _ work: PoolTask<Int, Output>, summary: String, knobs: @autoclosure @escaping @Sendable () -> [Knob],
    usual: @autoclosure @escaping @Sendable () -> Knobs = Knobs(), traits: Traits = [],
    objection: @escaping @Sendable (Knobs) -> String? = { _ in nil },
    numbers: @escaping @Sendable (Knobs) -> Range<Int>, missing: Output? = nil,
    found: @escaping @Sendable ([Output], Knobs) -> Found
  ) {
    self.init(work, Found.self, summary, knobs, usual, traits, objection, missing != nil) { map, knobs in
      let done = try await map.map(work, over: numbers(knobs), missing: missing)
      return (TaskResult(found(done.outputs, knobs)), nil, done.failures, done.retried)
    }
  }

  /// Makes a task of a program that has a pool of its own.
  init<Found: Findings>(
    _ name: String, _ found: Found.Type, summary: String, knobs: @autoclosure @escaping @Sendable () -> [Knob]
  ) {
    self.name = name
    self.summary = summary
    traits = .hasOwnPool
    work = nil
    ownKnobs = knobs
    ownUsual = { Knobs() }
    refusal = { _ in nil }
    map = { _, _ in throw ExperimentError.failed("the task \(name) has a pool of its own") }
    canKeepGoing = false
    read = { TaskResult(try Found(from: $0)) }
  }

  private init<Found: Findings>(
    _ work: any RegistrableTask, _ found: Found.Type, _ summary: String, _ knobs: @escaping @Sendable () -> [Knob],
    _ usual: @escaping @Sendable () -> Knobs, _ traits: Traits, _ objection: @escaping @Sendable (Knobs) -> String?,
    _ canKeepGoing: Bool, map: @escaping @Sendable (ItemMap, Knobs) async throws -> MapResult
  ) {
    name = work.name
    self.summary = summary
    self.traits = traits
    self.work = work
    ownKnobs = knobs
    ownUsual = usual
    refusal = objection
    self.map = map
    self.canKeepGoing = canKeepGoing
    read = { TaskResult(try Found(from: $0)) }
  }
}

extension ExperimentTask: Equatable {
  /// Whether they are the same task.
  package static func == (a: ExperimentTask, b: ExperimentTask) -> Bool { a.name == b.name }
}

extension ExperimentTask: Codable {
  /// Reads the name of a task in the list.
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    let name = try box.decode(String.self)
    guard let task = ExperimentTask.recorded(name) else {
      throw DecodingError.dataCorruptedError(in: box, debugDescription: "There is no task \(name).")
    }
    self = task
  }

  /// Writes the name.
  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(name)
  }
}

extension ExperimentTask {
  /// The settings of an experiment, a few words each, to show side by side: `10 items`, `4 processes`, `chunk auto`.
  ///
  /// - Parameter sizes: The pool sizes it runs at, one after another, if there are several.
  package func words(of knobs: Knobs, sizes: [Int] = []) -> [String] {
    let ordered = self.knobs.filter(\.isWork) + self.knobs.filter { !$0.isWork }
    return ordered.compactMap { knob in
      knob == .processes && sizes.count > 1
        ? sizes.map(String.init).joined(separator: ", ") + " processes" : knob.words(of: knobs)
    }
  }

  /// The work alone in words: `10 items`, or `3 items with python3 square.py`.
  package func workWords(of knobs: Knobs) -> String {
    let words = self.knobs.filter(\.isWork).compactMap { $0.words(of: knobs) }.joined(separator: ", ")
    guard !knobs.command.isEmpty else { return words }
    return words.isEmpty ? commandLine(knobs.command) : "\(words) with \(commandLine(knobs.command))"
  }
}
