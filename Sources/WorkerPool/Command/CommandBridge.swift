import Posix

/// Lets any program do a worker's items: one line in, one line out.
///
/// The worker that gets the first item starts the program, and keeps it for the items that follow. A program that has
/// ended is started again for the next item. The contract:
///
/// 1. It reads lines from its standard input until that ends. Each line is one item.
/// 2. For each item it writes exactly one line to its standard output, and flushes. That line is the item's result. (Python
///    flushes by itself, because `PYTHONUNBUFFERED=1` is set.)
/// 3. It writes anything else to its standard error, which the pool reports as `PoolEvent.Kind.workerOutput`.
/// 4. It finds its worker's name in the environment variable that the bridge was made with, if any, and starts in the
///    directory of the pool's process.
/// 5. An item fails if the program ends before it answers, or answers with more than one line or not in UTF-8.
/// 6. It is killed together with its worker, and so when the pool ends. Processes that it starts itself should end when
///    their own input ends: the pool kills them, too, but can't if the pool's process itself is killed.
///
/// Use a bridge only from the thread that does the worker's items, as the body of a task does: the program ends together
/// with the thread that started it.
public final class CommandBridge: Sendable {
  /// The longest line in either direction, in bytes.
  public static let longestLine = 64 << 20

  private let workerVariable: String?
  private let program = Guarded<CommandProgram?>(nil)

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
    guard !line.utf8.contains(UInt8(ascii: "\n")) else { throw CommandError(.notOneLine) }
    guard line.utf8.count <= Self.longestLine else {
      throw CommandError(.tooLong(program: words.first ?? "", limit: Self.longestLine))
    }
    let variables = workerVariable.map { [$0: worker] } ?? [:]
    return try program.withLock { program in
      Result { () throws(CommandError) in try Self.ask(&program, line, words, variables) }
    }.get()
  }

  private static func ask(
    _ current: inout CommandProgram?, _ line: String, _ words: [String], _ variables: [String: String]
  ) throws(CommandError) -> String {
    if current?.words != words { current = nil }
    while true {
      let program: CommandProgram
      if let running = current {
        program = running
      } else {
        program = try CommandProgram(words: words, variables: variables)
      }
      current = program
      do throws(CommandError) {
        return try program.exchange(line)
      } catch {
        current = nil
        // A program that does one item and exits was about to exit when this item came, and did not read it.
        if case .ended(_, .exited(0), "") = error.reason, program.answers > 0 { continue }
        throw error
      }
    }
  }
}

extension PoolTask where Input == String, Output == String {
  /// A task that a program does, one line in, one line out; `CommandBridge` describes the contract.
  ///
  /// ```swift
  /// let square = PoolTask.command(name: "square", ["python3", "square.py"])
  /// ```
  public static func command(name: String, _ words: [String], workerVariable: String? = nil) -> PoolTask {
    let bridge = CommandBridge(workerVariable: workerVariable)
    return PoolTask(name: name) { line, context in
      try bridge.answer(to: line, from: words, worker: context.name)
    }
  }
}
