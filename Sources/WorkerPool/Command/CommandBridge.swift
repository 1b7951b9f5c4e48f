/// Any program as a worker: one line in, one line out.
///
/// The worker that gets the first item starts the program, and keeps it for the items that follow; a program that has
/// ended is started anew for the next one. The contract:
///
/// 1. It reads lines from its standard input until that ends. Each line is one item.
/// 2. For each it writes exactly one line to its standard output, and flushes. That line is the item's result. (Python
///    is told to flush by itself, by `PYTHONUNBUFFERED=1`.)
/// 3. Whatever else it has to say goes to its standard error, which the pool tells as `PoolEvent.Kind.workerOutput`.
/// 4. It finds its worker's name in `POOLBOOK_WORKER` and starts in the pool's own directory.
/// 5. An item fails where the program ends before it has answered, answers in more than one line or not in UTF-8.
/// 6. It is killed with its worker, and so when the pool ends. What it has started itself should end when its own input
///    does: the pool kills that, too, but can't where the pool's process itself is killed.
///
/// Ask from the thread that does the worker's items, as a task's body does: the program ends with the thread that
/// started it.
public final class CommandBridge: Sendable {
  /// The longest line either way, in bytes.
  public static let longestLine = 64 << 20

  private struct State {
    var program: CommandProgram?
  }

  private let state = Guarded(State())

  /// Makes a bridge; nothing is started before the first item.
  public init() {}

  /// Sends a line to the program, which is started where it does not run, and waits for the line that answers it.
  ///
  /// - Parameters:
  ///   - line: The item, without a line end.
  ///   - words: The program, looked for on the PATH, and its arguments; no shell is involved.
  ///   - worker: What the program finds in `POOLBOOK_WORKER`.
  public func answer(to line: String, from words: [String], worker: String) throws(CommandError) -> String {
    guard !line.utf8.contains(UInt8(ascii: "\n")) else { throw .notOneLine }
    guard line.utf8.count <= Self.longestLine else {
      throw .tooLong(program: words.first ?? "", limit: Self.longestLine)
    }
    return try state.withLock { state in
      Result { () throws(CommandError) in try Self.ask(&state, line, words, worker) }
    }.get()
  }

  private static func ask(
    _ state: inout State, _ line: String, _ words: [String], _ worker: String
  ) throws(CommandError) -> String {
    if state.program?.words != words { state.program = nil }
    while true {
      let program: CommandProgram
      if let running = state.program {
        program = running
      } else {
        program = try CommandProgram(words: words, worker: worker)
      }
      state.program = program
      do throws(CommandError) {
        return try program.exchange(line)
      } catch {
        state.program = nil
        // A program that does one item and ends well was on its way out when this one came, and did not read it.
        if case .ended(_, .exited(0), "") = error, program.answers > 0 { continue }
        throw error
      }
    }
  }
}

extension PoolTask where Input == String, Output == String {
  /// A task that any program does, one line in, one line out; `CommandBridge` has the contract.
  ///
  /// ```swift
  /// let square = PoolTask.command(name: "square", ["python3", "square.py"])
  /// ```
  public static func command(name: String, _ words: [String]) -> PoolTask {
    let bridge = CommandBridge()
    return PoolTask(name: name) { line, context in
      try bridge.answer(to: line, from: words, worker: context.name)
    }
  }
}
