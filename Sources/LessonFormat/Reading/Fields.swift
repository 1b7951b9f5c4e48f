/// Reads the keys of a mapping one by one and reports what is wrong with each.
struct Fields {
  let mapping: YAMLMapping
  let source: SourceText
  /// What the mapping describes: `a question`.
  let noun: String
  /// The faults found so far.
  var diagnostics: [Diagnostic] = []

  /// Reports keys that are not in `known`, with the one that may have been meant.
  init(_ mapping: YAMLMapping, source: SourceText, noun: String, known: [String]) {
    self.mapping = mapping
    self.source = source
    self.noun = noun
    for entry in mapping.entries where !known.contains(entry.key) {
      report(
        entry.keyPlace, "`\(entry.key.prefix(80))` is not a key of \(noun).",
        fix: LessonFormat.fix(for: entry.key, among: known, noun: "key"))
    }
  }

  mutating func report(_ place: YAMLMapping.Location, _ message: String, fix: String) {
    diagnostics.append(source.diagnostic(line: place.line, column: place.column, message, fix: fix))
  }

  /// Reports that a key is missing.
  mutating func missing(_ key: String, example: String) {
    let article = noun.prefix(1).uppercased() + noun.dropFirst()
    if let entry = mapping[key] {
      report(entry.place, "`\(key)` needs a value.", fix: "Write `\(example)`.")
    } else {
      report(mapping.place, "\(article) needs `\(key)`.", fix: "Write `\(example)`.")
    }
  }

  /// A word or a line of text; `nil` if it is missing or malformed.
  mutating func word(_ key: String, required example: String? = nil) -> String? {
    guard let entry = mapping[key] else {
      if let example { missing(key, example: example) }
      return nil
    }
    guard case .word(let word) = entry.value, !word.allSatisfy(\.isWhitespace) else {
      report(entry.place, "`\(key)` needs a value.", fix: "Write `\(example ?? "\(key): …")`.")
      return nil
    }
    return word
  }

  /// A whole number within bounds.
  mutating func whole(_ key: String, in bounds: ClosedRange<Int>, required example: String? = nil) -> Int? {
    guard let word = word(key, required: example), let entry = mapping[key] else { return nil }
    guard let number = Int(word.filter { $0 != "_" }), bounds.contains(number) else {
      let limit = bounds.upperBound == Int.max ? "" : " to \(bounds.upperBound)"
      report(
        entry.place, "`\(key)` needs a whole number, not `\(word.prefix(80))`.",
        fix: "Write a number from \(bounds.lowerBound)\(limit).")
      return nil
    }
    return number
  }

  /// `true` or `false`; `false` if the key is missing.
  mutating func flag(_ key: String) -> Bool {
    guard let word = word(key), let entry = mapping[key] else { return false }
    switch word.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      report(entry.place, "`\(key)` must be true or false.", fix: "Write `\(key): true`.")
      return false
    }
  }

  /// A list of words; a single word is a list of one.
  mutating func list(_ key: String) -> [String]? {
    guard let entry = mapping[key] else { return nil }
    switch entry.value {
    case .word(let word): return [word]
    case .list(let words): return words
    case .other:
      if let item = entry.pairs.first {
        report(
          item.place, "An item of `\(key)` has a colon, so YAML takes it for a key and a value.",
          fix: "Write it in quotes: `\"\(item.text.prefix(80))\"`.")
        return nil
      }
      report(entry.place, "`\(key)` needs a list of words.", fix: "Write `\(key): [one, two]`.")
      return nil
    }
  }
}
