import Text
import Yams

/// A YAML mapping in a lesson, with the place of every key and value in the file.
struct YAMLMapping {
  /// A line and a column of the file, both from 1; the column in characters.
  struct Location: Equatable {
    var line: Int
    var column: Int
  }

  /// A key with its value.
  struct Entry {
    var key: String
    var keyPlace: Location
    var value: Value
    var place: Location
    /// The value with its whole structure.
    var node: Node
    /// The items of a list that are pairs of a key and a value, probably by mistake.
    var pairs: [(text: String, place: Location)] = []
  }

  /// The value of a key.
  enum Value: Equatable {
    case word(String)
    case list([String])
    /// Something with more structure than most keys of a lesson need.
    case other
  }

  /// Where the mapping begins.
  let place: Location
  /// Its entries in order.
  let entries: [Entry]

  /// The entry of a key.
  subscript(key: String) -> Entry? { entries.first { $0.key == key } }
}

extension YAMLMapping {
  /// The maximum length of the YAML in one comment, fence or front matter, in bytes.
  private static let most = 64 << 10

  /// Parses YAML that starts at the beginning of a line; returns `nil` if a diagnostic was added.
  ///
  /// - Parameter indent: The characters that the fence's indentation removed from the start of each line.
  static func read(
    _ yaml: String, line: Int, indent: Int = 0, fallback: Location, source: SourceText,
    into diagnostics: inout [Diagnostic]
  ) -> YAMLMapping? {
    func place(_ mark: Mark?) -> Location {
      guard let mark else { return fallback }
      let row = min(line + mark.line - 1, line + yaml.utf8.count { $0 == UInt8(ascii: "\n") })
      return Location(line: row, column: source.column(line: row, scalar: mark.column + indent))
    }
    func report(_ place: Location, _ message: String, fix: String) -> YAMLMapping? {
      diagnostics.append(source.diagnostic(line: place.line, column: place.column, message, fix: fix))
      return nil
    }
    guard yaml.utf8.count <= most else {
      return report(
        fallback, "This is more than 64 kB of YAML.", fix: "Shorten it, and move long texts into the prose.")
    }
    if let odd = YAMLGuard.refusal(yaml) { return report(fallback, odd.message, fix: odd.fix) }
    let node: Node?
    do { node = try compose(yaml: yaml) } catch {
      let (mark, problem) = explain(error)
      let place = place(mark)
      let line = source.lines.indices.contains(place.line - 1) ? source.lines[place.line - 1] : ""
      let (message, fix) = YAMLProblem.explain(problem, line: line, column: place.column)
      return report(place, message, fix: fix)
    }
    switch node {
    case nil:
      return YAMLMapping(place: fallback, entries: [])
    case .scalar(let scalar) where scalar.string.isEmpty:
      return YAMLMapping(place: fallback, entries: [])
    case .mapping(let mapping):
      let entries = mapping.map { key, value in
        Entry(
          key: visible(key.scalar?.string ?? ""), keyPlace: place(key.mark), value: Value(value),
          place: place(value.mark ?? key.mark), node: value,
          pairs: value.sequence.map { Array($0) }?.compactMap { item in
            guard let pair = item.mapping?.first else { return nil }
            let words = [pair.key, pair.value].map { $0.scalar?.string ?? "…" }.joined(separator: ": ")
            return (visible(words, onOneLine: true), place(item.mark))
          } ?? [])
      }
      return YAMLMapping(place: place(mapping.mark), entries: entries)
    default:
      return report(
        place(node?.mark), "This must be a list of keys and values.", fix: "Write `{key: value, key: value}`.")
    }
  }

  /// The place and the description of an error of Yams.
  private static func explain(_ error: any Error) -> (Mark?, String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark, "the key \(oneOf(duplicates.sorted())) is there twice")
    case .reader(let problem, _, _, _): (nil, problem)
    default: (nil, "it can't be read")
    }
  }
}

extension YAMLMapping.Value {
  /// Converts words and lists of words; anything else is `other`.
  fileprivate init(_ node: Node) {
    switch node {
    case .scalar(let scalar): self = .word(visible(scalar.string))
    case .sequence(let sequence):
      let words = sequence.map(\.scalar?.string)
      self = words.contains(nil) ? .other : .list(words.compactMap(\.self).map { visible($0) })
    default: self = .other
    }
  }
}
