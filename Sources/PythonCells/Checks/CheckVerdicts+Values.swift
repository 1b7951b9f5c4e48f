internal import Experiments
import Text

extension CheckVerdicts {
  /// What is wrong with a value; `nil` if it is as expected.
  func value(
    _ facts: CheckFacts, _ expression: String, _ expected: CellCheck.Expected, _ say: [String]
  ) -> Trouble? {
    let gave = "`\(code(expression))` gave \(cut(facts.shown ?? "?"))"
    if facts.kind == "NoneType", expected.type != "NoneType", expected.equals != .null {
      return expected == CellCheck.Expected() ? nil : gaveNone(facts, expression)
    }
    if let type = expected.type, type != facts.kind {
      return wrongType(
        facts, "\(gave), which is \(withArticle(facts.kind ?? "?")), not \(withArticle(type)).", expected, say)
    }
    if let wanted = expected.equals, !facts.isEqual(to: wanted) {
      let seen = "\(gave), not \(cut(wanted.text))."
      if let number = facts.asNumber, let right = wanted.asNumber, abs(number - right) == 1,
        abs(right) > 4, say.isEmpty
      {
        return offByOne(seen, isLess: number < right)
      }
      return trouble(
        seen, say, means: "The function or the value is not what was asked for.",
        fix: "Work out by hand what it should be for a small case, and compare.")
    }
    guard expected.between != nil || expected.near != nil else { return nil }
    guard let number = facts.asNumber else {
      return wrongType(facts, "\(gave), which is \(withArticle(facts.kind ?? "?")), not a number.", expected, say)
    }
    if number.isNaN { return notANumber("\(gave).") }
    if let between = expected.between, !between.contains(number) {
      let range = "from \(written(between.lowerBound)) to \(written(between.upperBound))"
      return trouble(
        "\(gave), which is not \(range).", say, means: "No right answer is outside of that range.",
        fix: "Look for a factor too many, or for one that is missing.")
    }
    if let near = expected.near, !(abs(number - near) <= expected.within) {
      let distance = expected.within > 0 ? "more than \(written(expected.within)) away from" : "not"
      return trouble(
        "\(gave), which is \(distance) \(written(near)).", say, means: "A right answer is nearer.",
        fix: "Work out by hand what it should be for a small case, and compare.")
    }
    return nil
  }

  /// A function that has no `return`, or that prints instead, or a name with such a result.
  private func gaveNone(_ facts: CheckFacts, _ expression: String) -> Trouble {
    if !expression.contains("(") {
      return Trouble(
        seen: "`\(code(expression))` is None.", means: "None is what a function without return gives, such as print.",
        fix: "Look at what is assigned to that name.")
    }
    guard let printed = facts.printed else {
      return Trouble(
        seen: "`\(code(expression))` returned None.",
        means: "That is what a function gives that comes to its end without return.",
        fix: "End the function with return and the value, at the right indentation.")
    }
    return Trouble(
      seen: "`\(code(expression))` printed \(cut(printed)), and returned None.",
      means: "What is printed can only be read; the code that calls a function gets what it returns.",
      fix: "Use return instead of print.")
  }

  /// A value of another type: what is usually behind it.
  private func wrongType(
    _ facts: CheckFacts, _ seen: String, _ expected: CellCheck.Expected, _ say: [String]
  ) -> Trouble {
    let wantsNumber = expected.type == "int" || expected.type == "float" || expected.type == nil
    switch facts.kind {
    case "float" where expected.type == "int":
      return floatForInt(facts.asNumber ?? .nan, seen, expected, say)
    case "function" where wantsNumber, "method" where wantsNumber, "builtin_function_or_method" where wantsNumber:
      return Trouble(
        seen: seen, means: "That is a function itself, not what it gives.",
        fix: "Call it, with parentheses after its name.")
    case "str" where wantsNumber:
      return Trouble(
        seen: seen, means: "A text of digits is no number: nobody can calculate with it.",
        fix: "Return the number itself, without quotes, str or an f-string.")
    case "generator" where wantsNumber, "map" where wantsNumber, "filter" where wantsNumber:
      return Trouble(
        seen: seen, means: "That gives values one by one when it is asked for them, and isn't a number.",
        fix: "Add them up: return sum(…).")
    case _ where facts.length != nil && wantsNumber:
      return Trouble(
        seen: seen, means: "That has \(counted(facts.length ?? 0, "value")) where one number was asked for.",
        fix: "Return one of them, or their sum, or how many they are.")
    case "bool" where wantsNumber:
      return Trouble(
        seen: seen, means: "True and False answer a question; they don't say how many.",
        fix: "Count how often it is True.")
    default:
      return trouble(
        seen, say, means: "Code that uses it relies on the type.", fix: "Convert it, or return another value.")
    }
  }

  private func floatForInt(
    _ number: Double, _ seen: String, _ expected: CellCheck.Expected, _ say: [String]
  ) -> Trouble {
    if number.isNaN { return notANumber(seen) }
    if number == number.rounded(), expected.between?.contains(number) ?? true {
      return Trouble(
        seen: seen, means: "The size is right, but / and some functions give floats even where the result is whole.",
        fix: "Use // instead of /, or int(…), or add up whole numbers only.")
    }
    if (2.6...3.7).contains(number) {
      return trouble(
        seen, say, means: "That looks like an estimate of pi, and a count was asked for.",
        fix: "Return the count alone; those who use it can calculate 4 * count / n.")
    }
    if (0...1).contains(number) {
      return trouble(
        seen, say, means: "That looks like a share, and a count was asked for.",
        fix: "Return the count without dividing it.")
    }
    return trouble(
      seen, say, means: "A count is a whole number.", fix: "Use // instead of /, or add up whole numbers only.")
  }

  private func notANumber(_ seen: String) -> Trouble {
    Trouble(
      seen: seen, means: "That is what calculations give that have no result, such as inf - inf, and NumPy's 0 / 0.",
      fix: "Look for a division by 0, or for a mean of nothing.")
  }

  /// A whole number that is one too small or too large.
  func offByOne(_ seen: String, isLess: Bool) -> Trouble {
    Trouble(
      seen: seen, means: "That is one too \(isLess ? "few" : "many"): an end of a range may be wrong.",
      fix: "range(a, b) begins with a and ends before b: to have b in it, write range(a, b + 1).")
  }

  /// What is wrong with a count out of `n`, each with the probability `p`.
  func proportion(
    _ facts: CheckFacts, _ expression: String, _ n: Int, _ p: Double, _ say: [String]
  ) -> Trouble? {
    let gave = "`\(code(expression))` gave \(cut(facts.shown ?? "?"))"
    if facts.kind == "NoneType" { return gaveNone(facts, expression) }
    guard let number = facts.asNumber else {
      return wrongType(
        facts, "\(gave), which is \(withArticle(facts.kind ?? "?")), not a number.", CellCheck.Expected(), say)
    }
    if number.isNaN { return notANumber("\(gave).") }
    let (n, mean) = (Double(n), Double(n) * p)
    let deviation = (mean * (1 - p)).squareRoot()
    func isAbout(_ value: Double) -> Bool { abs(number - value) <= 5 * deviation }
    if isAbout(mean) { return nil }
    let seen = "\(gave); of \(written(n)), about \(written(mean.rounded())) were expected."
    if abs(number - p) <= 5 * deviation / n, n > 10 {
      return Trouble(
        seen: seen, means: "That is the share of those that count, not how many they are.",
        fix: "Return the count without dividing it by the number of samples.")
    }
    if abs(number - 4 * p) <= 20 * deviation / n, n > 100 {
      return trouble(
        seen, say, means: "That is 4 times the share: an estimate of pi, not a count.",
        fix: "Return the count alone; those who use it can calculate 4 * count / n.")
    }
    if isAbout(n - mean), p != 0.5 {
      return Trouble(
        seen: seen, means: "That is how many do not count.", fix: "Turn the comparison around: < instead of >.")
    }
    if number == 0 || number == n {
      return trouble(
        seen, say, means: "\(number == 0 ? "None of the" : "All") samples counted, as if they were all the same.",
        fix: "Draw new random numbers for each sample, and look at the comparison.")
    }
    for times in [2.0, 3, 4, 8] where abs(number - times * mean) <= 5 * times * deviation {
      return trouble(
        seen, say, means: "That is about \(written(times)) times as many as there should be.",
        fix: "Look for a factor of \(written(times)), or for samples that are counted more than once.")
    }
    for parts in [2.0, 4, 8] where abs(number * parts - mean) <= 5 * parts * deviation {
      return trouble(
        seen, say, means: "That is about 1/\(written(parts)) of what there should be.",
        fix: "See whether all of the samples are drawn, and how the points are distributed.")
    }
    return trouble(
      seen, say, means: "By chance alone, a right answer is so far off once in 1.7 million times.",
      fix: "Look at how a sample is drawn, and at which of them count.")
  }

  /// What is wrong with values that have to differ.
  func differ(_ facts: CheckFacts, _ expression: String, _ times: Int, _ say: [String]) -> Trouble? {
    if facts.kind == "NoneType" { return gaveNone(facts, expression) }
    guard facts.distinct ?? 1 < 2 else { return nil }
    return trouble(
      "\(formatCount(times)) calls of `\(code(expression))` gave the same each time: \(cut(facts.shown ?? "?")).", say,
      means: "Its random numbers begin at the same place in each call, so all workers would draw the same samples.",
      fix: "Leave out the seed, or make the generator once, outside of the function.")
  }
}

extension CheckFacts {
  /// Whether the value is this one: numbers by their values, lists and tuples alike.
  fileprivate func isEqual(to wanted: JSONValue) -> Bool {
    if let value = value.flatMap({ JSONValue($0) }) { return value.isSame(as: wanted) }
    return wanted.asNumber.map { $0 == asNumber } ?? false
  }
}

extension JSONValue {
  /// The value as a number; `nil` if it isn't one.
  fileprivate var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .large(let number): Double(number.description)
    case .double(let number): number
    default: nil
    }
  }

  fileprivate func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.integer, .integer), (.large, .large): self == other
    case (.array(let own), .array(let others)):
      own.count == others.count && zip(own, others).allSatisfy { $0.isSame(as: $1) }
    case (.object(let own), .object(let others)):
      own.count == others.count && own.allSatisfy { key, value in others[key].map { value.isSame(as: $0) } ?? false }
    default: if let own = asNumber, let other = other.asNumber { own == other } else { self == other }
    }
  }
}
