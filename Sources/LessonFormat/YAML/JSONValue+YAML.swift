internal import Experiments

extension JSONValue {
  /// Converts a YAML node. A plain word is a number, `true`, `false` or `null` if JSON would read it so; all other words and
  /// everything in quotes are text. Returns `nil` if a mapping has a key that is not text.
  init?(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let isPlain):
      let mayBeJSON = isPlain && !text.contains { "\"[{".contains($0) }
      self = mayBeJSON ? text.isEmpty ? .null : JSONValue(text) ?? .string(text) : .string(text)
    case .sequence(let items):
      let values = items.compactMap { JSONValue($0) }
      guard values.count == items.count else { return nil }
      self = .array(values)
    case .mapping(let pairs):
      var values: [String: JSONValue] = [:]
      for pair in pairs {
        guard let name = pair.key.text, let value = JSONValue(pair.value) else { return nil }
        values[name] = value
      }
      self = .object(values)
    }
  }
}

extension Fields {
  /// A list of any values as JSON; a single word verbatim, because it can be a range or a list of numbers.
  mutating func values(_ key: String) -> String? {
    guard let entry = mapping[key] else { return nil }
    switch entry.node.content {
    case .scalar: return word(key)
    case .sequence:
      if let list = JSONValue(entry.node) { return list.text }
      fallthrough
    default:
      report(entry.place, "`\(key)` needs a list.", fix: "Write `\(key): [1, text, {key: value}]`.")
      return nil
    }
  }
}
