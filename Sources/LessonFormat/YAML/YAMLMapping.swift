import Text

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
    var node: YAMLNode
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
  /// Parses YAML that starts at the beginning of a line; returns `nil` if a diagnostic was added.
  ///
  /// - Parameter indent: The characters that the fence's indentation removed from the start of each line.
  static func read(
    _ yaml: String, line: Int, indent: Int = 0, fallback: Location, source: SourceText,
    into diagnostics: inout [Diagnostic]
  ) -> YAMLMapping? {
    let part = YAMLPart(yaml: yaml, line: line, indent: indent, fallback: fallback, source: source)
    do throws(YAMLPart.Fault) { return try part.mapping(of: part.parse()) } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  /// Parses YAML that is a list of mappings. Items that aren't mappings are reported and left out.
  ///
  /// - Parameter example: An item of the list, for the fix.
  static func readList(
    _ yaml: String, line: Int, indent: Int, fallback: Location, example: String, source: SourceText,
    into diagnostics: inout [Diagnostic]
  ) -> [YAMLMapping] {
    let part = YAMLPart(yaml: yaml, line: line, indent: indent, fallback: fallback, source: source)
    do throws(YAMLPart.Fault) {
      let node = try part.parse()
      guard let items = node?.items, !items.isEmpty else {
        throw part.fault(part.place(node?.mark), "This must be a list.", fix: "Write `- \(example)`.")
      }
      return items.compactMap { item in
        do throws(YAMLPart.Fault) { return try part.mapping(of: item) } catch {
          diagnostics.append(error.diagnostic)
          return nil
        }
      }
    } catch {
      diagnostics.append(error.diagnostic)
      return []
    }
  }
}

/// YAML in a lesson, and where it begins.
private struct YAMLPart {
  /// The maximum length of the YAML in one comment, fence or front matter, in bytes.
  private static let most = 64 << 10

  /// A fault that ends the reading.
  struct Fault: Error { let diagnostic: Diagnostic }

  let yaml: String
  let line: Int
  let indent: Int
  let fallback: YAMLMapping.Location
  let source: SourceText

  func place(_ mark: YAMLNode.Mark?) -> YAMLMapping.Location {
    guard let mark else { return fallback }
    let row = min(line + mark.line - 1, line + yaml.utf8.count { $0 == UInt8(ascii: "\n") })
    return .init(line: row, column: source.column(line: row, scalar: mark.column + indent))
  }

  func fault(_ place: YAMLMapping.Location, _ message: String, fix: String) -> Fault {
    Fault(diagnostic: source.diagnostic(line: place.line, column: place.column, message, fix: fix))
  }

  func parse() throws(Fault) -> YAMLNode? {
    guard yaml.utf8.count <= Self.most else {
      throw fault(fallback, "This is more than 64 kB of YAML.", fix: "Shorten it, and move long texts into the prose.")
    }
    if let odd = YAMLGuard.refusal(yaml) { throw fault(fallback, odd.message, fix: odd.fix) }
    do throws(YAMLError) { return try YAMLNode.parse(yaml) } catch {
      let place = place(error.mark)
      let line = source.lines.indices.contains(place.line - 1) ? source.lines[place.line - 1] : ""
      let (message, fix) = YAMLProblem.explain(error.problem, line: line, column: place.column)
      throw fault(place, message, fix: fix)
    }
  }

  func mapping(of node: YAMLNode?) throws(Fault) -> YAMLMapping {
    switch node?.content {
    case nil, .scalar("", _):
      return YAMLMapping(place: fallback, entries: [])
    case .mapping(let pairs):
      let entries = pairs.map { pair in
        YAMLMapping.Entry(
          key: visible(pair.key.text ?? ""), keyPlace: place(pair.key.mark), value: YAMLMapping.Value(pair.value),
          place: place(pair.value.mark), node: pair.value,
          pairs: pair.value.items?.compactMap { item in
            guard let pair = item.pairs?.first else { return nil }
            let words = [pair.key, pair.value].map { $0.text ?? "…" }.joined(separator: ": ")
            return (visible(words, onOneLine: true), place(item.mark))
          } ?? [])
      }
      return YAMLMapping(place: place(node?.mark), entries: entries)
    default:
      throw fault(
        place(node?.mark), "This must be a list of keys and values.", fix: "Write `{key: value, key: value}`.")
    }
  }
}

extension YAMLMapping.Value {
  /// Converts words and lists of words; anything else is `other`.
  fileprivate init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, _): self = .word(visible(text))
    case .sequence(let items):
      let words = items.map(\.text)
      self = words.contains(nil) ? .other : .list(words.compactMap(\.self).map { visible($0) })
    default: self = .other
    }
  }
}
