import Posix

/// Where a worker's program runs: there is at most one at a time.
struct CommandSeat {
  /// The program, if it runs.
  private(set) var program: CommandProgram?
  /// How the program takes its input, as far as that is known.
  private(set) var manner = Manner.unknown

  /// How a program takes its input.
  enum Manner {
    /// It has always had one line at a time.
    case unknown
    /// It waits for the end of a line, so it can have several.
    case readsLines
    /// It takes whatever it reads for a line, or has written a wrong number of lines: each line waits for the answer
    /// before.
    case needsOneLine
  }

  /// Why an item can't be sent; `nil` if it can.
  static func objection(to item: CommandItem) -> CommandError? {
    if item.line.utf8.contains(LineBuffer.newline) { return CommandError(.notOneLine) }
    guard item.line.utf8.count > CommandBridge.longestLine else { return nil }
    return CommandError(.tooLong(program: item.words.first ?? "", limit: CommandBridge.longestLine))
  }

  /// Asks a program for one answer.
  mutating func answer(
    to line: String, from words: [String], _ variables: [String: String]
  ) throws(CommandError) -> String {
    if let objection = CommandSeat.objection(to: CommandItem(words: words, line: line)) { throw objection }
    while true {
      let program = try run(words, variables)
      let before = SystemClock.monotonic
      do throws(CommandError) {
        let answer = try program.exchange(line)
        program.pace.learn(SystemClock.monotonic - before)
        return answer
      } catch {
        let isRetired = program.isRetired(error)
        dismiss()
        guard isRetired else { throw error }
      }
    }
  }

  /// The program with these words, started if it doesn't run.
  mutating func run(_ words: [String], _ variables: [String: String]) throws(CommandError) -> CommandProgram {
    if let program, program.words == words { return program }
    if program != nil {
      dismiss()
      manner = .unknown
    }
    let new = try CommandProgram(words: words, variables: variables)
    program = new
    return new
  }

  /// Ends the program.
  mutating func dismiss() { program = nil }

  /// Ends a program that has written a wrong number of lines.
  mutating func distrust() {
    dismiss()
    manner = .needsOneLine
  }

  /// Finds out whether the program waits for the end of a line: it is sent the first byte of its next line. If it doesn't,
  /// it ends here.
  mutating func tryFirstByte(of line: String) {
    switch program?.waitsForEnd(of: line) {
    case true?: manner = .readsLines
    case false?: distrust()
    case nil: break
    }
  }
}

extension CommandProgram {
  /// True if a program has ended after some items because it does only so many. It has not read the item that came next,
  /// so another process can have it.
  func isRetired(_ error: CommandError) -> Bool {
    if case .ended(_, .exited(0), "", _) = error.reason { answers > 0 } else { false }
  }
}
