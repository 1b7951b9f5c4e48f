internal import Experiments
import Yams

extension JSONValue {
  /// Converts a YAML node. A plain word is a number, `true`, `false` or `null` if JSON would read it so; all other words and
  /// everything in quotes are text. Returns `nil` if a mapping has a key that is not text.
  init?(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain && !scalar.string.contains { "\"[{".contains($0) }
      self =
        isPlain
        ? scalar.string.isEmpty ? .null : JSONValue(scalar.string) ?? .string(scalar.string) : .string(scalar.string)
    case .sequence(let sequence):
      let values = sequence.compactMap { JSONValue($0) }
      guard values.count == sequence.count else { return nil }
      self = .array(values)
    case .mapping(let mapping):
      var values: [String: JSONValue] = [:]
      for (key, value) in mapping {
        guard let name = key.scalar?.string, let value = JSONValue(value) else { return nil }
        values[name] = value
      }
      self = .object(values)
    case .alias: return nil
    }
  }
}

extension Fields {
  /// A list of any values as JSON; a single word verbatim, because it can be a range or a list of numbers.
  mutating func values(_ key: String) -> String? {
    guard let entry = mapping[key] else { return nil }
    switch entry.node {
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
