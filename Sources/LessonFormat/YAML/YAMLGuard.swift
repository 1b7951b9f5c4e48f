/// Refuses YAML that would need a disproportionate amount of time or stack to parse.
enum YAMLGuard {
  /// The deepest nesting of brackets, or of list marks in one line.
  private static let deepest = 32

  /// Returns why the text is refused, or `nil` if it may be parsed.
  static func refusal(_ yaml: String) -> (message: String, fix: String)? {
    if isTooDeep(yaml) {
      return (
        "Lists or braces are nested more than \(deepest) levels deep.",
        "Use fewer levels; no key of a lesson needs so many."
      )
    }
    if let name = repeatedName(yaml) {
      return (
        "The YAML defines `&\(name)` and repeats it with `*\(name)`, which lessons can't use.",
        "Write the value out in both places, or put quotes around the text."
      )
    }
    return nil
  }

  private static func isTooDeep(_ yaml: String) -> Bool {
    var brackets = 0
    var marks = 0
    var atStart = true
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        atStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      case UInt8(ascii: "\n"): (marks, atStart) = (0, true)
      case UInt8(ascii: "-"), UInt8(ascii: "?"): marks += atStart ? 1 : 0
      case UInt8(ascii: " "), UInt8(ascii: ":"): break
      default: atStart = false
      }
      if brackets > deepest || marks > 2 * deepest { return true }
    }
    return false
  }

  /// Returns a name that is defined with `&name` and used with `*name`, both where a value may begin.
  private static func repeatedName(_ yaml: String) -> String? {
    guard yaml.utf8.contains(UInt8(ascii: "&")), yaml.utf8.contains(UInt8(ascii: "*")) else { return nil }
    let given = Set(names(after: "&", in: yaml))
    return given.isEmpty ? nil : names(after: "*", in: yaml).first { given.contains($0) }
  }

  private static func names(after sign: Character, in yaml: String) -> [String] {
    var names: [String] = []
    var before: Character = "\n"
    var index = yaml.startIndex
    while index < yaml.endIndex {
      let character = yaml[index]
      index = yaml.index(after: index)
      if character == sign, before.isWhitespace || "[{,:-?".contains(before) {
        let name = yaml[index...].prefix { !$0.isWhitespace && !"[]{},:".contains($0) }
        if !name.isEmpty { names.append(String(name)) }
        index = name.endIndex
      }
      before = character
    }
    return names
  }
}
