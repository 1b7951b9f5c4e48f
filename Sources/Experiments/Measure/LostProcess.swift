import Posix
import Text
package import WorkerPool

/// A worker's process that ended before the run was over, and what it left unfinished.
package struct LostProcess: Sendable, Equatable {
  /// Its process id.
  package var pid: Int32
  /// How it ended.
  package var end: WorkerEnd
  /// The repeat in which it ended, from 1; 0 before the first.
  package var run: Int
  /// The items it had, which were handed out again.
  package var givenAgain: [Range<Int>]

  /// Makes the entry from its parts.
  package init(pid: Int32, end: WorkerEnd, run: Int, givenAgain: [Range<Int>] = []) {
    self.pid = pid
    self.end = end
    self.run = run
    self.givenAgain = givenAgain
  }

  /// How it ended, in a few words: `killed, SIGKILL`, or `ended, code 3`.
  package var fate: String {
    switch end {
    case .signalled(let signal): "killed, \(signalName(signal))"
    case .exited(let code): "ended, code \(code)"
    default: "lost with its connection"
    }
  }

  /// The items given out again, in words: `item 5`, `items 5 to 7`; `nil` if there were none.
  package var again: String? {
    guard let first = givenAgain.map(\.lowerBound).min(), let end = givenAgain.map(\.upperBound).max() else {
      return nil
    }
    let count = givenAgain.reduce(0) { $0 &+ $1.count }
    if count == 1 { return "item \(formatCount(first))" }
    if count == end - first { return "items \(formatCount(first)) to \(formatCount(end - 1))" }
    return "\(formatCount(count)) items"
  }
}

extension LostProcess: Codable {
  private enum Key: String, CodingKey {
    case pid, signal, code, run = "repeat", givenAgain = "given_again"
  }

  /// Reads the object; throws if it has items that no map can have.
  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    pid = try box.decode(Int32.self, forKey: .pid)
    run = try box.decode(Int.self, forKey: .run)
    if let signal = try box.decodeIfPresent(Int32.self, forKey: .signal) {
      end = .signalled(signal: signal)
    } else if let code = try box.decodeIfPresent(Int32.self, forKey: .code) {
      end = .exited(code: code)
    } else {
      end = .lost
    }
    givenAgain = try box.decode([[Int]].self, forKey: .givenAgain).map { pair in
      guard pair.count == 2, 0 <= pair[0], pair[0] <= pair[1], pair[1] <= 1 << 53 else {
        throw DecodingError.dataCorruptedError(forKey: .givenAgain, in: box, debugDescription: "no items of a map")
      }
      return pair[0]..<pair[1]
    }
  }

  /// Writes `{"pid":4711,"signal":9,"repeat":1,"given_again":[[5,6]]}`, or `code` if no signal ended it, or
  /// neither if it was lost.
  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(pid, forKey: .pid)
    try box.encode(run, forKey: .run)
    switch end {
    case .signalled(let signal): try box.encode(signal, forKey: .signal)
    case .exited(let code): try box.encode(code, forKey: .code)
    default: break
    }
    try box.encode(givenAgain.map { [$0.lowerBound, $0.upperBound] }, forKey: .givenAgain)
  }
}
