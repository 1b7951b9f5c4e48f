internal import Experiments

/// Reads the checks of a code cell; `Lessons/README.md` has their grammar.
enum CheckReader {
  /// The keys that say what is checked, and the other keys that go with each.
  static let kinds: [(name: String, keys: [String])] = [
    ("call", values), ("value", values), ("proportion", ["n", "p"]), ("differ", ["times"]), ("printed", ["within"]),
    ("trace", []),
  ]
  private static let values = ["type", "between", "is", "near", "within"]
  /// Types that a value can have, by the names that Python has for them.
  static let types = [
    "int", "float", "bool", "str", "list", "tuple", "dict", "set", "complex", "bytes", "ndarray", "NoneType",
  ]

  /// Reads one check. A malformed one gives one diagnostic.
  static func read(_ mapping: YAMLMapping, source: SourceText, into diagnostics: inout [Diagnostic]) -> CellCheck? {
    let known = kinds.flatMap { [$0.name] + $0.keys } + ["say"]
    var fields = Fields(mapping, source: source, noun: "a check", known: known)
    let kind = kind(&fields)
    let say = sentences(&fields)
    if let fault = fields.diagnostics.first {
      diagnostics.append(fault)
      return nil
    }
    return kind.map { CellCheck($0, say: say) }
  }

  private static func kind(_ fields: inout Fields) -> CellCheck.Kind? {
    let heads = fields.mapping.entries.filter { entry in kinds.contains { $0.name == entry.key } }
    guard let head = heads.first, let kind = kinds.first(where: { $0.name == head.key }) else {
      fields.report(
        fields.mapping.place, "This check doesn't say what it checks.",
        fix: "Write \(oneOf(kinds.map(\.name))) as a key.")
      return nil
    }
    if heads.count > 1 {
      fields.report(
        heads[1].keyPlace, "A check can't have both `\(head.key)` and `\(heads[1].key)`.",
        fix: "Make it two checks, each with its own `-`.")
    }
    for entry in fields.mapping.entries
    where entry.key != head.key && entry.key != "say" && !kind.keys.contains(entry.key) {
      let owners = kinds.filter { $0.keys.contains(entry.key) }.map(\.name)
      guard !owners.isEmpty else { continue }
      fields.report(
        entry.keyPlace, "A check with `\(head.key)` has no key `\(entry.key)`.",
        fix: "Remove it; it is for \(oneOf(owners)).")
    }
    switch head.key {
    case "call", "value": return value(head, &fields)
    case "proportion": return proportion(&fields)
    case "differ":
      let times = fields.whole("times", in: 2...100) ?? 4
      return fields.word("differ", required: "differ: roll(1000)").map { .differ(expression: $0, times: times) }
    case "printed":
      let within = fields.number("within", in: 0...1e300) ?? 0
      return fields.number("printed", in: -1e300...1e300, required: "54208").map { .printed($0, within: within) }
    default: return trace(head, &fields)
    }
  }

  private static func value(_ head: YAMLMapping.Entry, _ fields: inout Fields) -> CellCheck.Kind? {
    guard let expression = fields.word(head.key, required: "\(head.key): square(3)") else { return nil }
    if head.key == "call", expression.last(where: { $0 != " " }) != ")" {
      fields.report(
        head.place, "`\(expression.prefix(80))` is not a call.",
        fix: "Write `call: \(expression.prefix(80))(…)`, or `value: \(expression.prefix(80))` for a variable.")
    }
    var expected = CellCheck.Expected()
    if let type = fields.word("type"), let entry = fields.mapping["type"] {
      expected.type = type
      if !types.contains(type) {
        fields.report(
          entry.place, "There is no type `\(type.prefix(80))` to check for.",
          fix: fix(for: type, among: types, noun: "type"))
      }
    }
    expected.between = between(&fields)
    if let entry = fields.mapping["is"] {
      expected.equals = JSONValue(entry.node)
      if expected.equals == nil {
        fields.report(entry.place, "`is` needs a value.", fix: "Write `is: 4`, `is: [1, 2]` or `is: text`.")
      }
    }
    expected.near = fields.number("near", in: -1e300...1e300)
    expected.within = fields.number("within", in: 0...1e300) ?? 0
    for (key, other) in [("near", "within"), ("within", "near")] {
      guard let entry = fields.mapping[key], fields.mapping[other] == nil else { continue }
      fields.report(entry.keyPlace, "`\(key)` needs `\(other)`.", fix: "Write `near: 3.14` and `within: 0.01`.")
    }
    if !["type", "between", "is", "near"].contains(where: { fields.mapping[$0] != nil }) {
      fields.report(
        head.keyPlace, "This check doesn't say what the value has to be.",
        fix: "Add \(oneOf(["type", "between", "is", "near"])).")
    }
    return .value(expression: expression, isCall: head.key == "call", expected)
  }

  private static func between(_ fields: inout Fields) -> ClosedRange<Double>? {
    guard let words = fields.list("between"), let entry = fields.mapping["between"] else { return nil }
    let numbers = words.compactMap(Fields.number)
    guard words.count == 2, numbers.count == 2, numbers[0] <= numbers[1] else {
      fields.report(
        entry.place, "`between` needs two numbers, the smaller one first.", fix: "Write `between: [0, 1000]`.")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  private static func proportion(_ fields: inout Fields) -> CellCheck.Kind? {
    let expression = fields.word("proportion", required: "proportion: throw(200_000)")
    let n = fields.whole("n", in: 1...1_000_000_000_000, required: "n: 200_000")
    let p = fields.number("p", in: 0...1, required: "0.7853981634")
    if let p, p <= 0 || p >= 1, let entry = fields.mapping["p"] {
      fields.report(entry.place, "`p` is a probability between 0 and 1.", fix: "Write `p: 0.7853981634`.")
    }
    guard let expression, let n, let p else { return nil }
    return .proportion(expression: expression, n: n, p: p)
  }

  /// `items == 1000000`.
  private static func trace(_ head: YAMLMapping.Entry, _ fields: inout Fields) -> CellCheck.Kind? {
    guard let words = fields.word("trace", required: "trace: items == 1000000") else { return nil }
    let name = words.prefix { $0.isLetter || $0 == "_" }
    let sign = words.dropFirst(name.count).drop { $0 == " " }.prefix { "=<>!≤≥≠".contains($0) }
    let rest = words[sign.endIndex...].filter { $0 != " " }
    let names = CellCheck.TraceFigure.allCases.map(\.rawValue)
    guard let figure = CellCheck.TraceFigure(rawValue: String(name)) else {
      fields.report(
        head.place, "There is no figure `\((name.isEmpty ? words[...] : name).prefix(80))`.",
        fix: fix(for: String(name), among: names, noun: "figure"))
      return nil
    }
    guard let comparison = CellCheck.Comparison(rawValue: String(sign)) else {
      let near =
        sign.contains(">") || sign.contains("≥") ? ">=" : sign.contains("<") || sign.contains("≤") ? "<=" : "=="
      fields.report(
        head.place,
        sign.isEmpty ? "`\(name)` isn't compared with a number." : "There is no comparison `\(sign.prefix(8))`.",
        fix: "Write `trace: \(name) \(near) \(rest.isEmpty ? "4" : rest.prefix(40))`; it can be `==`, `>=` or `<=`.")
      return nil
    }
    guard let number = Fields.number(rest), number >= 0 else {
      fields.report(
        head.place, "`\(rest.prefix(80))` is not a number.", fix: "Write `trace: \(name) \(sign) 4`.")
      return nil
    }
    return .trace(figure, comparison, number)
  }

  private static func sentences(_ fields: inout Fields) -> [String] {
    let say = fields.list("say") ?? []
    if say.count > 2, let entry = fields.mapping["say"] {
      fields.report(
        entry.place, "`say` has more than two sentences.", fix: "Write what the fault means, and how to fix it.")
    }
    return say
  }
}

extension Fields {
  /// A number, with `_` between its digits if it is long.
  static func number(_ word: String) -> Double? {
    guard let number = Double(word.filter { $0 != "_" }), number.isFinite else { return nil }
    return number
  }

  /// A number within bounds.
  mutating func number(_ key: String, in bounds: ClosedRange<Double>, required example: String? = nil) -> Double? {
    guard let word = word(key, required: example.map { "\(key): \($0)" }), let entry = mapping[key] else { return nil }
    guard let number = Self.number(word), bounds.contains(number) else {
      let digits = word.filter { $0.isASCII && ($0.isNumber || ".-".contains($0)) }
      let proposal = Self.number(digits).map { bounds.contains($0) } == true ? digits : example ?? "0.01"
      report(
        entry.place, "`\(key)` needs a number, not `\(word.prefix(80))`.", fix: "Write `\(key): \(proposal)`.")
      return nil
    }
    return number
  }
}
