/// An item of a program: its line, and the program's words.
struct CommandItem {
  var words: [String]
  var line: String
}

/// The items of a chunk that a program has not answered, read from the chunk's inputs as far as they are needed.
struct CommandItems {
  typealias Reading = (inout WireReader) throws(WireError) -> CommandItem

  /// Reads the next item.
  private let read: Reading
  /// How many items the inputs have left.
  private var unread: Int
  private var items: ArraySlice<CommandItem> = []
  /// Why the item after those can't be read.
  private(set) var problem: WireError?

  init(read: @escaping Reading, count: Int) {
    self.read = read
    unread = count
  }

  /// The first item; `nil` if it can't be read.
  mutating func first(from reader: inout WireReader) -> CommandItem? {
    fill(1, from: &reader)
    return items.first
  }

  /// The lines of the first items that can be sent together, and the line after them, which stays behind.
  ///
  /// They are for the same program and have at most so many bytes. There are none if fewer than two can be sent.
  mutating func window(_ most: Int, bytes: Int, from reader: inout WireReader) -> (lines: [String], next: String)? {
    fill(most + 1, from: &reader)
    guard let words = items.first?.words else { return nil }
    var lines: [String] = []
    var room = bytes
    for item in items.prefix(most) {
      room -= item.line.utf8.count + 1
      guard room >= 0, item.words == words, CommandSeat.objection(to: item) == nil else { break }
      lines.append(item.line)
    }
    // The first byte of the line after them is sent alone, so it needs one, and may not be the line's end.
    while lines.count > 1 {
      let next = items.dropFirst(lines.count).first
      if let next, next.words == words, !next.line.isEmpty, CommandSeat.objection(to: next) == nil {
        return (lines, next.line)
      }
      lines.removeLast()
    }
    return nil
  }

  /// The first items are done.
  mutating func removeFirst(_ count: Int) { items = items.dropFirst(count) }

  private mutating func fill(_ count: Int, from reader: inout WireReader) {
    guard items.count < count, unread > 0, problem == nil else { return }
    var all = Array(items)
    while all.count < count, unread > 0 {
      do throws(WireError) { all.append(try read(&reader)) } catch {
        problem = error
        break
      }
      unread -= 1
    }
    items = all[...]
  }
}

/// Reads the words of one item after another, which are nearly always the same.
final class CommandWords {
  private var words: [String] = []
  private var encoded: [UInt8] = []

  func read(from reader: inout WireReader) throws(WireError) -> [String] {
    var ahead = reader
    if !encoded.isEmpty, let bytes = try? ahead.read(bytes: encoded.count), encoded.elementsEqual(bytes) {
      reader = ahead
      return words
    }
    ahead = reader
    words = try [String](from: &reader)
    encoded = Array(try ahead.read(bytes: ahead.remaining - reader.remaining))
    return words
  }
}
