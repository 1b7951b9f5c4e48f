import Posix

/// A chunk while a program does it.
struct CommandWork {
  /// The items that aren't done.
  var items: CommandItems
  /// The environment variables of the program.
  let variables: [String: String]
  /// Throws if an answer is not what it has to be.
  let check: (_ answer: String, _ words: [String]) throws -> Void

  /// Does the items.
  mutating func perform(_ chunk: inout ChunkWork, _ seat: inout CommandSeat) {
    while let item = chunk.next() {
      guard let first = items.first(from: &chunk.inputs) else {
        if let problem = items.problem { chunk.unreadable(item, problem) }
        break
      }
      if let (lines, next) = window(first, isTimed: chunk.map.isTimed, &seat, &chunk.inputs) {
        guard exchange(lines, before: next, from: item, &chunk, &seat) else { return }
      } else {
        single(item, first, &chunk, &seat)
      }
    }
    // It has the beginning of a line that nobody wants any more.
    if let program = seat.program, program.ahead > 0 { seat.dismiss() }
  }

  /// How many answers a program must have given before it may be sent several lines.
  private static let probation = 100

  /// The next lines that can be sent together, if the program may have several; otherwise `nil`.
  private mutating func window(
    _ first: CommandItem, isTimed: Bool, _ seat: inout CommandSeat, _ reader: inout WireReader
  ) -> (lines: [String], next: String)? {
    guard !isTimed, seat.manner != .needsOneLine, let program = seat.program, program.words == first.words,
      program.pace.lines > 1
    else { return nil }
    if seat.manner == .unknown {
      if program.answers >= CommandWork.probation, CommandSeat.objection(to: first) == nil {
        seat.tryFirstByte(of: first.line)
      }
      return nil
    }
    return items.window(program.pace.lines, bytes: CommandProgram.mostBytes, from: &reader)
  }

  private mutating func single(
    _ item: Int, _ command: CommandItem, _ chunk: inout ChunkWork, _ seat: inout CommandSeat
  ) {
    items.removeFirst(1)
    do {
      keep(try seat.answer(to: command.line, from: command.words, variables), item, command.words, &chunk)
    } catch {
      fail(item, error, &chunk)
    }
  }

  private func keep(_ answer: String, _ item: Int, _ words: [String], _ chunk: inout ChunkWork) {
    chunk.beginOutputs(of: item)
    do {
      try check(answer, words)
      answer.encode(into: &chunk.outputs)
    } catch {
      chunk.failed(item, error)
    }
  }

  private func fail(_ item: Int, _ error: any Error, _ chunk: inout ChunkWork) {
    chunk.beginOutputs(of: item)
    chunk.failed(item, error)
  }

  /// Sends several lines and takes their answers. The chunk has begun the first item, and has begun the last one of them
  /// afterwards.
  ///
  /// - Returns: False if the map was stopped in the meantime.
  private mutating func exchange(
    _ lines: [String], before next: String, from first: Int, _ chunk: inout ChunkWork, _ seat: inout CommandSeat
  ) -> Bool {
    guard let program = seat.program else { return true }
    let began = SystemClock.monotonic
    var answers: [String] = []
    answers.reserveCapacity(lines.count)
    var failure: CommandError?
    var isExact = true
    do throws(CommandError) {
      guard try program.begin(lines[...]) else {
        seat.distrust()
        redo(first..<first + 1, &chunk, &seat)
        return true
      }
      while answers.count < lines.count {
        guard let answer = try program.answer(before: next) else {
          isExact = false
          break
        }
        answers.append(answer)
        // The last item is not over before it is known that the program wrote no other line.
        if answers.count < lines.count, chunk.next() == nil {
          seat.dismiss()
          return false
        }
      }
      isExact = isExact && program.settle(before: next)
    } catch {
      failure = error
    }
    let begun = first..<first + min(answers.count + 1, lines.count)
    guard isExact else {
      seat.distrust()
      redo(begun, &chunk, &seat)
      return true
    }
    program.pace.learn(SystemClock.monotonic - began)
    for (index, answer) in answers.enumerated() { keep(answer, first + index, program.words, &chunk) }
    items.removeFirst(answers.count)
    guard let failure else { return true }
    let isRetired = program.isRetired(failure)
    seat.dismiss()
    let item = first + answers.count
    if isRetired {
      redo(item..<item + 1, &chunk, &seat)
    } else {
      items.removeFirst(1)
      fail(item, failure, &chunk)
    }
    return true
  }

  /// Does items that have begun one by one, and shows each of them.
  private mutating func redo(_ again: Range<Int>, _ chunk: inout ChunkWork, _ seat: inout CommandSeat) {
    for item in again {
      guard let command = items.first(from: &chunk.inputs) else { return }
      chunk.line.begin(map: chunk.map.id, item: item, at: SystemClock.monotonic)
      single(item, command, &chunk, &seat)
    }
  }
}
