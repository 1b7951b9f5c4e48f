/// Messages from the pool to an agent, the program that starts one worker on another machine.
enum MessageToAgent: UInt8 {
  /// Start a process: the worker's number, and how it is started.
  case launch = 1
  /// Bytes for the worker.
  case bytes
  /// The worker gets nothing more.
  case endOfBytes
  /// A signal for the worker and what it has started.
  case signal
  /// The number of a map whose results are no longer wanted.
  case stopMap
  /// The worker is to send what it has gathered.
  case requestReport
  /// Take back the chunks that the worker hasn't begun.
  case takeBack
  /// Let the worker begin chunks again.
  case giveAgain
  /// The pool is there: its time, which is sent back.
  case alive

  /// How many kinds there are.
  static let count = alive.rawValue
}

/// Messages from an agent to the pool.
enum MessageFromAgent: UInt8 {
  /// Who calls: greeting, secret, host, place.
  case hello = 1
  /// The answer to `alive`: the pool's time and the agent's.
  case echo
  /// Bytes of the worker.
  case bytes
  /// The worker has closed its connection.
  case endOfBytes
  /// What the worker's code has printed.
  case output
  /// What the worker is doing. It is sent at least every half second, so it also says that the agent is there.
  case gauge
  /// The number of the first chunk that was taken back.
  case takenBack
  /// The worker's process has ended, and how.
  case ended
  /// The process can't be started, and why.
  case notStarted

  /// How many kinds there are.
  static let count = notStarted.rawValue
}

/// The first message of an agent.
struct AgentHello: WireValue, Equatable {
  /// Says which pool the agent belongs to.
  var secret: String
  /// The machine it runs on.
  var host: String
  /// The worker it would like to start, so that neighbours on a machine are neighbours in the pool; -1 for any.
  var place: Int32

  /// The largest hello: nobody who hasn't said the secret may make the pool keep more.
  static let mostBytes = 4096

  init(secret: String, host: String, place: Int32) {
    self.secret = secret
    self.host = host
    self.place = place
  }

  func encode(into writer: inout WireWriter) {
    writer.write(WireFrame.greeting)
    secret.encode(into: &writer)
    host.encode(into: &writer)
    writer.write(place)
  }

  init(from reader: inout WireReader) throws(WireError) {
    guard try reader.read(UInt32.self) == WireFrame.greeting else { throw .invalid(type: "greeting") }
    secret = try String(from: &reader)
    host = try String(from: &reader)
    place = try reader.read(Int32.self)
  }
}

/// How an agent starts its worker.
struct AgentOrder: WireValue, Equatable {
  /// The worker, counted from 0.
  var worker: Int
  /// Environment variables besides those of the agent, as `NAME=value`.
  var environment: [String]
  /// The directory it starts in; empty for that of the agent.
  var directory: String

  init(worker: Int, environment: [String], directory: String) {
    self.worker = worker
    self.environment = environment
    self.directory = directory
  }

  func encode(into writer: inout WireWriter) {
    writer.write(worker)
    environment.encode(into: &writer)
    directory.encode(into: &writer)
  }

  init(from reader: inout WireReader) throws(WireError) {
    worker = try reader.read(Int.self)
    environment = try [String](from: &reader)
    directory = try String(from: &reader)
    guard PoolOptions.sizes.contains(worker + 1) else { throw .invalid(type: "worker") }
  }

  /// The options of the pool of one worker that the agent is.
  var options: PoolOptions {
    var options = PoolOptions(workers: 1)
    options.workingDirectory = directory.isEmpty ? nil : directory
    for variable in environment {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { options.environment[String(parts[0])] = String(parts[1]) }
    }
    return options
  }
}

extension WorkerEnd: WireValue {
  /// Writes what kind of end it was, and the number.
  public func encode(into writer: inout WireWriter) {
    let (kind, number): (UInt8, Int32) =
      switch self {
      case .exited(let code): (0, code)
      case .signalled(let signal): (1, signal)
      case .lost: (2, 0)
      }
    writer.write(kind)
    writer.write(number)
  }

  /// Reads the kind and the number.
  public init(from reader: inout WireReader) throws(WireError) {
    let kind = try reader.read(UInt8.self)
    let number = try reader.read(Int32.self)
    switch kind {
    case 0: self = .exited(code: number)
    case 1: self = .signalled(signal: number)
    default: self = .lost
    }
  }
}

/// What a worker is doing, as an agent reports it.
struct GaugeReading: WireValue, Equatable {
  var map: UInt32 = 0
  /// The item it is working on, -1 between items.
  var item = -1
  /// By the agent's clock.
  var since: UInt64 = 0
  var begun: UInt32 = 0
  var done: UInt64 = 0
  /// How much of the item is done, in millionths.
  var millionths: UInt64 = 0

  init() {}

  func encode(into writer: inout WireWriter) {
    writer.write(map)
    writer.write(item)
    writer.write(since)
    writer.write(begun)
    writer.write(done)
    writer.write(millionths)
  }

  init(from reader: inout WireReader) throws(WireError) {
    map = try reader.read(UInt32.self)
    item = try reader.read(Int.self)
    since = try reader.read(UInt64.self)
    begun = try reader.read(UInt32.self)
    done = try reader.read(UInt64.self)
    millionths = try reader.read(UInt64.self)
  }
}
