import Posix
import Text

/// Why a log can't be resumed, as a sentence.
package struct LogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  package let description: String
}

extension ItemLog {
  /// The items of a list as a log shows them.
  package static func shown(_ items: Items) -> [String] { items.values.map(ItemLine.shown) }

  /// The numbers of the items that a log doesn't have.
  ///
  /// - Parameters:
  ///   - path: The log.
  ///   - items: The whole list, as a log shows it.
  ///   - failed: Whether items that failed count as missing. The last line of an item counts.
  package static func missing(in path: String, of items: [String], failed: Bool) throws(LogError) -> [Int] {
    let name = visible(path, onOneLine: true)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path) } catch {
      throw LogError(description: "\(name) can't be read (\(error.reason)); name the log that --log has written.")
    }
    let lines = wholeLines(bytes).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    let isTornHeader = lines.isEmpty && ItemLine.header.utf8.starts(with: bytes)
    guard lines.first == ItemLine.header || isTornHeader else {
      throw LogError(description: "\(name) is not a log of items; name the one that --log has written.")
    }
    var isDone = Array(repeating: false, count: items.count)
    for text in lines.dropFirst() {
      guard let line = ItemLine(text) else {
        throw LogError(description: "\(name) has a line that isn't of a log of items: \(cut(text)). Remove that line.")
      }
      guard items.indices.contains(line.number) else {
        throw LogError(
          description:
            "\(name) is the log of another list: it has an item \(line.number), and here \(items.count == 1 ? "is" : "are") only "
            + "\(counted(items.count, "item")). Give the list that it was written for, or begin a new log with --log.")
      }
      guard items[line.number] == line.item else {
        throw LogError(
          description:
            "\(name) is the log of another list: its item \(line.number) is \(cut(line.item)), and here it is "
            + "\(cut(items[line.number])). Give the list that it was written for, or begin a new log with --log.")
      }
      isDone[line.number] = !failed || line.exit == 0
    }
    return items.indices.filter { !isDone[$0] }
  }

  private static func cut(_ text: String) -> String {
    let shown = visible(text, onOneLine: true)
    return shown.count > 40 ? shown.prefix(40) + "…" : shown
  }
}

extension Items {
  /// The items with these numbers.
  package func only(_ numbers: [Int]) -> Items {
    switch self {
    case .numbers(let all): .numbers(numbers.map { all[$0] })
    case .values(let all): .values(numbers.map { all[$0] })
    }
  }
}
