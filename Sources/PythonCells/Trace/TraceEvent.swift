/// A line of `events.jsonl`, which the tracer and the runner write. Each kind of event has some of these fields.
struct TraceEvent: Decodable, Equatable {
  /// What happened.
  var e: String
  /// When, in nanoseconds of the monotonic clock.
  var t: UInt64
  /// The process that wrote it.
  var by: Int32
  /// When what began at `t` ended.
  var end: UInt64?
  /// The pool's number in the process that owns it.
  var pool: Int?
  var owner: Int32?
  var kind: String?
  var method: String?
  /// Processes of a pool, or items of a map.
  var n: Int?
  var how: String?
  var job: Int?
  /// Jobs of an executor's map.
  var works: Int?
  var chunk: Int?
  /// An item's place in its chunk.
  var first: Int?
  var ok: Bool?
  var pid: Int32?
  var code: Int32?
  var text: String?
  var file: String?
  var line: Int?
  /// Whether an exception ended the process.
  var ends: Bool?
  /// A repeat, from 1; 0 for the first run.
  var run: Int?
  var seconds: Double?
  /// The descriptor of the file for tracebacks.
  var hang: Int32?
  var first_s: Double?
  var runs_s: [Double]?
  /// How often the file was run for each of them.
  var loops: Int?
  var exit: Int32?
  /// What a program ended itself with that is no number.
  var said: String?
  var error: Exception?

  /// Whether the number of processes was given to the pool.
  var named: Bool?
  /// A check's place among those of the lesson, and the facts for it.
  var index: Int?
  var check: CheckFacts?
  /// Files of the program's folder that it has imported, and the functions and classes that it has.
  var files: [String]?
  var names: [String]?

  /// The exception that ended the program.
  struct Exception: Decodable, Equatable {
    var type: String
    var text: String
    var line: Int?
    var traceback: String
    /// A file of the student's with the name of one of Python's modules.
    var hiding: String?
  }

  /// The pool that the event is about.
  var key: PoolKey? { pool.map { PoolKey(owner: owner ?? by, number: $0) } }
}

/// Which pool: a number in the process that owns it.
struct PoolKey: Hashable {
  var owner: Int32
  var number: Int
}
