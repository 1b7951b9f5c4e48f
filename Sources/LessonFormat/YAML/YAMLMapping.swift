import Text
import Yams

/// A YAML mapping out of a lesson, with the place of every key and value in the file.
struct YAMLMapping {
  /// A place in the file, from 1; the column in characters.
  struct Place: Equatable {
    var line: Int
    var column: Int
  }

  /// A key with its value.
  struct Entry {
    var key: String
    var keyPlace: Place
    var value: Value
    var place: Place
    /// The value with all its structure.
    var node: Node
  }

  /// What stands at a key: words as they were written, or a list of such words.
  enum Value: Equatable {
    case word(String)
    case list([String])
    /// Something with more structure than any key of a lesson wants.
    case other
  }

  /// Where the mapping begins.
  let place: Place
  /// Its entries in order.
  let entries: [Entry]

  /// The entry of a key.
  subscript(key: String) -> Entry? { entries.first { $0.key == key } }
}

extension YAMLMapping {
  /// Bytes of YAML one comment, fence or front matter may have.
  private static let most = 64 << 10

  /// Parses `yaml`, whose first character stands at the start of `line`; nothing where a diagnostic was added.
  ///
  /// - Parameter indent: characters that the fence around it took from the start of each line.
  static func read(
    _ yaml: String, line: Int, indent: Int = 0, fallback: Place, source: SourceText,
    into diagnostics: inout [Diagnostic]
  ) -> YAMLMapping? {
    func place(_ mark: Mark?) -> Place {
      guard let mark else { return fallback }
      let row = min(line + mark.line - 1, line + yaml.utf8.count { $0 == UInt8(ascii: "\n") })
      return Place(line: row, column: source.column(line: row, scalar: mark.column + indent))
    }
    func report(_ place: Place, _ message: String, mend: String) -> YAMLMapping? {
      diagnostics.append(source.diagnostic(line: place.line, column: place.column, message, mend: mend))
      return nil
    }
    guard yaml.utf8.count <= most else {
      return report(fallback, "This is more than 64 kB of YAML.", mend: "Shorten it: long texts belong to the prose.")
    }
    if let odd = YAMLGuard.refusal(yaml) { return report(fallback, odd.message, mend: odd.mend) }
    let node: Node?
    do { node = try compose(yaml: yaml) } catch {
      let (mark, problem) = explain(error)
      return report(
        place(mark), "This is not YAML: \(problem).", mend: "Write `key: value`, with quotes round odd text.")
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
          place: place(value.mark ?? key.mark), node: value)
      }
      return YAMLMapping(place: place(mapping.mark), entries: entries)
    default:
      return report(place(node?.mark), "Keys and values are wanted here.", mend: "Write `{key: value, key: value}`.")
    }
  }

  /// The place and the words of what Yams found wrong.
  private static func explain(_ error: any Error) -> (Mark?, String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark, "the key \(oneOf(duplicates.sorted())) stands there twice")
    case .reader(let problem, _, _, _): (nil, problem)
    default: (nil, "it can't be read")
    }
  }
}

extension YAMLMapping.Value {
  /// Takes what a lesson's keys can want; anything deeper is `other` and is not looked into.
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
