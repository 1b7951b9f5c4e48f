/// How a pool is made.
public struct PoolOptions: Sendable {
  /// How many workers, 1 to 256; by default one for each core that this process may use.
  public var workers: Int
  /// The program that becomes a worker.
  public var command: WorkerCommand
  /// What happens when a worker dies unexpectedly.
  public var onWorkerDeath: DeathPolicy
  /// How often one worker may be replaced before the pool gives up. Only deaths that no item explains count: after a death
  /// at an item, that item is tried once more and then fails.
  public var respawnLimit: RespawnLimit
  /// How long a worker may take to become ready. The default of 30 s allows for a program on a slow network disk.
  public var startLimit: Duration
  /// How long a worker that has to be stopped may take to exit after SIGTERM, before it gets SIGKILL; and how long a worker
  /// may continue with an item of a map that was cancelled, before it is stopped and replaced.
  public var grace: Duration
  /// How long a busy worker may pause in the middle of a message, or stay stopped by a signal, before it is killed.
  public var silenceLimit: Duration
  /// After how many items a worker is replaced by a fresh one, at the end of a chunk. `nil` for no limit.
  public var itemsPerWorker: Int?
  /// The most bytes that the input or the result of one item may take; an item that needs more fails. What a chunk needs is
  /// sent in parts if it is more.
  public var maximumFrameSize: Int
  /// What each worker does once before its first item.
  public var initialiser: Initialiser?
  /// Environment variables that workers have besides those of this process. A variable named here replaces one of the
  /// same name.
  ///
  /// Without `SWIFT_BACKTRACE`, Swift's backtracer is off in workers: it would take seconds after each crash.
  public var environment: [String: String]
  /// Where the workers run; `nil` for this machine.
  package var place: RemotePlace?
  /// The directory that workers start in; `nil` for the current directory of this process.
  public var workingDirectory: String?

  /// Makes options with defaults that suit most pools.
  public init(
    workers: Int = UsableCores.count(), command: WorkerCommand = .thisProgram, onWorkerDeath: DeathPolicy = .replace,
    respawnLimit: RespawnLimit = RespawnLimit(), startLimit: Duration = .seconds(30),
    grace: Duration = .milliseconds(200), silenceLimit: Duration = .seconds(5), itemsPerWorker: Int? = nil,
    maximumFrameSize: Int = 1 << 26, initialiser: Initialiser? = nil, environment: [String: String] = [:],
    workingDirectory: String? = nil
  ) {
    self.workers = workers
    self.command = command
    self.onWorkerDeath = onWorkerDeath
    self.respawnLimit = respawnLimit
    self.startLimit = startLimit
    self.grace = grace
    self.silenceLimit = silenceLimit
    self.itemsPerWorker = itemsPerWorker
    self.maximumFrameSize = maximumFrameSize
    self.initialiser = initialiser
    self.environment = environment
    self.workingDirectory = workingDirectory
  }

  /// The number of workers a pool may have.
  public static let sizes = 1...256
}

/// What a pool does when a worker dies.
public enum DeathPolicy: Sendable, Equatable {
  /// It starts another worker in its place and deals that worker's items again. An item that two workers were working on
  /// when they died fails.
  case replace
  /// It ends every map with an error that names the worker and the item.
  case fail
}

/// How often a worker may be replaced within a time before the pool gives up.
public struct RespawnLimit: Sendable, Equatable {
  /// How many replacements are allowed.
  public var count: Int
  /// The time over which they are counted.
  public var period: Duration

  /// Makes a limit; by default 3 in 5 s.
  public init(count: Int = 3, within period: Duration = .seconds(5)) {
    self.count = count
    self.period = period
  }
}

/// A task that each worker does once, before anything else and with the same argument, for example to load data.
public struct Initialiser: Sendable {
  /// The task's name.
  let name: String
  /// The names of the task's types.
  let types: String
  /// The argument, encoded.
  let argument: [UInt8]

  /// Names a task of the workers' registry and its argument. What the task returns is ignored; if it throws, the pool
  /// doesn't start.
  public init<Input, Output>(_ task: PoolTask<Input, Output>, argument: Input) {
    var writer = WireWriter()
    argument.encode(into: &writer)
    name = task.name
    types = PoolTask<Input, Output>.types
    self.argument = Array(writer.bytes)
  }
}
