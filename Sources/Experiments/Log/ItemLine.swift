import Glibc
import Posix
import Text

/// A line of a log of items.
struct ItemLine: Equatable {
  /// The item's number in the list, counted from 0.
  var number: Int
  /// When it began, in seconds since 1970.
  var start: Double
  /// How long it took.
  var seconds: Double
  /// The worker, counted from 1.
  var worker: Int
  /// 0 if it has a result; otherwise the program's exit code, 128 plus the signal that killed it, 124 if the item took
  /// too long, 127 if the program could not be started, and 1 if something else was wrong.
  var exit: Int
  /// The item, in one line without control characters.
  var item: String

  /// The first line of a log.
  static let header = "Seq\tStart\tDuration\tWorker\tExit\tItem"

  /// The line, without its end.
  var text: String {
    "\(number)\t\(formatFixed(start, digits: 3))\t\(formatFixed(seconds, digits: 3))\tworker-\(worker)\t\(exit)\t\(item)"
  }

  /// An item as a log shows it.
  static func shown(_ value: JSONValue) -> String { visible(value.text, onOneLine: true) }

  /// The exit code after an item failed with this message.
  static func exit(after message: String) -> Int {
    if message.contains("it took longer than ") { return 124 }
    if message.contains(" could not be started: ") { return 127 }
    if let words = message.firstRange(of: " exited with code ") {
      return Int(message[words.upperBound...].prefix { $0.isNumber }) ?? 1
    }
    if let words = message.firstRange(of: " was killed by ") {
      let name = message[words.upperBound...].prefix { $0.isLetter || $0.isNumber }
      return (1...31).first { signalName($0) == name }.map { 128 + Int($0) } ?? 1
    }
    return 1
  }

  /// Reads a line; `nil` if it isn't one.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, let number = Int(parts[0]), number >= 0, let start = Double(parts[1]),
      let seconds = Double(parts[2]), parts[3].hasPrefix("worker-"), let worker = Int(parts[3].dropFirst(7)),
      let exit = Int(parts[4])
    else { return nil }
    self.init(
      number: number, start: start, seconds: seconds, worker: worker, exit: exit, item: String(parts[5]))
  }

  init(number: Int, start: Double, seconds: Double, worker: Int, exit: Int, item: String) {
    self.number = number
    self.start = start
    self.seconds = seconds
    self.worker = worker
    self.exit = exit
    self.item = item
  }
}
