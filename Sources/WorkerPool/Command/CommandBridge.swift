import Posix

/// Lets any program do a worker's items: one line in, one line out.
///
/// The worker that gets the first item starts the program, and keeps it for the items that follow. A program that has
/// ended is started again for the next item. The contract:
///
/// 1. It reads lines from its standard input until that ends. Each line is one item.
/// 2. For each item it writes exactly one line to its standard output, and flushes. That line is the item's result. (Python
///    flushes by itself, because `PYTHONUNBUFFERED=1` is set.)
/// 3. It answers the lines in the order in which it reads them. A quick program may find several lines in its input, so
///    that it needn't wait for each: never more than it does in a few milliseconds, only lines of one chunk, and none if
///    items have a time limit.
/// 4. It writes anything else to its standard error, which the pool reports as `PoolEvent.Kind.workerOutput`.
/// 5. It finds its worker's name in the environment variable that the bridge was made with, if any, and starts in the
///    directory of the pool's process. `OMP_NUM_THREADS`, `OPENBLAS_NUM_THREADS`, `MKL_NUM_THREADS`,
///    `NUMEXPR_NUM_THREADS`, `VECLIB_MAXIMUM_THREADS` and their relatives are 1 unless they are set, because the pool has
///    a worker for each core already.
/// 6. An item fails if the program ends before it answers, or answers with more than one line or not in UTF-8. If several
///    lines were sent and the number of answers is wrong, the program is started again and gets them one by one, so that
///    the right item fails.
/// 7. It is killed together with its worker, and so when the pool or its process ends, however that happens. The same goes
///    for everything that it has started, even in the background or in a session of its own, also when the program ends
///    by itself.
///
/// Use a bridge only from the thread that does the worker's items, as the body of a task does.
public final class CommandBridge: Sendable {
  /// The longest line in either direction, in bytes.
  public static let longestLine = 64 << 20

  private let workerVariable: String?
  private let seat = Guarded(CommandSeat())

  /// Makes a bridge. Nothing is started before the first item.
  ///
  /// - Parameter workerVariable: The environment variable in which programs find their worker's name.
  public init(workerVariable: String? = nil) { self.workerVariable = workerVariable }

  /// Sends a line to the program, starts it if it doesn't run, and waits for the line that it answers.
  ///
  /// - Parameters:
  ///   - line: The item, without a line end.
  ///   - words: The program, which is looked for in PATH, and its arguments; no shell is involved.
  ///   - worker: The worker's name, for the environment of the program.
  public func answer(to line: String, from words: [String], worker: String) throws(CommandError) -> String {
    try withSeat { seat in
      Result { () throws(CommandError) in try seat.answer(to: line, from: words, variables(worker)) }
    }.get()
  }

  /// Does the items of a chunk.
  ///
  /// - Parameters:
  ///   - read: Reads the next item.
  ///   - check: Throws if an answer of the program is not what it has to be.
  func perform(
    _ chunk: inout ChunkWork, _ read: @escaping CommandItems.Reading,
    _ check: @escaping @Sendable (_ answer: String, _ words: [String]) throws -> Void
  ) {
    withSeat { seat in
      var work = CommandWork(
        items: CommandItems(read: read, count: chunk.items.count),
        variables: variables("worker-\(chunk.worker + 1)"), check: check)
      work.perform(&chunk, &seat)
    }
  }

  /// A worker that is a thread shares this process's memory with others, so it has a seat of its own.
  private func withSeat<Result>(_ body: (inout CommandSeat) -> Result) -> Result {
    guard let thread = WorkerThread.current else { return seat.withLock(body) }
    return thread.withSeat(of: self, body)
  }

  private func variables(_ worker: String) -> [String: String] { workerVariable.map { [$0: worker] } ?? [:] }
}

extension PoolTask where Input == String, Output == String {
  /// A task that a program does, one line in, one line out; `CommandBridge` describes the contract.
  ///
  /// ```swift
  /// let square = PoolTask.command(name: "square", ["python3", "square.py"])
  /// ```
  public static func command(name: String, _ words: [String], workerVariable: String? = nil) -> PoolTask {
    let bridge = CommandBridge(workerVariable: workerVariable)
    return PoolTask(name: name) { chunk in
      bridge.perform(&chunk) { reader throws(WireError) in
        CommandItem(words: words, line: try String(from: &reader))
      } _: { _, _ in
      }
    }
  }
}

extension PoolTask where Input == WirePair<[String], String>, Output == String {
  /// A task whose items are a program's words, and the line that it has to answer.
  ///
  /// - Parameter check: Throws if the program's answer is not what it has to be.
  package static func command(
    name: String, workerVariable: String? = nil,
    check: @escaping @Sendable (_ answer: String, _ words: [String]) throws -> Void = { _, _ in }
  ) -> PoolTask {
    let bridge = CommandBridge(workerVariable: workerVariable)
    return PoolTask(name: name) { chunk in
      let last = CommandWords()
      bridge.perform(
        &chunk,
        { reader throws(WireError) in
          CommandItem(words: try last.read(from: &reader), line: try String(from: &reader))
        }, check)
    }
  }
}

extension PoolTask {
  /// Makes a task that does whole chunks.
  fileprivate init(name: String, chunk work: @escaping @Sendable (inout ChunkWork) -> Void) {
    self.name = name
    self.work = work
    writeInputs = { Input.encode($0, into: &$1) }
    readOutputs = { count, reader, memory throws(WireError) in
      try Output.decode(count, from: &reader, into: memory)
    }
  }
}
